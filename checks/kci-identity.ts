import { isObject } from '../specs/json-object.ts';
import { KCI_WRAPPERS, LIKELY_KCI_WRAPPERS } from '../specs/lifecycle.ts';
import { type Kci } from '../evidence/kci.ts';
import { isCreated } from '../callbacks/streams.ts';
import { misannouncedCeases } from './asked-ceases.ts';
import { check, type Check } from './check.ts';
import { hasPublishedForm, heard, nameOf, reported, type Reported } from './kci-triggers.ts';

export const kciHasOneWrapper = check<Reported>({
  id: 'kci-has-one-wrapper',
  requirement: 'KCI-ONE-WRAPPER',
  title: 'one order per KCI',
  forEach: heard,
  violation: ({ kci, stream }, { contract }) => {
    const wrappers = Object.keys(kci.body).filter((key) => contract.kciWrappers.includes(key));
    const unknown = Object.keys(kci.body).filter((key) => isObject(kci.body[key]) && !wrappers.includes(key));
    // Where no key is published, an unlikely one is told by a rule of its own.
    const unlikely = wrappers.length === 0 && unknown.length > 0 && !hasPublishedForm(stream);
    if (wrappers.length === 1 || unlikely) return undefined;
    const actual =
      wrappers.length > 1 ? wrappers.join(' and ') : unknown.length > 0 ? `only ${unknown.join(', ')}` : 'none';
    return { expected: `exactly one of ${contract.kciWrappers.join(', ')}`, actual, seen: [kci.event.seq] };
  },
});

export const kciWrapperFitsOrder = check<Reported>({
  id: 'kci-wrapper-fits-order',
  requirement: 'KCI-WRAPPER-FITS',
  title: 'wrapper of the kind of order',
  forEach: (evidence) =>
    reported(evidence).filter(({ kci, stream }) => kci.wrapper !== undefined && stream.subject.variant in KCI_WRAPPERS),
  violation: ({ kci, stream: { subject } }) => {
    const expected = KCI_WRAPPERS[subject.variant];
    return expected !== undefined && kci.wrapper !== expected
      ? { expected, actual: String(kci.wrapper), seen: [subject.origin, kci.event.seq] }
      : undefined;
  },
});

export const kciWrapperIsLikely = check<Reported>({
  id: 'kci-wrapper-is-likely',
  requirement: 'KCI-WRAPPER-LIKELY',
  title: 'wrapper where none is published',
  forEach: (evidence) =>
    reported(evidence).filter(
      ({ kci, stream }) => kci.wrapper !== undefined && stream.subject.variant in LIKELY_KCI_WRAPPERS,
    ),
  violation: ({ kci, stream: { subject } }) => {
    const expected = LIKELY_KCI_WRAPPERS[subject.variant];
    return expected !== undefined && kci.wrapper !== expected
      ? { expected, actual: String(kci.wrapper), seen: [subject.origin, kci.event.seq] }
      : undefined;
  },
});

export const kciNamesItsOrder = check<Reported>({
  id: 'kci-names-its-order',
  requirement: 'KCI-IDENTIFIED',
  title: 'order named by id or reference',
  forEach: heard,
  violation: ({ kci, stream }, { views }) => {
    const { subject } = stream;
    const seen = [subject.origin, kci.event.seq];
    const id = subject.gatewayId === undefined ? 'the id that the gateway gave' : `the id ${subject.gatewayId}`;
    const expected = `${id}, the supplierOrderReference of that order, or both`;
    if (kci.gatewayId === undefined && kci.publishedReference === undefined) {
      // What an Ethernet order, a problem or a test is named by in a KCI is not published.
      return hasPublishedForm(stream) ? { expected, actual: 'neither', seen } : undefined;
    }
    if (kci.gatewayId !== undefined && subject.gatewayId !== undefined && kci.gatewayId !== subject.gatewayId) {
      return { expected, actual: `id ${kci.gatewayId}, which is not the order's`, seen };
    }
    // An order and a test may well go by the same reference: a supplier can number each kind of thing on its own.
    const other = views.referred
      .get(kci.supplierReference ?? '')
      ?.find(
        (candidate) =>
          candidate.subject !== subject &&
          candidate.subject.kind === subject.kind &&
          candidate.subject.tenant === subject.tenant,
      );
    return other
      ? {
          expected,
          actual: `${kci.supplierReference}, the reference of ${nameOf(other.subject)}`,
          seen: [subject.origin, other.subject.origin, kci.event.seq],
        }
      : undefined;
  },
});

