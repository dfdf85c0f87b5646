import { isObject, type JsonObject } from '../specs/json-object.ts';
import { INCIDENT_WRAPPER, KCI_WRAPPERS, LIKELY_KCI_WRAPPERS, type Reportable } from '../specs/lifecycle.ts';
import { header, type InboundEvent, json, type RawBody } from './history.ts';

/** The JSON object in a recorded body; undefined where it holds anything else, or nothing that can be read. */
export function jsonObject(body: RawBody | undefined): JsonObject | undefined {
  const read = json(body);
  return read.ok && isObject(read.value) ? read.value : undefined;
}

/** One delivery of a KCI as far as it can be read: what is missing or of the wrong type is absent here and judged elsewhere. */
export interface Kci {
  /** The inbound event that delivered it. */
  readonly event: InboundEvent;
  readonly body: JsonObject;
  readonly id?: string;
  readonly sequenceNumber?: number;
  /** As sent; RFC 3339 when the supplier is right. */
  readonly issuedOn?: string;
  readonly reasonCode?: string;
  readonly problemCode?: string;
  readonly text?: string;
  /** The X-Conversation-ID header. */
  readonly conversation?: string;
  /** The key of the object that reports on the order, problem or test, for example `provideServiceOrder`. */
  readonly wrapper?: string;
  /** The order, problem or test as reported: a snapshot, not a delta. */
  readonly entity?: JsonObject;
  /** The gateway's id of what is reported on. */
  readonly gatewayId?: number;
  /** The supplier's reference, under whichever of its names: good enough to tell what the KCI is about. */
  readonly supplierReference?: string;
  /** The same where it stands under the name that is published for what the KCI reports on; any will do where none is. */
  readonly publishedReference?: string;
  readonly tenant?: string;
  readonly status?: string;
}

/** What the keys stand for under which KCIs report. */
const REPORTED: ReadonlyMap<string, Reportable> = new Map([
  ...Object.entries({ ...KCI_WRAPPERS, ...LIKELY_KCI_WRAPPERS }).map(
    ([variant, wrapper]): readonly [string, Reportable] => [
      wrapper,
      { kind: variant === 'problem' || variant === 'test' ? variant : 'order', variant },
    ],
  ),
  [INCIDENT_WRAPPER, { kind: 'other', variant: 'incident' }],
]);

const PUBLISHED: ReadonlySet<string> = new Set(Object.values(KCI_WRAPPERS));

/** Reads an inbound event as a KCI; undefined when it is not a POST to the KCI endpoint that holds a JSON object. */
export function readKci(event: InboundEvent): Kci | undefined {
  if (event.endpoint !== 'kcis' || event.method !== 'POST') return undefined;
  const body = jsonObject(event.body);
  if (!body) return undefined;
  // Where no known key is there, whichever member is an object may have been meant; what is wrong with it is judged elsewhere.
  const objects = Object.keys(body).filter((key) => isObject(body[key]));
  const wrapper = objects.find((key) => REPORTED.has(key)) ?? objects[0];
  const found = wrapper === undefined ? undefined : body[wrapper];
  const entity = isObject(found) ? found : undefined;
  const likely = entity?.supplierOrderReference ?? entity?.supplierReference ?? entity?.supplierOrderNumber;
  return {
    event,
    body,
    ...text('id', body.id),
    ...number('sequenceNumber', body.sequenceNumber),
    ...text('issuedOn', body.issuedOn),
    ...text('reasonCode', body.reasonCode),
    ...text('problemCode', body.problemCode),
    ...text('text', body.text),
    ...text('conversation', header(event.headers, 'X-Conversation-ID')),
    ...(wrapper === undefined || entity === undefined ? {} : { wrapper, entity }),
    ...number('gatewayId', entity?.id),
    ...text('supplierReference', likely),
    ...text('publishedReference', PUBLISHED.has(wrapper ?? '') ? entity?.supplierOrderReference : likely),
    ...text('tenant', entity?.tenant),
    ...text('status', entity?.status),
  };
}

/** What a KCI is about by the key under which it reports; undefined where that is none of the known ones. */
export function aboutBy(wrapper: string | undefined): Reportable | undefined {
  return REPORTED.get(wrapper ?? '');
}

/** What KCIs may identify something by that this run created. */
export interface Handles {
  readonly gatewayId: number;
  readonly tenant: string;
  readonly conversation: string;
  /** The supplier's own reference, as far as the supplier has told it. */
  readonly supplierReference?: string;
  /** What it is, where that is known. */
  readonly kind?: Reportable['kind'];
}

/**
 * The one of the candidates that a KCI is about: by the gateway's id, else by the supplier's reference, else by the
 * conversation. What the supplier refers to by one reference may be an order and a test, so that the key under which the KCI
 * reports goes first; but a KCI that is wrong in one way is still placed by another: that it is wrong is a finding of its own.
 */
export function place<Candidate extends Partial<Handles>>(
  kci: Kci,
  candidates: readonly Candidate[],
): Candidate | undefined {
  const kind = aboutBy(kci.wrapper)?.kind;
  const fits = (candidate: Candidate) => kind === undefined || candidate.kind === undefined || candidate.kind === kind;
  // What reports on an incident is about nothing that anybody ordered or reported, unless it says so by number.
  const likely = () => kind !== 'other';
  const by = (
    handle: 'gatewayId' | 'supplierReference' | 'conversation',
    isMeant: (candidate: Candidate) => boolean,
  ) =>
    kci[handle] === undefined
      ? undefined
      : candidates.find((candidate) => candidate[handle] === kci[handle] && isMeant(candidate));
  return (
    by('gatewayId', fits) ??
    by('gatewayId', () => true) ??
    by('supplierReference', fits) ??
    by('conversation', fits) ??
    by('supplierReference', likely) ??
    by('conversation', likely)
  );
}

function text<Name extends string>(name: Name, value: unknown): { readonly [Key in Name]?: string } {
  return typeof value === 'string' ? ({ [name]: value } as { [Key in Name]: string }) : {};
}

function number<Name extends string>(name: Name, value: unknown): { readonly [Key in Name]?: number } {
  return typeof value === 'number' ? ({ [name]: value } as { [Key in Name]: number }) : {};
}
