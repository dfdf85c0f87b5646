import { isObject } from '../specs/json-object.ts';
import { isDescribed, isTerminal, SENT } from '../specs/lifecycle.ts';
import { lifecycleOf } from '../specs/lifecycles.ts';
import { PROBLEM_ENDINGS, RESOLVED } from '../specs/problem-lifecycle.ts';
import {
  GATEWAY_CONDUCT as CONDUCT,
  SOLVED,
  TELLING,
  TENANT_NOTICES,
  TENANT_STATUSES,
  TOO_EARLY,
  UNASKED_END,
  type Known,
} from '../specs/tenant-view.ts';
import { json } from '../evidence/history.ts';
import { type Kci } from '../evidence/kci.ts';
import type { Stream, SubjectRequest } from '../callbacks/streams.ts';
import { ON_THE_WAY } from '../callbacks/transitions.ts';
import { seconds } from './deadlines.ts';
import { passages, type Passage } from './tenant-passage.ts';

/** One thing that a retailer would have been shown of an order, a problem or a test. */
export interface Sight extends Known {
  /** Milliseconds on the run's clock. */
  readonly mono: number;
  /** The number of the event that it comes from. */
  readonly event: number;
  /** The status that the retailer would see from then on. */
  readonly status: string;
  /** The type of update that the gateway would send; absent where nothing is sent. */
  readonly type?: string;
  /** Set where the retailer is asked to do something. */
  readonly asks?: true;
  /** Set where the gateway adds it, since the supplier has skipped it. */
  readonly added?: true;
  readonly kci?: Kci;
}

/** What a consequence is for the retailer; `unclear` where the documents do not say what the gateway would do. */
export type Gravity = 'misled' | 'in-the-dark' | 'unclear';

/** Something that would have left a retailer in the dark, or told it what is not so. It judges nobody. */
export interface Consequence {
  readonly gravity: Gravity;
  /** A sentence about the retailer. */
  readonly words: string;
  /** Event numbers. */
  readonly seen: readonly number[];
}

/** What a retailer would have seen of one order, problem or test. */
export interface TenantView {
  readonly sights: readonly Sight[];
  readonly consequences: readonly Consequence[];
  /** Whether the retailer would have seen it end. */
  readonly ended: boolean;
}

/** How long a retailer is thought to wait, in milliseconds, and when on the run's clock the history ends. */
export interface Patience {
  readonly acknowledge: number;
  readonly outcome: number;
  readonly endsAt: number;
}

/** How far on an order is in a status, where that can be said. */
const FORWARD: Readonly<Record<string, number>> = { [SENT]: 0, ACKNOWLEDGED: 1, IN_PROGRESS: 2, [RESOLVED]: 3 };

/** The reasons that may come before anything else has been said. */
const FIRST_WORDS = ['CREATED', 'ACKNOWLEDGED', 'COMMITTED', 'ORDER_REJECTED', 'REJECTED', 'CANCELLED', 'TERMINATED'];

/** The reasons that tell what became of an amendment or a cancellation. */
const OUTCOMES = ['AMENDED', 'AMENDMENT_REJECTED', 'CANCELLED', 'CANCELLATION_REJECTED', 'RESUBMIT', 'TERMINATED'];

/** The reasons that leave the status as it is, whatever it is called. */
const REMARKS = ['ADDITIONAL', 'WARNING'];