/** The reasons from which on a supplier knows a reference of its own. That of a test is optional, whatever becomes of the test. */
const REFERRED = ['ACKNOWLEDGED', 'COMMITTED', 'COMPLETED'];

export const kciCarriesBothIds = check<Reported>({
  id: 'kci-carries-both-ids',
  requirement: 'KCI-BOTH-IDS',
  title: 'gateway id and supplier reference',
  forEach: (evidence) =>
    reported(evidence).filter(
      ({ kci, stream }) =>
        isCreated(stream) &&
        (stream.subject.supplierReference !== undefined ||
          (stream.subject.kind !== 'test' && REFERRED.includes(kci.reasonCode ?? ''))),
    ),
  violation: ({ kci, stream: { subject } }) => {
    const reference = subject.kind === 'order' ? 'supplierOrderReference' : 'supplierReference';
    const missing = [
      ...(kci.gatewayId === undefined ? ['id'] : []),
      ...(kci.publishedReference === undefined ? [reference] : []),
    ];
    return missing.length > 0
      ? { expected: `id and ${reference}`, actual: `no ${missing.join(' and no ')}`, seen: [kci.event.seq] }
      : undefined;
  },
});

export const referenceStaysTheSame = check<Reported>({
  id: 'reference-stays-the-same',
  requirement: 'KCI-REFERENCE-STABLE',
  title: 'one supplierOrderReference per order',
  forEach: (evidence) => reported(evidence).filter(({ kci }) => kci.supplierReference !== undefined),
  violation: ({ kci, stream: { subject, kcis } }) => {
    const told = kcis.find(({ supplierReference }) => supplierReference !== undefined);
    const first = subject.supplierReference ?? told?.supplierReference;
    return kci.supplierReference === first
      ? undefined
      : {
          expected: `supplierOrderReference ${first}`,
          actual: String(kci.supplierReference),
          seen: [subject.origin, kci.event.seq],
        };
  },
});

/** A KCI about an order, and whose order that is; nobody's where the KCIs about it do not say so. */
interface Owned extends Reported {
  readonly tenant: string;
}

export const kciNamesTheTenant = check<Owned>({
  id: 'kci-names-the-tenant',
  requirement: 'KCI-TENANT',
  title: 'tenant of the order',
  forEach: (evidence) => {
    // A cease that the supplier starts has the tenant that it names, unless it is the one that this run has asked for.
    const misannounced = misannouncedCeases(evidence);
    return (
      reported(evidence)
        // Problems and tests carry their tenant in a header only, and whether an Ethernet order shows it in a KCI is not published.
        .filter(
          ({ kci, stream }) =>
            stream.subject.kind === 'order' && (hasPublishedForm(stream) || kci.tenant !== undefined),
        )
        .map((told) => {
          const { subject } = told.stream;
          return { ...told, tenant: misannounced.has(subject) ? evidence.profile.tenant : subject.tenant };
        })
    );
  },
  violation: ({ kci, stream: { subject }, tenant }) =>
    kci.tenant === tenant
      ? undefined
      : {
          expected: tenant === '' ? 'the tenant whose order it is' : `tenant ${tenant}`,
          actual: kci.tenant ?? 'none',
          seen: [subject.origin, kci.event.seq],
        },
});

export const kciIsAboutAKnownOrder = check<Kci>({
  id: 'kci-is-about-a-known-order',
  requirement: 'KCI-STRANGER',
  title: 'KCIs about nothing known',
  // Ranges over the strangers after the others, so that a run in which all KCIs are known has looked at something.
  forEach: ({ views }) => [...views.streams.flatMap(({ deliveries }) => deliveries), ...views.strangers],
  violation: (kci, { views }) =>
    views.strangers.includes(kci)
      ? {
          expected: 'an order that this run placed',
          actual: `id ${kci.gatewayId ?? 'none'}, reference ${kci.supplierReference ?? 'none'}, conversation ${kci.conversation ?? 'none'}`,
          seen: [kci.event.seq],
        }
      : undefined,
});

/** Checks of whom KCIs are about. */
export const KCI_IDENTITY_CHECKS: readonly Check[] = [
  kciHasOneWrapper,
  kciWrapperFitsOrder,
  kciWrapperIsLikely,
  kciNamesItsOrder,
  kciCarriesBothIds,
  referenceStaysTheSame,
  kciNamesTheTenant,
  kciIsAboutAKnownOrder,
];
