import { expect, test } from '@playwright/test';
import type { NoteEvent, Unplaced } from '../evidence/history.ts';
import { theContract } from '../specs/fixtures/contract.ts';
import type { Contract } from '../specs/contract-types.ts';
import type { FaultKind } from '../specs/faults.ts';
import { FEATURES } from '../specs/requirement.ts';
import { VARIANT_REQUIREMENTS } from '../specs/requirements/variants.ts';
import type { Check } from './check.ts';
import { history, request, response, type Happening } from './fixtures/history.ts';
import { fault, LONGEST, sent, type Sent } from './fixtures/variants.ts';
import { judge } from './judge.ts';
import * as variants from './variants.ts';

let contract: Contract;
test.beforeAll(async () => {
  // What the requests of these tests say is of no matter, but for what could be wrong with them.
  contract = { ...(await theContract()), judgeRequest: () => [] };
});

const PACE = { request: 1_000, acknowledge: 1_000, outcome: 1_000, quiet: 1_000 };

/** Why a check was not exercised by what happened; the outcome, where it was. */
function why(check: Check, ...happenings: readonly Happening[]): string | undefined {
  const [verdict] = judge({ requirements: VARIANT_REQUIREMENTS, checks: [check] }, history(...happenings), contract, {
    name: 'test',
    features: FEATURES,
    tenant: 'TENANT1',
    pace: PACE,
  });
  return verdict?.outcome === 'not-exercised' ? verdict.reason : verdict?.outcome;
}

const note = (journey: string, kind: NoteEvent['note'], text = ''): Unplaced<NoteEvent> => ({
  type: 'note',
  journey,
  note: kind,
  text,
});
const played = (journey: string, ...within: readonly Happening[]): Happening => [
  note(journey, 'journey-started'),
  ...within,
  note(journey, 'journey-ended'),
];

const PLAIN = 'handleCreateOrder:ProvideOrderRequest~1~0';
const KIND = { variant: 'ProvideOrderRequest' } as const;
const plain = (answer: Sent['answer']) => sent({ id: PLAIN, answer, ...KIND });
const broken = (kind: FaultKind, answer: Sent['answer'], where = '/body/primaryContact/name') =>
  sent({ id: `${PLAIN}~${kind}@${where}`, fault: fault(kind, where), twin: PLAIN, answer, ...KIND });

test('where nothing was sent, the condition is named that was unmet, with the journeys that it kept from it', () => {
  const remark = 'no live service is ordered for: data.liveServices names none';
  expect(
    why(
      variants.takesValidVariants,
      played('variants-modify-order', note('variants-modify-order', 'remark', remark)),
      played('variants-service-test', note('variants-service-test', 'remark', remark)),
      played('modify-to-completion', note('modify-to-completion', 'remark', 'something else')),
      played(
        'variants-cease-order',
        note('variants-cease-order', 'remark', 'no variants of cease orders: cancellations are not claimed'),
      ),
    ),
  ).toBe(
    `no variant was sent: ${remark} (variants-modify-order, variants-service-test); no variants of cease orders: cancellations are not claimed (variants-cease-order)`,
  );
});

test('what a request is about and was refused beforehand is told with its answer', () => {
  const asked = { ...request('handleCreateOrder', { body: {} }), journey: 'variants-cancel-order' };
  const remark = 'no more variants of cancellations: there is no open order';
  expect(
    why(
      variants.survivesBrokenVariants,
      played('variants-cancel-order', asked, response(asked, 422, {}), note('variants-cancel-order', 'remark', remark)),
    ),
  ).toBe(`no variant was sent: ${remark}, and handleCreateOrder was answered 422 (variants-cancel-order)`);
});

test('a run that was to send none, one that has no such journey, and one that ended before any answer', () => {
  expect(why(variants.takesValidVariants, played('variants-quote'))).toBe(
    'no variant was sent: variants.perOperation (--variants) is 0, or --only names nothing of the kind',
  );
  expect(why(variants.takesValidVariants, played('quotes'))).toBe(
    'no variant was sent: no journey of this run sends any',
  );
  expect(why(variants.takesValidVariants, note('variants-quote', 'journey-started'))).toBe(
    'no variant was answered before the run ended',
  );
  expect(
    why(variants.takesValidVariants, note('variants-quote', 'journey-started'), { type: 'end', reason: 'interrupted' }),
  ).toBe('the run was interrupted; no variant was answered before the run ended');
});