/** What a retailer would have seen of all that was said about one thing. Pure. */
export function tenantView(stream: Stream, patience: Patience): TenantView {
  const { subject } = stream;
  const sights: Sight[] = [];
  const consequences: Consequence[] = [];
  const tell = (gravity: Gravity, words: string, ...seen: readonly number[]) =>
    void consequences.push({ gravity, words, seen });
  const isOver = (status: string | undefined) =>
    subject.kind === 'problem' ? PROBLEM_ENDINGS.includes(status ?? '') : isTerminal(status);
  const steps = lifecycleOf(subject.kind, subject.variant)?.steps;
  let shown: string | undefined;
  /** What was shown before the retailer was asked for something or had asked for something. */
  let beneath: string | undefined;
  let overSince = 0;
  let committed: unknown;
  // The gaining provider may move the day of a cease that the supplier announced.
  const isAnnounced = !subject.exchange;

  const show = (sight: Sight): void => {
    sights.push(sight);
    // What was on its way when an answer ended it may still arrive.
    if (isOver(sight.status) && !isOver(shown)) overSince = sight.mono + (sight.kci ? 0 : ON_THE_WAY);
    if (!sight.status.startsWith('PENDING')) beneath = sight.status;
    shown = sight.status;
  };

  const answered = ({ request, response, noResponse }: NonNullable<typeof subject.exchange>): void => {
    show({ ...CONDUCT.sent, mono: request.mono, event: request.seq });
    const answer = response ?? noResponse;
    if (!answer || response?.status === 202) return;
    const here = { mono: answer.mono, event: answer.seq };
    if (response?.status === 201) {
      const { status } = subject.created ?? {};
      const known = subject.kind === 'test' ? 'IN_PROGRESS' : undefined;
      const told = typeof status === 'string' ? status : known;
      if (told === undefined || !TENANT_STATUSES[subject.kind]?.includes(told)) {
        tell('unclear', `The 201 tells no status that a retailer can be shown.`, answer.seq);
        return;
      }
      if (told === 'IN_PROGRESS' && subject.kind !== 'test') show(acknowledged(here));
      show({ ...CONDUCT.answered, ...here, status: told, type: told === 'IN_PROGRESS' ? 'COMMITTED' : told });
      if (subject.kind === 'order' && told === 'IN_PROGRESS')
        dates(subject.created ?? {}, 'The 201', answer.seq, false);
    } else if (response?.status === 422) show({ ...CONDUCT.refused, ...here });
    else if (!response || response.status >= 500) {
      show({ ...CONDUCT.failed, ...here, type: 'ERROR' });
      overSince = answer.mono + ON_THE_WAY;
    } else
      tell('unclear', `What a retailer is shown for an answer of ${response.status} is not published.`, answer.seq);
  };

  /** What is told of dates with a commitment. */
  const dates = (entity: Readonly<Record<string, unknown>>, who: string, event: number, mayMove: boolean): void => {
    const missing = ['committedDate', 'targetDate'].filter((name) => typeof entity[name] !== 'string');
    if (committed === undefined && missing.length > 0)
      tell(
        'in-the-dark',
        `${who} commits without ${missing.join(' and ')}: there is no date to tell the customer.`,
        event,
      );
    const { committedDate } = entity;
    if (
      typeof committed === 'string' &&
      typeof committedDate === 'string' &&
      !mayMove &&
      !sameTime(committed, committedDate)
    )
      tell('misled', `${who} moves the date that was promised to the customer, though nobody asked for that.`, event);
    committed = committedDate ?? committed ?? missing;
  };

  const asked = ({ kind, exchange: { request, response } }: SubjectRequest): void => {
    if (!response || isOver(shown)) return;
    const here = { mono: response.mono, event: response.seq };
    if (kind === 'resolution') {
      const body = json(request.body);
      const decision = body.ok && isObject(body.value) ? body.value.status : undefined;
      const isTaken = response.status < 300 && (decision === 'ACCEPTED' || decision === 'REJECTED');
      if (isTaken) show({ ...CONDUCT.decided, ...here, status: CONDUCT.decided[decision] });
    } else if (response.status === 202) show({ ...CONDUCT.requested, ...here, status: CONDUCT.requested[kind] });
    else if (response.status === 201 && kind === 'cancellation')
      show({ ...CONDUCT.answered, ...here, status: 'CANCELLED', type: 'CANCELLED' });
    else if (response.status === 201 && shown?.startsWith('PENDING') && beneath !== undefined)
      show({ ...CONDUCT.answered, ...here, status: beneath, type: 'AMENDED' });
  };

  const heard = ({ kci, mono, heldFor }: Passage): void => {
    const {
      reasonCode: reason,
      event: { seq },
    } = kci;
    const name = nameOf(kci);
    const here = { mono, event: seq, kci };
    if (isOver(shown) || shown === CONDUCT.failed.status) {
      const isLate = mono >= overSince;
      if (kci.status !== shown && isLate)
        tell(
          'misled',
          `${name} comes after ${shown}: nothing of it would reach the retailer, who takes it for over.`,
          seq,
        );
      return;
    }
    if (heldFor > ON_THE_WAY)
      tell(
        'in-the-dark',
        `${name} overtook another: the gateway would have held it back for ${seconds(heldFor)}.`,
        seq,
      );
    const notice = TENANT_NOTICES.find((candidate) => candidate.reason === reason);
    if (!notice && kci.status !== RESOLVED && !isOver(kci.status))
      tell('unclear', `${name}: what the gateway makes of this reason code is not published.`, seq);
    const granted = stream.requests.filter(
      ({ exchange: { response } }) => response && response.mono <= mono + ON_THE_WAY,
    );
    const isAsked = granted.some(({ kind }) => kind === 'cancellation') || quotesCancellation(kci);
    const { status: told } = kci;
    const isCreated = reason === 'CREATED' && told === 'PENDING';
    const open = shown === 'PENDING_AMENDMENT' || shown === 'PENDING_CANCELLATION';
    const keeps =
      shown !== undefined &&
      !isOver(told) &&
      ((open && !OUTCOMES.includes(reason ?? '')) || (shown === 'PENDING' && REMARKS.includes(reason ?? '')));
    const status = isCreated ? CONDUCT.announced.status : keeps ? shown : (notice?.status ?? told ?? shown);
    if (status === undefined || !(TENANT_STATUSES[subject.kind] ?? [status]).includes(status)) {
      tell(
        'unclear',
        `${name} tells ${status === undefined ? 'no status' : 'a status that no retailer can be shown'}.`,
        seq,
      );
      return;
    }
    const lacking = TELLING[reason ?? ''];
    if (lacking?.every((field) => !kci[field]) && !(reason === 'CANCELLED' && isAsked))
      tell('in-the-dark', `${name} has no ${lacking.join(' and no ')}: the retailer would not know why.`, seq);
    const rank = (of: string | undefined) => FORWARD[of ?? ''] ?? Number.NaN;
    if (
      shown !== undefined &&
      rank(status) < rank(shown) &&
      !(steps && isDescribed(shown, reason ?? '', status, steps))
    )
      tell('misled', `${name} goes back from ${shown}: what the retailer had been told is no longer so.`, seq);
    if (status === 'IN_PROGRESS' && (shown === SENT || shown === undefined || shown === 'RECEIVED_BY_GATEWAY'))
      if (subject.kind !== 'test') show({ ...acknowledged({ mono, event: seq }) });
    const isEarly = shown === SENT && subject.kind === 'order' && !FIRST_WORDS.includes(reason ?? '');
    const special =
      status === RESOLVED ? SOLVED : reason === 'CANCELLED' && !isAsked ? UNASKED_END : isEarly ? TOO_EARLY : undefined;
    const rule = special ?? notice;
    show({
      standing: isCreated ? CONDUCT.announced.standing : (rule?.standing ?? 'inferred'),
      source: isCreated ? CONDUCT.announced.source : (rule?.source ?? 'Concluded from the status'),
      ...here,
      status,
      ...(rule ? { type: rule.type } : {}),
      ...(special === SOLVED || (!special && notice?.asks) ? { asks: true } : {}),
    });
    if (subject.kind === 'order' && kci.entity && (reason === 'COMMITTED' || committed !== undefined))
      dates(
        kci.entity,
        name,
        seq,
        isAnnounced || reason === 'AMENDED' || granted.some(({ kind }) => kind === 'amendment'),
      );
  };

  const { passed, refused, renamed, missing } = passages(stream);
  let handedOn = 0;
  const happenings = [
    ...stream.requests.flatMap((request) => {
      const { response } = request.exchange;
      return response ? [{ mono: response.mono, order: response.seq, act: () => asked(request) }] : [];
    }),
    ...passed.map((passage) => {
      handedOn = Math.max(handedOn, passage.kci.event.seq);
      return { mono: passage.mono, order: handedOn, act: () => heard(passage) };
    }),
  ].sort((a, b) => a.mono - b.mono || a.order - b.order);
  if (subject.exchange) answered(subject.exchange);
  for (const { act } of happenings) act();
  for (const kci of refused)
    tell(
      'in-the-dark',
      `${nameOf(kci)} was turned away and never came again: the retailer would not know of it.`,
      kci.event.seq,
    );
  for (const { kci, as } of renamed)
    tell(
      'unclear',
      `${nameOf(kci)} was turned away and came again as ${nameOf(as)}: how long the gateway would hold that back for the first number is not published.`,
      kci.event.seq,
      as.event.seq,
    );
  for (const { number, before } of missing)
    tell(
      'unclear',
      `Number ${number} never came: how long the gateway would hold ${nameOf(before)} back for it is not published.`,
      before.event.seq,
    );

  const ended = isOver(shown) || shown === CONDUCT.failed.status;
  consequences.push(...waits(stream, sights, isOver, patience));
  return { sights, consequences, ended };
}

