import { expect, test } from '@playwright/test';
import { isObject, type JsonObject } from '../../specs/json-object.ts';
import { isTerminal } from '../../specs/lifecycle.ts';
import type { Feature } from '../../specs/requirement.ts';
import type { Exchange } from '../../evidence/exchanges.ts';
import { json } from '../../evidence/history.ts';
import { CATALOGUE } from '../../checks/catalogue.ts';
import { judge } from '../../checks/judge.ts';
import type { Defect } from '../../supplier/defect.ts';
import { ANNOUNCEMENTS } from '../../supplier/server.ts';
import { PACE } from '../fixtures/run.ts';
import { ethernetToCompletion } from '../ethernet.ts';
import { isPlayed } from '../journey.ts';
import { switchStart } from '../switching.ts';
import { DATA, sendPlain, startReference, steeringOf, type ReferenceRun, WITH_A_LINE } from './fixtures/reference.ts';
import { labelOf } from './ids.ts';
import type { Target } from './target.ts';
import { TARGETS } from './targets.ts';

/** What a supplier claims that provides no service, and the requests about orders that it is sent all the same. */
const CLAIMS: readonly (readonly [features: readonly Feature[], labels: readonly string[]])[] = [
  [['switch'], ['handleCreateOrder:ProvideOrderRequest']],
  [
    ['switch', 'amendments'],
    ['handleCreateOrder:ProvideOrderRequest', 'handleAmendOrder:ProvideOrderAmendmentRequest'],
  ],
  [
    ['switch', 'cancellations'],
    ['handleCreateOrder:ProvideOrderRequest', 'handleCancelOrder'],
  ],
  [
    ['switch', 'amendments', 'cancellations'],
    ['handleCreateOrder:ProvideOrderRequest', 'handleAmendOrder:ProvideOrderAmendmentRequest', 'handleCancelOrder'],
  ],
  [
    ['modify', 'amendments'],
    ['handleCreateOrder:ModifyOrderRequest', 'handleAmendOrder:ModifyOrderAmendmentRequest'],
  ],
  [
    ['modify', 'cancellations'],
    ['handleCreateOrder:ModifyOrderRequest', 'handleCancelOrder'],
  ],
  [
    ['modify', 'amendments', 'cancellations'],
    ['handleCreateOrder:ModifyOrderRequest', 'handleAmendOrder:ModifyOrderAmendmentRequest', 'handleCancelOrder'],
  ],
  [
    ['cease', 'cancellations'],
    ['handleCreateOrder:CeaseOrderRequest', 'handleCancelOrder'],
  ],
  [
    ['cease', 'amendments', 'cancellations'],
    ['handleCreateOrder:CeaseOrderRequest', 'handleAmendOrder:CeaseOrderAmendmentRequest', 'handleCancelOrder'],
  ],
  [
    ['modify', 'cease', 'amendments', 'cancellations'],
    [
      'handleCreateOrder:ModifyOrderRequest',
      'handleCreateOrder:CeaseOrderRequest',
      'handleAmendOrder:ModifyOrderAmendmentRequest',
      'handleAmendOrder:CeaseOrderAmendmentRequest',
      'handleCancelOrder',
    ],
  ],
  [['unsolicited-cease', 'cancellations'], ['handleCancelOrder']],
];

const bodyOf = ({ request }: Exchange): JsonObject => {
  const read = json(request.body);
  return read.ok && isObject(read.value) ? read.value : {};
};

const isTaken = ({ response }: Exchange) => (response?.status ?? 0) >= 200 && (response?.status ?? 0) < 300;

/** A supplier that is right, and has one order at a time for one service or line, and one for each quote. */
const strict: Defect = {
  id: 'test',
  title: 'for a test',
  breaks: [],
  consequences: [],
  style: 'sync',
  replace: (honest) => ({
    orderRefusal: (request, call, world) => {
      const others = [...world.orders.values()];
      const open = others.filter(({ status }) => !isTerminal(status));
      const isInUse = (order: (typeof open)[number]) =>
        request.serviceId === undefined ? order.kind === 'provide' : order.asked.serviceId === request.serviceId;
      const isGone = ({ kind, status, asked }: (typeof open)[number]) =>
        kind === 'cease' && status === 'COMPLETED' && asked.serviceId === request.serviceId;
      return open.some(isInUse) || others.some(isGone)
        ? { status: 422, messages: ['there is an order for it already, or it is gone'] }
        : honest.orderRefusal(request, call, world);
    },
    ethernetRefusal: (request, call, world) =>
      [...world.orders.values()].some(({ asked }) => asked.supplierQuoteId === request.supplierQuoteId)
        ? { status: 422, messages: ['the quote was used'] }
        : honest.ethernetRefusal(request, call, world),
  }),
};

const ABOUT_ORDERS = ['handleCreateOrder', 'handleAmendOrder', 'handleCancelOrder'];

const sentTo = (features: readonly Feature[]): readonly Target[] =>
  TARGETS.filter((target) => isPlayed(target, features) && ABOUT_ORDERS.includes(target.operation));

