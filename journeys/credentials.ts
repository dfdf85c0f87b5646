import type { Exchange } from '../evidence/exchanges.ts';
import type { Aim } from '../evidence/history.ts';
import { replyOf } from './asking.ts';
import type { Refusable, Unwelcome } from './authorization.ts';
import { leaveReserved } from './booking.ts';
import { harmless } from './credentials-harmless.ts';
import { leaveEthernetOrder } from './ethernet.ts';
import type { Journey, Stage } from './journey.ts';
import { followOrder, tidyUp } from './ordering.ts';
import { followProblem, withdraw } from './repairs.ts';

/** What each kind of credentials that lets nobody in makes of a request. */
const MARKS: Readonly<Record<Refusable, { readonly aim: Aim; readonly because: string }>> = {
  missing: { aim: 'no-credentials', because: 'it shows no credentials' },
  wrong: { aim: 'wrong-credentials', because: 'nobody was given the credentials that it shows' },
  expired: { aim: 'expired-credentials', because: 'the access token that it shows has expired' },
  lapsing: { aim: 'lapsed-credentials', because: 'the life that was stated of its access token is over' },
};

/**
 * Asks every operation without credentials, since each may have a way in of its own; and one of them with wrong ones, and with an
 * expired token where there is one: each once, lest an account be locked.
 */
export const credentialsRefused: Journey = {
  id: 'credentials-refused',
  title: 'Requests with credentials that let nobody in',
  areas: ['http'],
  when: [],
  play: async (stage) => {
    for (const kind of ['missing', 'wrong', 'expired'] as const) {
      const unwelcome = await stage.unwelcome(kind);
      if (unwelcome) await intrude(stage, kind, unwelcome);
    }
  },
};

/** Keeps an access token until its stated life is over, where that is within the patience of a run, and asks with it then. */
export const credentialsLapsed: Journey = {
  id: 'credentials-lapsed',
  title: 'A request with an access token whose life is over',
  areas: ['http'],
  when: [],
  play: async (stage) => {
    const lapsing = await stage.unwelcome('lapsing');
    if (lapsing?.life === undefined) return;
    // Lives are told in whole seconds.
    const isOver = await stage.idle('an access token to lapse', lapsing.life + 1_000);
    if (isOver) await intrude(stage, 'lapsing', lapsing);
  },
};

/** Sends harmless requests with credentials that let nobody in. What comes of them all the same is taken back. */
async function intrude(stage: Stage, kind: Refusable, unwelcome: Unwelcome): Promise<void> {
  const requests = harmless(stage);
  if (requests.length === 0) {
    stage.remark('wrong credentials are not shown: none of the claimed features has a request to show them with');
  }
  for (const request of kind === 'missing' ? requests : requests.slice(0, 1)) {
    const { aim, because } = MARKS[kind];
    const exchange = await stage.call({
      ...request,
      aim,
      intent: { valid: false, because },
      presenting: unwelcome.value === undefined ? {} : { value: unwelcome.value },
    });
    await takeBack(stage, exchange);
  }
}

/** Takes back what a request has brought about that should have been turned away, or writes down that it is left over. */
async function takeBack(stage: Stage, exchange: Exchange): Promise<void> {
  switch (exchange.request.operation) {
    case 'handleCreateOrder':
      return tidyUp(stage, followOrder(stage, exchange));
    case 'handleCreateEthernetOrder':
      return leaveEthernetOrder(stage, followOrder(stage, exchange));
    case 'handleCreateProblem':
      return withdraw(stage, followProblem(stage, exchange));
    case 'handleReserveAppointment':
      return replyOf(exchange) === 'done' || replyOf(exchange) === 'taken' ? leaveReserved(stage, exchange) : undefined;
    default:
      return undefined;
  }
}