/** Where a retailer would have waited longer than it is thought to; what waits for the retailer itself is not meant. */
function waits(
  { subject }: Stream,
  sights: readonly Sight[],
  isOver: (status: string) => boolean,
  { acknowledge, outcome, endsAt }: Patience,
): readonly Consequence[] {
  const dark = (words: string, event: number): Consequence => ({ gravity: 'in-the-dark', words, seen: [event] });
  const first = sights[0];
  if (!first || subject.midway) return [];
  for (const [index, { status, mono, event, asks }] of sights.entries()) {
    const waited = (sights[index + 1]?.mono ?? endsAt) - mono;
    const isRequest = status === 'PENDING_AMENDMENT' || status === 'PENDING_CANCELLATION';
    if (status === SENT && waited >= acknowledge)
      return [
        dark(`For more than ${seconds(acknowledge)} the retailer would have seen ${SENT} and heard nothing.`, event),
      ];
    if (isRequest && !asks && waited >= outcome)
      return [dark(`For more than ${seconds(outcome)} the retailer would have seen ${status} and no outcome.`, event)];
  }
  // What is meant to stay open says nothing about how long others take.
  const staysOpen = (subject.scenario ?? '').endsWith('_IN_PROGRESS') || sights.some(({ asks }) => asks);
  const end = sights.find(({ status }) => isOver(status) || status === CONDUCT.failed.status);
  const waited = (end?.mono ?? endsAt) - first.mono;
  const last = end ? sights[sights.indexOf(end) - 1] : sights.at(-1);
  return staysOpen || waited < outcome || !last
    ? []
    : [
        dark(
          `More than ${seconds(outcome)} after it was asked for, the last that the retailer would have seen was ${last.status}.`,
          last.event,
        ),
      ];
}

/** The step that the gateway fills in where a supplier commits at once. */
function acknowledged(here: Pick<Sight, 'mono' | 'event'>): Sight {
  return { ...CONDUCT.answered, ...here, status: 'ACKNOWLEDGED', type: 'ACKNOWLEDGED', added: true };
}

/** How a KCI is called in a sentence; what it says of itself may be anything. */
function nameOf({ sequenceNumber, reasonCode = 'without a reason code' }: Kci): string {
  return `KCI ${sequenceNumber ?? 'without a number'} (${reasonCode.slice(0, 60)})`;
}

function quotesCancellation({ entity = {} }: Kci): boolean {
  return Object.keys(entity).some((name) => /Cancellation(?:Id|Reference)$/.test(name) && entity[name] !== undefined);
}

function sameTime(one: string, other: string): boolean {
  return one === other || Date.parse(one) === Date.parse(other);
}
