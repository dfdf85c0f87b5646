import type { Aim } from '../evidence/history.ts';
import type { Refusable, Unwelcome } from './authorization.ts';
import { harmless } from './credentials-harmless.ts';
import { leaveEthernetOrder } from './ethernet.ts';
import type { Journey, Stage } from './journey.ts';
import { followOrder, tidyUp } from './ordering.ts';

/** What each kind of credentials that lets nobody in makes of a request. */
const MARKS: Readonly<Record<Refusable, { readonly aim: Aim; readonly because: string }>> = {
  missing: { aim: 'no-credentials', because: 'it shows no credentials' },
  wrong: { aim: 'wrong-credentials', because: 'nobody was given the credentials that it shows' },
  expired: { aim: 'expired-credentials', because: 'the access token that it shows has expired' },
  lapsing: { aim: 'lapsed-credentials', because: 'the life that was stated of its access token is over' },
};

/** Asks without credentials, with wrong ones, and with an expired token where there is one: each once, lest an account be locked. */
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

/** Sends a harmless request with credentials that let nobody in. What comes of it all the same is taken back. */
async function intrude(stage: Stage, kind: Refusable, unwelcome: Unwelcome): Promise<void> {
  const request = harmless(stage);
  if (!request) {
    stage.remark('wrong credentials are not shown: none of the claimed features has a request to show them with');
    return;
  }
  const { aim, because } = MARKS[kind];
  const call = {
    ...request,
    aim,
    intent: { valid: false, because },
    presenting: unwelcome.value === undefined ? {} : { value: unwelcome.value },
  } as const;
  const exchange = await stage.call(call);
  if (call.operation === 'handleCreateOrder') await tidyUp(stage, followOrder(stage, exchange));
  if (call.operation === 'handleCreateEthernetOrder') leaveEthernetOrder(stage, followOrder(stage, exchange));
}
