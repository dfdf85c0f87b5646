import { randomUUID } from 'node:crypto';
import { ETHERNET_SPECIFICATION } from './availability.ts';
import {
  isObject,
  keyOf,
  type Address,
  type Call,
  type JsonObject,
  type Order,
  type Quote,
  type Reading,
  type Refusal,
  type World,
} from './model.ts';
import { committed, modeOf, pauseOf, scenarioOf } from './orders.ts';
import { ADDRESS, CHARACTERISTICS, CONTACT, REMARK, SPECIFICATION } from './requests.ts';
import {
  anyText,
  day,
  fault,
  flag,
  gatewayId,
  list,
  number,
  object,
  readJson,
  some,
  text,
  word,
  type Shape,
} from './shapes.ts';

const SITE: Readonly<Record<string, Shape>> = {
  name: anyText,
  postcode: anyText,
  role: word(['A-END', 'B-END', 'MULTI-POINT']),
  address: ADDRESS,
};

const TERMS = object(
  { contractLength: object({ value: number({ min: 1, whole: true }), unit: word(['MONTH']) }) },
  { billingFrequency: word(['MONTHLY']), priceAlteration: anyText },
);

const SERVICE = object({ serviceSpecification: SPECIFICATION }, { serviceCharacteristic: CHARACTERISTICS });

/** Sites that something can run between. */
function sites(site: Shape): Shape {
  const all = list(site);
  return (value, path) =>
    Array.isArray(value) && value.length < 2
      ? fault('too-few', path, `${path} must have at least two sites`)
      : all(value, path);
}

const QUOTE_REQUEST = object(
  {
    id: number({ min: 1, whole: true }),
    sites: sites(object(SITE, { siteCharacteristics: CHARACTERISTICS })),
    contractDetails: TERMS,
    service: some(list(SERVICE)),
  },
  { externalIdentifier: text({ min: 0, max: 64 }) },
);

const ETHERNET_ORDER = object({
  id: gatewayId,
  tenant: text({ max: 50 }),
  supplierQuoteId: text({ min: 0, max: 64 }),
  siteInformation: sites(
    object(SITE, {
      siteCharacteristics: CHARACTERISTICS,
      wayleave: object({}, { wayleaveOwner: flag, wayleaveCharacteristics: CHARACTERISTICS, wayleaveContact: CONTACT }),
      primaryContact: CONTACT,
      secondaryContact: CONTACT,
      hazards: REMARK,
      onSiteRestrictions: REMARK,
      notes: REMARK,
    }),
  ),
  ethernetOrderItems: some(
    list(
      object({ service: SERVICE }, { contractDetails: TERMS, requestedCompletionDate: day, technicalContact: CONTACT }),
    ),
  ),
});

/** Reads a request for a quote. */
export function quoteRequest(call: Call): Reading<JsonObject> {
  return readJson(call.body, QUOTE_REQUEST);
}

/** Why a readable request for a quote is turned down. */
export function quoteRefusal(request: JsonObject, world: World): Refusal | undefined {
  const reached = [world.data.address, ...world.data.ethernet.sites.map(({ address }) => address)].map(nameOf);
  const wanted = (request.service as readonly { serviceSpecification: { id: string } }[]).map(
    ({ serviceSpecification }) => serviceSpecification.id,
  );
  const reasons = [
    ...addressesIn(request.sites)
      .filter((address) => !reached.includes(address))
      .map((address) => `the address ${address} is not on our network`),
    ...wanted.filter((id) => id !== ETHERNET_SPECIFICATION).map((id) => `service specification ${id} is not known`),
  ];
  return reasons.length > 0 ? { status: 422, messages: reasons } : undefined;
}

/** The quote that is given. */
export function quoted(request: JsonObject, world: World): Quote {
  const reference = world.style === 'rich' ? randomUUID() : `QUO-ETH-${world.next()}`;
  return { reference, asked: request };
}

/** A quote as it is told: what was asked for, under the supplier's own identifier. */
export function quoteAnswer({ reference, asked }: Quote, { style }: World): JsonObject {
  const { externalIdentifier, ...rest } = asked;
  return {
    ...rest,
    // A tenant that has no reference of its own need not be told so.
    ...(externalIdentifier === undefined || externalIdentifier === '' ? {} : { externalIdentifier }),
    id: reference,
    ...(style === 'rich' ? { monthlyCharge: { amount: '310.00', currency: 'GBP' }, leadTimeDays: 60 } : {}),
  };
}

/** Reads an Ethernet order. */
export function ethernetRequest(call: Call): Reading<JsonObject> {
  return readJson(call.body, ETHERNET_ORDER);
}

/** Why a readable Ethernet order is not accepted. */
export function ethernetRefusal(request: JsonObject, call: Call, world: World): Refusal | undefined {
  const quote = world.quotes.get(String(request.supplierQuoteId));
  const ordered = addressesIn(request.siteInformation).join();
  const reasons = [
    ...(world.orders.has(keyOf(String(request.tenant), request.id))
      ? [`order ${String(request.id)} exists already`]
      : []),
    ...(quote ? [] : [`quote ${String(request.supplierQuoteId)} is not known`]),
    ...(quote && addressesIn(quote.asked.sites).join() !== ordered ? ['the sites are not those of the quote'] : []),
    ...(scenarioOf(call, {}) === 'ORDER_REJECTED' && modeOf(request.id, world) !== 'async'
      ? ['no duct between the sites has room']
      : []),
  ];
  return reasons.length > 0 ? { status: 422, messages: reasons } : undefined;
}

/** The first version of an accepted Ethernet order. */
export function ethernetOpened(request: JsonObject, call: Call, world: World): Order {
  const mode = modeOf(request.id, world);
  const problemCode = call.headers['x-problem-code'];
  const order: Order = {
    kind: 'ethernet',
    id: Number(request.id),
    tenant: String(request.tenant),
    conversation: call.headers['x-conversation-id'] ?? '',
    mode,
    rich: world.style === 'rich',
    scenario: scenarioOf(call, {}) ?? 'ORDER_SUCCESSFUL',
    ...(problemCode === undefined ? {} : { problemCode }),
    ...pauseOf(call),
    reference: `EO${world.next()}`,
    status: 'ACKNOWLEDGED',
    asked: request,
    added: [],
  };
  return mode === 'committed' ? committed(order, world) : order;
}

function addressesIn(listed: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(listed) ? listed : [];
  return all.flatMap((site) => (isObject(site) ? [nameOf(site.address as Address)] : []));
}

function nameOf({ id, type }: Address): string {
  return `${type} ${id}`;
}