function failedIn(run: ReferenceRun, features: readonly Feature[]) {
  const profile = { name: 'test', features, tenant: 'TENANT1', pace: PACE };
  return judge(CATALOGUE, run.recorder.history, run.contract, profile)
    .filter(({ outcome }) => outcome === 'failed' || outcome === 'broken')
    .map(({ check, reason, violations }) => [check, reason, violations[0]]);
}

const target = (label: string, features: readonly Feature[]): Target => {
  const found = sentTo(features).find((candidate) => labelOf(candidate) === label);
  if (!found) throw new Error(`${label} is not sent to who claims ${features.join()}`);
  return found;
};

for (const [features, labels] of CLAIMS) {
  for (const style of ['sync', 'async'] as const) {
    test(`${style}: who claims ${features.join(', ')} is sent ${labels.length} kinds of request about orders, and is left as it was`, async () => {
      const run = await startReference(
        { style, defect: strict },
        { features, data: WITH_A_LINE, steeringTo: steeringOf },
      );
      try {
        expect(sentTo(features).map(labelOf).toSorted()).toEqual(labels.toSorted());
        const answered = await Promise.all(
          labels.map(async (label) => ({
            label,
            taken: (await sendPlain(target(label, features), run.stageFor(label), 3)).map(isTaken),
          })),
        );
        expect(answered).toEqual(labels.map((label) => ({ label, taken: [true, true, true] })));
        expect(run.notes('remark').filter((text) => !text.endsWith('was answered 201'))).toEqual([]);
        expect(run.notes('harness-error')).toEqual([]);
        expect(run.notes('left-over')).toEqual([]);
        expect(run.notes('waited').filter((text) => text.includes('did not come'))).toEqual([]);
        expect(failedIn(run, features)).toEqual([]);
      } finally {
        await run.close();
      }
    });
  }
}

test('an order that cannot be cancelled waits to be amended, and comes to its end though nobody amends it', async () => {
  const features: readonly Feature[] = ['modify', 'amendments'];
  const run = await startReference({ style: 'async', defect: strict }, { features });
  try {
    const stage = run.stageFor('j');
    const amendment = target('handleAmendOrder:ModifyOrderAmendmentRequest', features);
    await amendment.exclusively?.(stage, async () => {
      const prepared = await amendment.prepare(stage);
      expect(prepared?.isOver?.()).toBe(false);
      await prepared?.release();
      expect(prepared?.isOver?.()).toBe(true);
    });
    expect(run.sent('handleCreateOrder').map(({ request }) => request.scenario)).toEqual(['ORDER_PENDING']);
    expect(run.sent('handleAmendOrder').map(isTaken)).toEqual([true]);
    expect(run.notes('left-over')).toEqual([]);
  } finally {
    await run.close();
  }
});

test('once an order stays open at a service, no more is asked about orders of it', async () => {
  const features: readonly Feature[] = ['modify', 'cancellations'];
  const stubborn: Defect = {
    ...strict,
    replace: () => ({ cancellationRefusal: () => ({ status: 422, messages: ['too late'] }) }),
  };
  const run = await startReference({ style: 'sync', defect: stubborn }, { features });
  try {
    const cancellation = target('handleCancelOrder', features);
    const stage = run.stageFor('j');
    await cancellation.exclusively?.(stage, async () => {
      const first = await cancellation.prepare(stage);
      await first?.release();
      expect(await cancellation.prepare(stage)).toBeUndefined();
    });
    expect(run.notes('remark')).toEqual([
      expect.stringMatching(/^no more variants of cancellations: order \d+ \(FO\d+\) stays open$/),
    ]);
    expect(run.sent('handleCreateOrder')).toHaveLength(1);
  } finally {
    await run.close();
  }
});

test('a cease is not kept open where nothing can keep it so, nor is the only service ended', async () => {
  const features: readonly Feature[] = ['cease', 'amendments', 'cancellations'];
  for (const [options, told] of [
    [{ steering: {} }, 'the configuration has no steering for ORDER_IN_PROGRESS'],
    [{ data: { ...DATA, liveServices: DATA.liveServices.slice(0, 1) } }, 'name a second'],
  ] as const) {
    const run = await startReference({ style: 'sync' }, { features, ...options });
    try {
      for (const sent of ['handleAmendOrder:CeaseOrderAmendmentRequest', 'handleCancelOrder']) {
        expect(await sendPlain(target(sent, features), run.stageFor(sent), 1)).toEqual([]);
      }
      expect(run.notes('remark').filter((text) => text.includes(told))).toHaveLength(2);
      expect(run.sent('handleCreateOrder')).toEqual([]);
    } finally {
      await run.close();
    }
  }
});