test('where the control twins were not taken, how they were answered is told, the most frequent first', () => {
  const check = variants.refusesIncompleteVariants;
  expect(why(check, broken('missing', 400), broken('missing', 400, '/body/address'), plain(409))).toBe(
    'all 2 requests that lack something mandatory that were sent proved nothing: handleCreateOrder: the same without the fault, its control twin, was answered 409 and not taken',
  );
  const other = sent({
    id: 'handleQuote~1~0~missing@/body/sites',
    operation: 'handleQuote',
    fault: fault('missing', '/body/sites'),
    twin: 'handleQuote~1~0',
    answer: 400,
  });
  expect(why(check, other, broken('missing', 400), broken('missing', 400, '/body/address'), plain('timeout'))).toBe(
    'all 3 requests that lack something mandatory that were sent proved nothing: ' +
      'handleCreateOrder: the same without the fault, its control twin, was not answered (timeout) and not taken, 2 times; ' +
      'handleQuote: its control twin was not sent, or not answered, once',
  );
  expect(why(check, broken('missing', 429), plain(201))).toBe(
    'the one request that lacks something mandatory that was sent proved nothing: handleCreateOrder: it was answered 429, which says nothing of what was asked',
  );
  const unusual = sent({ id: `${PLAIN}1`, edits: [LONGEST], twin: PLAIN, answer: 422, ...KIND });
  expect(why(variants.takesUnusualVariants, plain(422), unusual)).toBe(
    'the one unusual valid request that was sent proved nothing: handleCreateOrder: the plain request, its control twin, was answered 422 and not taken',
  );
});

test('where the budget was used up before, that is told with how many were sent, and where the time was over', () => {
  const check = variants.refusesVariantsOutOfBounds;
  expect(why(check, plain(201), broken('missing', 400))).toBe(
    'among the variants that were sent (2 of handleCreateOrder, ProvideOrderRequest) was no request with a value beyond its bound: variants.perOperation leaves no room for one, as 12 or more does',
  );
  const over = '48 variants of handleCreateOrder were not begun: the time for the variants of one operation was over';
  const [asked, answer] = plain(201);
  const bySender = { ...asked, journey: 'variants-provide-order' } as Unplaced;
  expect(why(check, [bySender, answer as Unplaced], note('variants-provide-order', 'remark', over))).toBe(
    `among the variants that were sent (1 of handleCreateOrder, ProvideOrderRequest) was no request with a value beyond its bound: ${over}`,
  );
});

test('orders that are generated with a gateway are none that a twin or a fault could be looked for in', () => {
  const story = sent({ id: 'gateway~1~1', edits: [LONGEST], answer: 202, ...KIND }).map((event) =>
    event.type === 'request' && event.generated
      ? { ...event, generated: { ...event.generated, gateway: ['at once'] } }
      : event,
  );
  expect(why(variants.takesUnusualVariants, story, plain(201))).toBe(
    'among the variants that were sent (1 of handleCreateOrder, ProvideOrderRequest) was no unusual valid request: variants.perOperation leaves no room for one, as 12 or more does',
  );
});

test('where the requests that were sent can have no such fault, that is told, and what kept the others from being sent', () => {
  const modify = sent({ id: 'handleCreateOrder:ModifyOrderRequest~1~0', variant: 'ModifyOrderRequest', answer: 201 });
  expect(
    why(
      variants.refusesVariantsOutOfBounds,
      modify,
      played('variants-service-test', note('variants-service-test', 'remark', 'no live service')),
    ),
  ).toBe(
    'requests with a value beyond its bound cannot be made of the requests of which variants were sent (handleCreateOrder, ModifyOrderRequest); of others none was sent: no live service (variants-service-test)',
  );
});

test('many conditions are not all named, and an exercised rule has none', () => {
  const journeys = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) =>
    played(`variants-${name}`, note(`variants-${name}`, 'remark', `no ${name}`)),
  );
  expect(why(variants.takesValidVariants, ...journeys)).toMatch(
    /: no a \(variants-a\); .*no d \(variants-d\); and 2 more$/,
  );
  expect(why(variants.takesValidVariants, plain(201))).toBe('passed');
});
