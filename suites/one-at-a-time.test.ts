import { expect, test } from '@playwright/test';
import type { Defect } from '../supplier/defect.ts';
import { isObject, isOver, type JsonObject } from '../supplier/model.ts';
import { startSupplier } from '../supplier/server.ts';
import { REFERENCE_DATA, referenceSteering, startEmbedded } from './engine/embedded.ts';
import { startRun } from './engine/run.ts';
import { complaints, planOf, theContract } from './fixtures/runs.ts';

const addressOf = (order: JsonObject) => (isObject(order.address) ? order.address.id : undefined);

const AUTH = { clientId: 'reference-supplier', clientSecret: 'nothing-to-hide' };

/** A rule that no document forbids: while an order for an address is open, the next is turned down. */
const ONE_AT_AN_ADDRESS: Defect = {
  id: 'one-at-an-address',
  title: 'takes one order for an address at a time',
  breaks: [],
  consequences: [],
  style: 'async',
  replace: (honest) => ({
    orderRefusal: (request, call, world) => {
      const refusal = honest.orderRefusal(request, call, world);
      const isTaken = [...world.orders.values()].some(
        (order) => order.kind === 'provide' && !isOver(order) && addressOf(order.asked) === addressOf(request),
      );
      return refusal || !isTaken || request.orderType !== 'NEW'
        ? refusal
        : { status: 422, messages: ['there is an open order for this address'] };
    },
  }),
};

test('a supplier that is right and takes one order for an address at a time conforms', async () => {
  test.setTimeout(300_000);
  const { config, supplier: stock } = await startEmbedded({ style: 'async' });
  await stock.close();
  const supplier = await startSupplier({
    style: 'async',
    defect: ONE_AT_AN_ADDRESS,
    stepMs: 10,
    data: REFERENCE_DATA,
    credentials: { type: 'bearer', token: 'let-me-in' },
    gateway: AUTH,
  });
  const plan = planOf(
    {
      ...config,
      supplier: { ...config.supplier, baseUrl: supplier.url },
      authorization: { type: 'bearer', token: 'let-me-in' },
      callbacks: { ...config.callbacks, auth: AUTH },
      steering: referenceSteering(supplier.url),
      features: ['availability', 'appointments', 'provide', 'amendments', 'cancellations'],
    },
    { out: test.info().outputPath('out') },
  );
  try {
    const run = await startRun(plan, { contract: await theContract(), onListening: supplier.setGateway });
    const { results, verdicts, run: recorded } = await run.ended;
    expect(complaints(verdicts.filter(({ severity }) => severity === 'error'))).toEqual([]);
    expect(results.certifiable).toBe(true);
    const remarks = recorded.history.filter((event) => event.type === 'note' && event.text.includes('again, alone'));
    expect(remarks.length).toBeGreaterThan(5);
  } finally {
    await supplier.close();
  }
});
