import type { Exchange } from '../evidence/exchanges.ts';
import { objectOf } from './asking.ts';
import type { Call, EthernetData, Journey, Stage } from './journey.ts';
import { unservedAddress, type OrderBody } from './requests.ts';
import { firstOffered } from './stage.ts';

/** What to ask a quote for. */
export interface Connection {
  readonly ethernet: EthernetData;
  readonly specification: string;
}

/** The Ethernet service to ask for; without sites and a service there is nothing to play, which is said once for each journey. */
export async function connectionToQuote(stage: Stage, conversation: string): Promise<Connection | undefined> {
  const { ethernet } = stage.data;
  if (!ethernet) {
    stage.remark('nothing is quoted or ordered: data.ethernet names no sites');
    return undefined;
  }
  const specification = ethernet.serviceSpecification ?? (await offeredAt(stage, ethernet, conversation));
  if (specification === undefined) {
    stage.remark(
      'nothing is quoted or ordered: availability offers no ETHERNET service at the first site, and data.ethernet.serviceSpecification names none',
    );
    return undefined;
  }
  return { ethernet, specification };
}

async function offeredAt(stage: Stage, { sites }: EthernetData, conversation: string): Promise<string | undefined> {
  const address = sites[0]?.address;
  if (!address || !stage.features.includes('availability')) return undefined;
  const asked = await stage.call({
    operation: 'handleAvailabilityCheck',
    query: { address: JSON.stringify(address), serviceTypes: 'ETHERNET' },
    conversation,
  });
  return firstOffered(asked);
}

/** The sites of a connection, as quotes and orders name them. */
export function sitesOf({ ethernet }: Connection): readonly OrderBody[] {
  return ethernet.sites.map(({ name, postcode, address, role }, index) => ({
    name,
    postcode,
    role: role ?? (index === 0 ? 'A-END' : 'B-END'),
    address: { id: address.id, type: address.type },
  }));
}

/** The service of a connection. */
export function serviceOf({ ethernet: { characteristics = [] }, specification }: Connection): OrderBody {
  return {
    serviceSpecification: { id: specification },
    ...(characteristics.length === 0 ? {} : { serviceCharacteristic: characteristics }),
  };
}

/** The terms that are asked for. */
export const TERMS = { contractLength: { value: 36, unit: 'MONTH' }, billingFrequency: 'MONTHLY' };

/** A request for a quote, beside its id. */
export function quoteRequest(connection: Connection): OrderBody {
  return { sites: sitesOf(connection), contractDetails: TERMS, service: [serviceOf(connection)] };
}

/** Asks for a quote. */
function ask(stage: Stage, body: OrderBody, how: Partial<Call>): Promise<Exchange> {
  return stage.call({ operation: 'handleQuote', body: { id: stage.newId(), ...body }, ...how });
}

/** The id of a fresh quote for a connection, under which it can be ordered; undefined when none is given. */
export async function quotedId(
  stage: Stage,
  connection: Connection,
  conversation: string,
): Promise<string | undefined> {
  const quote = objectOf(await ask(stage, quoteRequest(connection), { conversation }));
  const id = quote?.id;
  // An order with another id could not keep the contract.
  return typeof id === 'string' && id !== '' && id.length <= 64 ? id : undefined;
}

/** Asks for quotes, with and without the tenant's own reference. */
export const quotes: Journey = {
  id: 'quotes',
  title: 'Quotes for a service between sites',
  areas: ['http', 'availability', 'quotes'],
  when: ['quote'],
  play: async (stage) => {
    const conversation = stage.newConversation();
    const connection = await connectionToQuote(stage, conversation);
    if (!connection) return;
    const bare = quoteRequest(connection);
    for (const body of [
      { ...bare, externalIdentifier: 'Conformance test' },
      bare,
      { ...bare, externalIdentifier: '' },
    ]) {
      await ask(stage, body, { conversation });
    }
  },
};

/** Asks for a quote of which one end is not served; that it is given is nothing amiss, since a line may yet be built. */
export const quoteOutOfCoverage: Journey = {
  id: 'quote-out-of-coverage',
  title: 'A quote for an address that is not served',
  areas: ['http', 'availability', 'quotes'],
  when: ['quote'],
  play: async (stage) => {
    const conversation = stage.newConversation();
    const connection = await connectionToQuote(stage, conversation);
    if (!connection) return;
    const [first, ...others] = sitesOf(connection);
    const sites = [{ ...first, address: unservedAddress(stage) }, ...others];
    const body = { ...quoteRequest(connection), externalIdentifier: 'Conformance test', sites };
    await ask(stage, body, { conversation, aim: 'out-of-coverage' });
  },
};

/** Asks for quotes in ways that break the contract, one way each. */
export const quoteRefusals: Journey = {
  id: 'quote-refusals',
  title: 'Requests for a quote that are malformed',
  areas: ['http', 'availability', 'quotes'],
  when: ['quote'],
  play: async (stage) => {
    const conversation = stage.newConversation();
    const connection = await connectionToQuote(stage, conversation);
    if (!connection) return;
    const whole = quoteRequest(connection);
    const sites = sitesOf(connection);
    const { contractDetails: _, ...withoutTerms } = whole;
    const [first = {}, ...others] = sites;
    const malformed: readonly (readonly [because: string, body: OrderBody])[] = [
      ['it has a single site', { ...whole, sites: [first] }],
      ['it asks for no service', { ...whole, service: [] }],
      ['it has no contract details', withoutTerms],
      ['the role of a site is unknown', { ...whole, sites: [{ ...first, role: 'SOMEWHERE' }, ...others] }],
    ];
    for (const [because, body] of malformed) {
      await ask(stage, body, { conversation, intent: { valid: false, because } });
    }
    await stage.call({
      operation: 'handleQuote',
      rawBody: JSON.stringify({ id: stage.newId(), ...whole }).slice(0, -1),
      intent: { valid: false, because: 'its JSON breaks off' },
      conversation,
    });
  },
};
