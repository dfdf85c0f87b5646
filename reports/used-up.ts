import { exchanges, type Exchange } from '../evidence/exchanges.ts';
import type { History, RequestEvent } from '../evidence/history.ts';
import { jsonObject, readKci } from '../evidence/kci.ts';
import { resolutionIn } from '../evidence/resolutions.ts';

/** Something that a request names and that may no longer be what it was: an open order, a problem, a quote, a reservation or a resolution. */
export interface UsedUp {
  /** The shell variable that stands for it. */
  readonly variable: string;
  /** As it was sent. */
  readonly value: string;
  /** The JSON pointer to it in the request. */
  readonly where: string;
}

/** The members by which a request names what an earlier one brought about, and the shell variables that stand for them. */
const NAMES: Readonly<Record<string, string>> = {
  orderId: 'ORDER',
  serviceProblemId: 'PROBLEM',
  supplierOrderReference: 'REFERENCE',
  supplierServiceProblemReference: 'REFERENCE',
  supplierQuoteId: 'QUOTE',
  appointmentReservationId: 'RESERVATION',
  appointmentReservationReference: 'RESERVATION_REFERENCE',
};

/** What stands unquoted in a shell and unescaped in JSON and in a path. */
const SIMPLE = /^[\w.-]{1,50}$/;

/** What a request names that another has to be put in place of before it is sent again; nothing of what was spoilt on purpose, but for its quotes. */
export function usedUp({ body, generated, operation, url }: RequestEvent): readonly UsedUp[] {
  const named = Object.entries(jsonObject(body) ?? {}).flatMap(([name, value]): readonly UsedUp[] => {
    const variable = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
    const isName = typeof value === 'string' || typeof value === 'number';
    return variable !== undefined && isName ? [{ variable, value: String(value), where: `/body/${name}` }] : [];
  });
  const [, id] = operation === 'handleServiceProblemResolution' ? (/\/([^/?]+)$/.exec(url) ?? []) : [];
  const inPath = id === undefined ? [] : [{ variable: 'RESOLUTION', value: id, where: '/path/id' }];
  const { fault } = generated ?? {};
  const isSpoilt = (where: string) => fault?.where === where && fault.kind !== 'quoted';
  return [...named, ...inPath].filter(({ value, where }) => SIMPLE.test(value) && !isSpoilt(where));
}

/** The request that brought about what another names; undefined where that cannot be told. */
export function groundsOf(history: History): (names: readonly UsedUp[]) => RequestEvent | undefined {
  let known: ReadonlyMap<string, RequestEvent> | undefined;
  return (names) => {
    known ??= broughtAbout(history);
    return names.map(({ value }) => known?.get(value)).find((ground) => ground !== undefined);
  };
}

/** Requests by what they brought about: their own number, the id that the answer gave it, and the resolutions that KCIs told of. */
function broughtAbout(history: History): ReadonlyMap<string, RequestEvent> {
  const known = new Map(exchanges(history).flatMap(created));
  for (const event of history) {
    const kci = event.type === 'inbound' ? readKci(event) : undefined;
    const resolution = kci && resolutionIn(kci);
    const ground = known.get(String(kci?.gatewayId));
    if (resolution?.reference !== undefined && ground) known.set(resolution.reference, ground);
  }
  return known;
}

function created({ request, response }: Exchange): readonly (readonly [string, RequestEvent])[] {
  if (!response || response.status >= 300 || request.method !== 'POST') return [];
  return [request.body, response.body].flatMap((body) => {
    const id = jsonObject(body)?.id;
    return typeof id === 'number' || typeof id === 'string' ? [[String(id), request] as const] : [];
  });
}
