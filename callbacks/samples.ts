import type { History } from '../evidence/history.ts';
import { place, type Kci } from '../evidence/kci.ts';
import { announcedBy, delivered, inSequence, type Stream, type Subject, type Volunteered } from './streams.ts';

/** Samples about one thing, with what they name it by as far as they have told. */
interface Group {
  readonly subject: Subject;
  readonly wrapper: string | undefined;
  tenant?: string;
  gatewayId?: number;
  supplierReference?: string;
  readonly kcis: Kci[];
}

/**
 * KCIs that are shown on their own (samples), placed with what they themselves are about: nothing is known of requests, of
 * answers, or of what was told before. Those of one wrapper and tenant that share the gateway's id or the supplier's
 * reference are about one thing.
 */
export function sampled(history: History): Volunteered {
  const deliveries = delivered(history);
  const groups: Group[] = [];
  for (const kci of deliveries) {
    const alike = groups.filter(
      ({ wrapper, tenant }) =>
        wrapper === kci.wrapper && (tenant === undefined || kci.tenant === undefined || tenant === kci.tenant),
    );
    let group = place<Group & { readonly conversation?: never }>(kci, alike);
    if (!group) {
      group = { subject: { ...announcedBy(kci), midway: true }, wrapper: kci.wrapper, kcis: [] };
      groups.push(group);
    }
    group.kcis.push(kci);
    if (kci.tenant !== undefined) group.tenant ??= kci.tenant;
    if (kci.gatewayId !== undefined) group.gatewayId ??= kci.gatewayId;
    if (kci.supplierReference !== undefined) group.supplierReference ??= kci.supplierReference;
  }
  return { deliveries, strangers: [], streams: groups.flatMap(streamsOf) };
}

function streamsOf({ subject, kcis }: Group): readonly Stream[] {
  return courses(inSequence(kcis)).map((course, index) => ({
    subject,
    requests: [],
    deliveries: index === 0 ? kcis : [],
    kcis: course,
  }));
}

/**
 * The ways in which samples can have followed each other. Several with one number show alternatives, each in place of the
 * others: the first goes on with what has higher numbers, each other one is the end of a course of its own.
 */
function courses(kcis: readonly Kci[]): readonly (readonly Kci[])[] {
  const taken = new Set<number>();
  const [main, others]: [Kci[], Kci[]] = [[], []];
  for (const kci of kcis) {
    const { sequenceNumber } = kci;
    (sequenceNumber !== undefined && taken.has(sequenceNumber) ? others : main).push(kci);
    if (sequenceNumber !== undefined) taken.add(sequenceNumber);
  }
  const before = (other: Kci) =>
    main.filter(({ sequenceNumber }) => (sequenceNumber ?? 0) < (other.sequenceNumber ?? 0));
  return [main, ...others.map((other) => [...before(other), other])];
}