test('a cease that a person has to bring about is asked for once', async () => {
  const features: readonly Feature[] = ['unsolicited-cease', 'cancellations'];
  let announce: () => Promise<unknown> = () => Promise.resolve();
  const run = await startReference(
    { style: 'sync' },
    {
      features,
      steering: { UNSOLICITED_CEASE: { manual: 'Cease service {{serviceId}}' } },
      onInstruction: () => void announce(),
      steeringTo: (url) => {
        announce = () =>
          fetch(`${url}${ANNOUNCEMENTS}`, { method: 'POST', body: JSON.stringify({ tenant: 'TENANT1', stays: true }) });
        return undefined;
      },
    },
  );
  try {
    expect(await sendPlain(target('handleCancelOrder', features), run.stageFor('j'), 2)).toHaveLength(1);
    expect(run.notes('remark')).toContain('a cease that a person has to bring about is asked for once only');
  } finally {
    await run.close();
  }
});

test('the first type of switch that is taken is varied, and without any it is said', async () => {
  const features: readonly Feature[] = ['switch', 'cancellations'];
  for (const refused of [['TAKEOVER'], ['TAKEOVER', 'TRANSFER']]) {
    const choosy: Defect = {
      ...strict,
      replace: (honest) => ({
        orderRefusal: (request, call, world) =>
          refused.includes(String(request.orderType))
            ? { status: 422, messages: ['not here'] }
            : honest.orderRefusal(request, call, world),
      }),
    };
    const run = await startReference({ style: 'sync', defect: choosy }, { features, data: WITH_A_LINE });
    try {
      const order = target('handleCreateOrder:ProvideOrderRequest', features);
      const sent = await sendPlain(order, run.stageFor('j'), 2);
      const isAny = refused.length === 1;
      expect(sent.map((exchange) => bodyOf(exchange).orderType)).toEqual(isAny ? ['TRANSFER', 'TRANSFER'] : []);
      expect(run.notes('remark')).toEqual(
        isAny ? [] : ['no variants of switch orders: no TAKEOVER, no TRANSFER was taken'],
      );
      expect(run.notes('left-over')).toEqual([]);
    } finally {
      await run.close();
    }
  }
});

/** A quote for the sites of the tests, as the configuration of who does not claim quotes would name it. */
async function quoteAt(url: string): Promise<string> {
  const { sites } = DATA.ethernet ?? { sites: [] };
  const roles = ['A-END', 'B-END'];
  const body = {
    id: 1,
    sites: sites.map((site, index) => ({ role: roles[index], ...site })),
    contractDetails: { contractLength: { value: 36, unit: 'MONTH' } },
    service: [{ serviceSpecification: { id: 'ETHERNET-1000' } }],
  };
  const headers = { 'Content-Type': 'application/json', 'X-Request-ID': '1', 'X-Conversation-ID': '1' };
  const quoted = await fetch(`${url}/quote`, { method: 'POST', headers, body: JSON.stringify(body) });
  return ((await quoted.json()) as { readonly id: string }).id;
}

for (const isGoodForOne of [true, false]) {
  test(`a configured quote that is good for ${isGoodForOne ? 'one order' : 'many orders'} is left to the ordinary order first`, async () => {
    const features: readonly Feature[] = ['ethernet'];
    const data = { ...DATA, ethernet: { sites: DATA.ethernet?.sites ?? [], serviceSpecification: 'ETHERNET-1000' } };
    let quoteId: Promise<string> | undefined;
    const run = await startReference(
      { style: 'async', ...(isGoodForOne ? { defect: strict } : {}) },
      { features, data, steeringTo: (url) => void (quoteId = quoteAt(url)) },
    );
    try {
      Object.assign(data.ethernet, { quoteId: await quoteId });
      const ordering = ethernetToCompletion.play(run.stageFor('ordinary'));
      const [byOneQuote] = TARGETS.filter(
        (candidate) => candidate.operation === 'handleCreateEthernetOrder' && isPlayed(candidate, features),
      );
      const [sent] = await sendPlain(byOneQuote as Target, run.stageFor('variants'), 1);
      await ordering;
      expect(run.sent('handleCreateEthernetOrder').map(({ request }) => request.journey)).toEqual([
        'ordinary',
        'variants',
      ]);
      expect(isTaken(sent as Exchange)).toBe(!isGoodForOne);
      expect(run.notes('left-over')).toEqual([]);
      expect(failedIn(run, features)).toEqual([]);
    } finally {
      await run.close();
    }
  });
}

test('a line is switched by the ordinary journeys before any generated order is placed', async () => {
  const features: readonly Feature[] = ['availability', 'switch', 'cancellations'];
  const run = await startReference({ style: 'async', defect: strict }, { features, data: WITH_A_LINE });
  try {
    const ordinary = switchStart.play(run.stageFor('ordinary'));
    await sendPlain(target('handleCreateOrder:ProvideOrderRequest', features), run.stageFor('variants'), 1);
    await ordinary;
    const placed = run.sent('handleCreateOrder');
    expect(placed.map(({ request }) => request.journey)).toEqual(['ordinary', 'variants', 'variants']);
    expect(placed.map(isTaken)).toEqual([true, true, true]);
  } finally {
    await run.close();
  }
});
