import { faultsOf, type Fault } from '../specs/faults.ts';
import type { NoteEvent } from '../evidence/history.ts';
import { VARIANTS, type Sending, type Variant } from '../evidence/variants.ts';
import type { Evidence } from './check.ts';

/** What a rule about variants is about, as far as it takes to say why none of them came under it. */
export interface Sought {
  /** The variants that the rule is about, whatever they prove. */
  readonly isAbout: (variant: Variant) => boolean;
  /** The faults that it is about; absent for a rule about valid requests. */
  readonly faults?: (fault: Fault) => boolean;
  /** Such a variant in a few words, one and several. */
  readonly words: readonly [one: string, several: string];
}

/** So many conditions are named; the report has all remarks. */
const NAMED = 4;

/** Why no variant of a run came under a rule, in words: which condition was unmet in this very run. */
export function whyUntried(sought: Sought, evidence: Evidence): string {
  const { variants } = evidence.views;
  if (variants.length === 0) return whyNone(evidence);
  const about = variants.filter(sought.isAbout);
  return about.length > 0 ? whyNothingProved(about, sought) : whyNoneOfTheSort(sought, evidence);
}

/** Which journeys send variants, with what they remarked, and whether they came to their end. */
function sendersIn({ history }: Evidence): ReadonlyMap<string, { readonly remarks: string[]; ended: boolean }> {
  const senders = new Map<string, { readonly remarks: string[]; ended: boolean }>();
  for (const event of history) {
    if (event.type !== 'note' || event.journey?.startsWith(VARIANTS) !== true) continue;
    const sender = senders.get(event.journey) ?? { remarks: [], ended: false };
    senders.set(event.journey, sender);
    if (event.note === 'remark' || event.note === 'harness-error') sender.remarks.push(event.text);
    if (event.note === 'journey-ended') sender.ended = true;
  }
  return senders;
}

function whyNone(evidence: Evidence): string {
  const senders = sendersIn(evidence);
  if (senders.size === 0) return 'no variant was sent: no journey of this run sends any';
  const unmet = unmetConditions(evidence, senders);
  if (unmet.length > 0) return `no variant was sent: ${listed(unmet)}`;
  const isOver = [...senders.values()].every(({ ended }) => ended);
  return isOver
    ? 'no variant was sent: variants.perOperation (--variants) is 0, or --only names nothing of the kind'
    : 'no variant was answered before the run ended';
}

/** What the journeys said that sent no variant, each condition once, with whom it kept. */
function unmetConditions(evidence: Evidence, senders: ReturnType<typeof sendersIn>): readonly string[] {
  const sent = new Set(evidence.views.variants.map(({ exchange }) => exchange.request.journey));
  const byRemark = new Map<string, string[]>();
  for (const [journey, { remarks }] of senders) {
    if (sent.has(journey)) continue;
    const told = [...new Set([...remarks, ...turnedDown(journey, evidence)])].join(', and ');
    if (told !== '') byRemark.set(told, [...(byRemark.get(told) ?? []), journey]);
  }
  return [...byRemark].map(([told, journeys]) => `${told} (${journeys.join(', ')})`);
}

/** What a journey asked for first, so as to have something to ask about, and did not get. */
function turnedDown(journey: string, { views }: Evidence): readonly string[] {
  return views.exchanges
    .filter(({ request, response }) => request.journey === journey && (!response || response.status >= 300))
    .map((exchange) => `${exchange.request.operation} was ${answerOf({ exchange })}`)
    .slice(0, 1);
}

function answerOf({ exchange: { response, noResponse } }: Pick<Sending, 'exchange'>): string {
  return response ? `answered ${response.status}` : `not answered (${noResponse?.reason ?? 'open'})`;
}

/** Why variants that a rule is about proved nothing, the most frequent reason first. */
function whyNothingProved(about: readonly Variant[], { words: [one, several] }: Sought): string {
  const reasons = new Map<string, number>();
  for (const variant of about) {
    const reason = `${variant.exchange.request.operation}: ${whyIsolated(variant)}`;
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const told = [...reasons]
    .toSorted(([, few], [, many]) => many - few)
    .map(([reason, times]) => `${reason}${reasons.size > 1 ? `, ${times === 1 ? 'once' : `${times} times`}` : ''}`);
  const number = about.length === 1 ? `the one ${one} that was sent` : `all ${about.length} ${several} that were sent`;
  return `${number} proved nothing: ${listed(told)}`;
}

/** Why a variant says nothing of what it was sent for. */
function whyIsolated(variant: Variant): string {
  const { generated, twin } = variant;
  if (generated.twin !== undefined && !twin) return 'its control twin was not sent, or not answered';
  if (twin && twin.reception !== 'taken') {
    const without = generated.fault ? 'the same without the fault' : 'the plain request';
    return `${without}, its control twin, was ${answerOf(twin)} and not taken`;
  }
  return `it was ${answerOf(variant)}, which says nothing of what was asked`;
}

/** Why there was no variant of the sort among those that were sent. */
function whyNoneOfTheSort({ faults, words: [one, several] }: Sought, evidence: Evidence): string {
  const kinds = kindsOf(evidence);
  const possible = kinds.filter(
    ({ operation, variant }) =>
      !faults || faultsOf(evidence.contract.requestShape(operation, variant)).some((fault) => faults(fault)),
  );
  const unmet = unmetConditions(evidence, sendersIn(evidence));
  const rest = unmet.length > 0 ? `; of others none was sent: ${listed(unmet)}` : '';
  if (possible.length === 0) {
    const sent = kinds.map(({ label }) => label);
    return `${several} cannot be made of the requests of which variants were sent (${listed(sent)})${rest}`;
  }
  const sent = possible.map(({ label, number }) => `${number} of ${label}`);
  const cut = remarksOf(evidence).filter((text) => text.includes('were not begun'));
  const why = cut.length > 0 ? cut : ['variants.perOperation leaves no room for one, as 12 or more does'];
  return `among the variants that were sent (${listed(sent)}) was no ${one}: ${listed(why)}${rest}`;
}

/** A kind of request of which variants were sent, and how many different ones. */
interface Kind {
  readonly operation: string;
  readonly variant: string | undefined;
  readonly label: string;
  readonly number: number;
}

function kindsOf({ views }: Evidence): readonly Kind[] {
  // Orders that are generated with a gateway behind them have no faults.
  const sent = views.variants.filter(({ generated }) => generated.gateway === undefined);
  const labelled = sent.map(({ exchange: { request }, generated: { id } }) => {
    const { operation, variant } = request;
    return { operation, variant, id, label: variant === undefined ? operation : `${operation}, ${variant}` };
  });
  return [...new Set(labelled.map(({ label }) => label))].flatMap((label) => {
    const alike = labelled.filter((one) => one.label === label);
    const [first] = alike;
    return first ? [{ ...first, number: new Set(alike.map(({ id }) => id)).size }] : [];
  });
}

function remarksOf({ history }: Evidence): readonly string[] {
  return history.flatMap((event) => (isRemark(event) ? [event.text] : []));
}

function isRemark(event: Evidence['history'][number]): event is NoteEvent {
  return event.type === 'note' && event.note === 'remark' && event.journey?.startsWith(VARIANTS) === true;
}

function listed(conditions: readonly string[]): string {
  const unsaid = conditions.length - NAMED;
  return [...conditions.slice(0, NAMED), ...(unsaid > 0 ? [`and ${unsaid} more`] : [])].join('; ');
}
