import { expect, test } from '@playwright/test';
import type { JsonObject, Style } from './model.ts';
import { faultsOfAnswer, faultsOfKcis } from './fixtures/contract.ts';
import { DATA, setUp, type Received, type Setting } from './fixtures/tenant.ts';

const SITES = [
  { name: 'Head office', postcode: 'PO1 1AA', role: 'A-END', address: DATA.address },
  { name: 'Warehouse', postcode: 'PO1 2BB', role: 'B-END', address: { id: '200004033696', type: 'UPRN' } },
];
const TERMS = { contractLength: { value: 36, unit: 'MONTH' }, billingFrequency: 'MONTHLY' };

const quoteFor = (more: JsonObject = {}): JsonObject => ({
  id: 1,
  sites: SITES,
  contractDetails: TERMS,
  service: [{ serviceSpecification: { id: 'ETHERNET-1000' } }],
  ...more,
});

const orderFor = (supplierQuoteId: unknown, more: JsonObject = {}): JsonObject => ({
  id: 7,
  tenant: 'TENANT1',
  supplierQuoteId,
  siteInformation: SITES.map((site) => ({
    ...site,
    primaryContact: { name: 'Jane Doe', phoneNumber: '01632 960001' },
  })),
  ethernetOrderItems: [{ service: { serviceSpecification: { id: 'ETHERNET-1000' } }, contractDetails: TERMS }],
  ...more,
});

/** Neither operation takes a Tenant header. */
const quote = (setting: Setting, body: JsonObject): Promise<Received> => setting.post('/quote', body, { Tenant: '' });
const order = (setting: Setting, body: JsonObject): Promise<Received> =>
  setting.post('/ethernet/service-orders', body, { Tenant: '' });

const OPENINGS = {
  sync: { status: 201, kcis: ['COMMITTED IN_PROGRESS', 'COMPLETED COMPLETED'] },
  async: { status: 202, kcis: ['ACKNOWLEDGED ACKNOWLEDGED', 'COMMITTED IN_PROGRESS', 'COMPLETED COMPLETED'] },
  committed: { status: 201, kcis: ['COMPLETED COMPLETED'] },
} as const;

for (const [style, opening] of Object.entries(OPENINGS)) {
  test(`${style}: what was quoted can be ordered, and is completed`, async () => {
    const setting = await setUp(style as Style);
    const given = await quote(setting, quoteFor({ externalIdentifier: 'QUO-ETH-5001' }));
    expect(given.status).toBe(201);
    expect(given.body).toMatchObject({ ...quoteFor(), id: expect.any(String), externalIdentifier: 'QUO-ETH-5001' });
    expect(await faultsOfAnswer('handleQuote', given)).toEqual([]);

    const answer = await order(setting, orderFor(given.body.id));
    expect(answer.status).toBe(opening.status);
    expect(await faultsOfAnswer('handleCreateEthernetOrder', answer)).toEqual([]);
    if (answer.status === 201) expect(answer.body).toMatchObject(orderFor(given.body.id));

    const shown = ({ body }: { readonly body: JsonObject }) => body.provideEthernetOrder as JsonObject;
    const deliveries = await setting.gateway.until((all) => all.some((kci) => shown(kci).status === 'COMPLETED'));
    expect(deliveries.map((kci) => `${String(kci.body.reasonCode)} ${String(shown(kci).status)}`)).toEqual(
      opening.kcis,
    );
    expect(await faultsOfKcis(deliveries)).toEqual([]);
    for (const kci of deliveries) {
      expect(shown(kci)).toMatchObject(orderFor(given.body.id));
      expect(kci.headers['x-conversation-id']).toBe('conversation-1');
    }
    expect(new Set(deliveries.map((kci) => shown(kci).committedDate)).size).toBe(opening.status === 202 ? 2 : 1);
    await setting.close();
  });
}

test('a quote keeps no reference where the tenant gave none, and each has an id of its own', async () => {
  const setting = await setUp('rich');
  const bare = await quote(setting, quoteFor());
  const empty = await quote(setting, quoteFor({ externalIdentifier: '' }));
  expect([bare.status, empty.status]).toEqual([201, 201]);
  expect(bare.body.externalIdentifier ?? empty.body.externalIdentifier).toBeUndefined();
  expect(bare.body.id).not.toBe(empty.body.id);
  await setting.close();
});

const [first = {}, second = {}] = SITES;
const NOT_QUOTED: Readonly<
  Record<string, { readonly body: JsonObject; readonly status: number; readonly says: RegExp }>
> = {
  'a single site': { body: quoteFor({ sites: [first] }), status: 422, says: /sites must have at least two/ },
  'no service': { body: quoteFor({ service: [] }), status: 422, says: /service must not be empty/ },
  'no terms': { body: quoteFor({ contractDetails: undefined }), status: 400, says: /contractDetails is missing/ },
  'an unknown role': {
    body: quoteFor({ sites: [first, { ...second, role: 'HUB' }] }),
    status: 422,
    says: /sites\[1\]\.role must be one of/,
  },
  'a site that is not reached': {
    body: quoteFor({ sites: [first, { ...second, address: DATA.outOfCoverage }] }),
    status: 422,
    says: /not on our network/,
  },
  'an unknown service': {
    body: quoteFor({ service: [{ serviceSpecification: { id: 'NO-SUCH' } }] }),
    status: 422,
    says: /NO-SUCH is not known/,
  },
  'a long reference': { body: quoteFor({ externalIdentifier: 'x'.repeat(65) }), status: 422, says: /0 to 64/ },
};

for (const [what, { body, status, says }] of Object.entries(NOT_QUOTED)) {
  test(`no quote is given for ${what}`, async () => {
    const setting = await setUp('sync');
    const answer = await quote(setting, body);
    expect(answer.status).toBe(status);
    expect((answer.body.messages as string[]).join()).toMatch(says);
    expect(await faultsOfAnswer('handleQuote', answer)).toEqual([]);
    await setting.close();
  });
}

test('an Ethernet order is refused that was not quoted so, lacks something, or comes twice', async () => {
  const setting = await setUp('async');
  const { id } = (await quote(setting, quoteFor())).body;
  const swapped = [...(orderFor(id).siteInformation as JsonObject[])].reverse();
  const refused = [
    [orderFor('NO-SUCH-QUOTE'), 422, /NO-SUCH-QUOTE is not known/],
    [orderFor(id, { siteInformation: swapped }), 422, /not those of the quote/],
    [orderFor(id, { siteInformation: swapped.slice(1) }), 422, /at least two sites/],
    [orderFor(id, { ethernetOrderItems: [] }), 422, /must not be empty/],
    [orderFor(id, { tenant: undefined }), 400, /tenant is missing/],
  ] as const;
  for (const [body, status, says] of refused) {
    const answer = await order(setting, body);
    expect([answer.status, (answer.body.messages as string[]).join()]).toEqual([status, expect.stringMatching(says)]);
  }
  expect((await order(setting, orderFor(id))).status).toBe(202);
  expect((await order(setting, orderFor(id))).body.messages).toEqual(['order 7 exists already']);
  await setting.close();
});
