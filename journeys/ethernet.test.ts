import { expect, test } from '@playwright/test';
import { isObject, type JsonObject } from '../specs/json-object.ts';
import { header, json } from '../evidence/history.ts';
import { ALL, ETHERNET, PACE, startRun, type TestRun } from './fixtures/run.ts';
import { ADDRESS, type TestSupplierOptions } from './fixtures/supplier.ts';
import { JOURNEYS } from './index.ts';
import type { StagesOptions } from './stage.ts';

const DATA = { address: ADDRESS, characteristics: [], liveServices: [] };

async function played(
  id: string,
  supplied: Partial<TestSupplierOptions>,
  options: Partial<StagesOptions>,
  look: (run: TestRun) => void,
): Promise<void> {
  const run = await startRun({ style: 'created', ...supplied }, options);
  try {
    await JOURNEYS.find((journey) => journey.id === id)?.play(run.stages.stageFor(id));
    look(run);
  } finally {
    await run.close();
  }
}

/** The bodies that were sent to an operation. */
function sent(run: TestRun, operation: string): readonly JsonObject[] {
  return run.exchanges().flatMap(({ request }) => {
    const read = json(request.body);
    return request.operation === operation && read.ok && isObject(read.value) ? [read.value] : [];
  });
}

test('an Ethernet order names the quote that was given, and its tenant in the body alone', () =>
  played('ethernet-to-completion', {}, {}, (run) => {
    const [quote] = sent(run, 'handleQuote');
    const [order] = sent(run, 'handleCreateEthernetOrder');
    expect(order).toMatchObject({ supplierQuoteId: `QUOTE-${String(quote?.id)}`, tenant: 'TENANT1' });
    for (const { request } of run.exchanges().filter(({ request }) => request.method === 'POST')) {
      expect(header(request.headers, 'Tenant')).toBeUndefined();
    }
    const conversations = run.exchanges().map(({ request }) => header(request.headers, 'X-Conversation-ID'));
    expect(new Set(conversations).size).toBe(1);
    expect(run.kcis().at(-1)?.status).toBe('COMPLETED');
    expect(run.notes('left-over')).toEqual([]);
  }));

test('sites play the parts that the configuration gives them, the first A-END and the others B-END without', () => {
  const [first, second] = ETHERNET.sites;
  if (!first || !second) throw new Error('two sites');
  const sites = [first, second, { ...second, role: 'MULTI-POINT' as const }];
  return played('quotes', {}, { data: { ...DATA, ethernet: { sites } } }, (run) => {
    const roles = sent(run, 'handleQuote').map((quote) => (quote.sites as JsonObject[]).map(({ role }) => role));
    expect(roles).toEqual(Array.from({ length: 3 }, () => ['A-END', 'B-END', 'MULTI-POINT']));
    expect(sent(run, 'handleQuote').map(({ externalIdentifier }) => externalIdentifier)).toEqual([
      'Conformance test',
      undefined,
      '',
    ]);
  });
});

test('the service is the one that availability offers as ETHERNET at the first site, or the configured one', async () => {
  const asked = (run: TestRun) =>
    sent(run, 'handleQuote').map(({ service }) => (service as JsonObject[])[0]?.serviceSpecification)[0];
  await played('quotes', {}, {}, (run) => {
    expect(run.exchanges()[0]?.request.url).toContain('serviceTypes=ETHERNET');
    expect(asked(run)).toEqual({ id: 'FTTP-1000' });
  });
  const ethernet = { ...ETHERNET, serviceSpecification: 'ETH-1', characteristics: [{ name: 'SPEED', value: '1' }] };
  await played('quotes', {}, { data: { ...DATA, ethernet } }, (run) => {
    expect(run.exchanges().every(({ request }) => request.operation === 'handleQuote')).toBe(true);
    expect(asked(run)).toEqual({ id: 'ETH-1' });
    expect(JSON.stringify(sent(run, 'handleQuote')[0])).toContain('"serviceCharacteristic":[{"name":"SPEED"');
  });
});

for (const journey of ['quotes', 'quote-refusals', 'ethernet-to-completion', 'ethernet-unknown-quote']) {
  test(`${journey} says so where there is nothing to play`, async () => {
    await played(journey, {}, { data: DATA }, (run) => {
      expect(run.exchanges()).toEqual([]);
      expect(run.notes('remark')).toEqual(['nothing is quoted or ordered: data.ethernet names no sites']);
    });
    await played(journey, {}, { features: ['quote', 'ethernet'] }, (run) => {
      expect(run.exchanges()).toEqual([]);
      expect(run.notes('remark')[0]).toContain('data.ethernet.serviceSpecification names none');
    });
  });
}

test('nothing is ordered without a quote, unless one is configured for a supplier that does not quote', async () => {
  const refusesQuotes: TestSupplierOptions['twist'] = ({ path }, reply) =>
    path.endsWith('/quote') ? reply.code(422).send({}) : undefined;
  await played('ethernet-to-completion', { twist: refusesQuotes }, {}, (run) => {
    expect(sent(run, 'handleCreateEthernetOrder')).toEqual([]);
    expect(run.notes('remark')[0]).toContain('there is no quote with an id that an order can carry');
  });
  const features = ALL.filter((feature) => feature !== 'quote');
  await played('ethernet-to-completion', {}, { features }, (run) => {
    expect(sent(run, 'handleCreateEthernetOrder')).toEqual([]);
    expect(run.notes('remark')[0]).toContain('data.ethernet.quoteId names no quote');
  });
  const data = { ...DATA, ethernet: { ...ETHERNET, quoteId: 'AGREED-1' } };
  await played('ethernet-to-completion', {}, { features, data }, (run) => {
    expect(sent(run, 'handleQuote')).toEqual([]);
    expect(sent(run, 'handleCreateEthernetOrder')[0]?.supplierQuoteId).toBe('AGREED-1');
  });
});

test('an Ethernet order that stays open is not cancelled, for there is no way, but written down', () =>
  played(
    'ethernet-to-completion',
    { style: 'accepted', silent: true },
    { pace: { ...PACE, acknowledge: 50, outcome: 50 } },
    (run) => {
      expect(sent(run, 'handleCancelOrder')).toEqual([]);
      expect(run.notes('left-over')).toEqual([
        expect.stringMatching(/^Ethernet order \d+ is still open: no operation is described that takes an/),
      ]);
    },
  ));

test('what is malformed is so in one way each, and what is refused leaves nothing behind', () =>
  played('ethernet-refusals', {}, {}, (run) => {
    const malformed = run.exchanges().filter(({ request }) => !request.intent.valid);
    expect(malformed).toHaveLength(4);
    expect(malformed.every(({ response }) => response?.status === 400)).toBe(true);
    expect(run.notes('left-over')).toEqual([]);
  }));
