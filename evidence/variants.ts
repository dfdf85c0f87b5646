import { grouped } from '../specs/grouped.ts';
import { tokensOf } from '../specs/pointers.ts';
import type { Exchange } from './exchanges.ts';
import type { Generated } from './history.ts';

/**
 * How a generated request was answered: `taken` (a success), `refused` (for what it asks), `malformed` (400), `faulted` (5xx),
 * `unanswered`, or `turned away`: for who asks (401, 403), for how fast (429), or because nothing is there to ask (501).
 */
export type Reception = 'taken' | 'refused' | 'malformed' | 'faulted' | 'unanswered' | 'turned away';

const TURNED_AWAY = [401, 403, 429, 501];

/** What the ids of the journeys begin with that send generated requests. */
export const VARIANTS = 'variants-';

/** How a request was answered; undefined where we broke it off ourselves, or the history ends before its answer. */
export function receptionOf({ response, noResponse }: Exchange): Reception | undefined {
  if (noResponse) return noResponse.reason === 'interrupted' ? undefined : 'unanswered';
  if (!response) return undefined;
  const { status } = response;
  if (status >= 200 && status < 300) return 'taken';
  if (TURNED_AWAY.includes(status)) return 'turned away';
  if (status >= 500) return 'faulted';
  return status === 400 ? 'malformed' : 'refused';
}

/** A generated request with what came of it. */
export interface Sending {
  readonly exchange: Exchange;
  readonly generated: Generated;
  readonly reception: Reception;
}

/** A generated request with all that it is to be compared with. */
export interface Variant extends Sending {
  /** A sending of its control twin: one that was taken where there is one, else any; undefined where none was answered. */
  readonly twin?: Sending;
  /** The other sendings of the same variant, in their order. */
  readonly again: readonly Sending[];
}

/** The generated requests among some exchanges, in their order, as far as something came of them. */
export function variantsIn(exchanges: readonly Exchange[]): readonly Variant[] {
  const sendings = exchanges.flatMap((exchange): readonly Sending[] => {
    const { generated } = exchange.request;
    const reception = receptionOf(exchange);
    return generated === undefined || reception === undefined ? [] : [{ exchange, generated, reception }];
  });
  const byId = grouped(sendings, ({ generated }) => generated.id);
  return sendings.map((sending): Variant => {
    const twin = nearest(byId.get(sending.generated.twin ?? '') ?? [], sending);
    const again = (byId.get(sending.generated.id) ?? []).filter((other) => other !== sending);
    return { ...sending, again, ...(twin ? { twin } : {}) };
  });
}

/** Of the sendings of a twin, the one that tells most of another: taken rather than not, and close to it in time. */
function nearest(twins: readonly Sending[], { exchange }: Sending): Sending | undefined {
  const distance = (twin: Sending) => Math.abs(twin.exchange.request.seq - exchange.request.seq);
  const rank = ({ reception }: Sending) => (reception === 'taken' ? 0 : 1);
  return twins.toSorted((one, other) => rank(one) - rank(other) || distance(one) - distance(other))[0];
}

/** Whether a variant was allowed by the contract: nothing in it is wrong. */
export function isAllowed({ generated }: Sending): boolean {
  return generated.fault === undefined;
}

/** Whether something in a variant is such that a sound system may stumble over it. */
export function isExotic({ generated }: Sending): boolean {
  return generated.edits.some(({ exotic }) => exotic);
}

/** A place in a request as it is read: `/body/sites/0/name` is `body/sites[0]/name`, `/header/Tenant` is `header Tenant`. */
export function placeWords(where: string): string {
  const [part = '', ...path] = tokensOf(where);
  const steps = path.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `/${step}`)).join('');
  return part === 'body' ? `${part}${steps}` : `${part} ${steps.slice(1)}`;
}
