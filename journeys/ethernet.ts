import type { Journey, Stage } from './journey.ts';
import { placeOrder, type Order, type OrderWish } from './ordering.ts';
import { connectionToQuote, quotedId, serviceOf, sitesOf, TERMS, type Connection } from './quotes.ts';
import { BARE_CONTACT, FIRST_CONTACT, SECOND_CONTACT, workday, type OrderBody } from './requests.ts';
import { together } from './together.ts';

const AREAS = ['http', 'availability', 'quotes', 'ethernet', 'kcis'] as const;

/** An Ethernet order with what is mandatory and nothing else. */
export function minimalEthernetOrder(stage: Stage, connection: Connection, supplierQuoteId: string): OrderBody {
  return {
    tenant: stage.tenant,
    supplierQuoteId,
    siteInformation: sitesOf(connection).map((site) => ({ ...site, primaryContact: BARE_CONTACT })),
    ethernetOrderItems: [{ service: serviceOf(connection), contractDetails: TERMS }],
  };
}

/** An Ethernet order that says all that can be said. */
export function fullEthernetOrder(stage: Stage, connection: Connection, supplierQuoteId: string): OrderBody {
  return {
    ...minimalEthernetOrder(stage, connection, supplierQuoteId),
    siteInformation: sitesOf(connection).map((site) => ({
      ...site,
      siteCharacteristics: [{ name: 'END_USER_CPE', value: 'None: this order is a test' }],
      wayleave: {
        wayleaveOwner: true,
        wayleaveContact: FIRST_CONTACT,
      },
      primaryContact: FIRST_CONTACT,
      secondaryContact: SECOND_CONTACT,
      hazards: 'None: this order is a test',
      onSiteRestrictions: 'None: this order is a test',
      notes: 'Conformance test, nothing is to be built',
    })),
    ethernetOrderItems: [
      {
        service: serviceOf(connection),
        contractDetails: TERMS,
        requestedCompletionDate: workday(28),
        technicalContact: SECOND_CONTACT,
      },
    ],
  };
}

/** Places an Ethernet order and, when the supplier takes it, plays with it; then listens for what should not come. */
async function withEthernetOrder(
  stage: Stage,
  wish: Omit<OrderWish, 'operation'>,
  play: (order: Order) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const order = await placeOrder(stage, { ...wish, operation: 'handleCreateEthernetOrder' });
  try {
    if (order.reply === 'done' || order.reply === 'taken') await play(order);
  } finally {
    leaveEthernetOrder(stage, order);
    await stage.listen();
  }
}

/** Writes down an Ethernet order that is still open, or may be for all we know. */
export function leaveEthernetOrder(stage: Stage, { reply, name, left, isOver }: Order): void {
  if (reply === 'refused' || reply === 'undelivered' || isOver()) return;
  const may = reply === 'unanswered' ? 'may be' : 'is';
  stage.leaveOver(`${name()} ${may} still open: no operation is described that takes an Ethernet order back`, left());
}

/** What is ordered, and a quote for it. */
export interface Quoted {
  readonly connection: Connection;
  readonly quote: string;
}

/** The connection to order and a quote for it; without either there is nothing to play. */
export async function quoted(stage: Stage, conversation: string): Promise<Quoted | undefined> {
  const connection = await connectionToQuote(stage, conversation);
  if (!connection) return undefined;
  const quote = stage.features.includes('quote')
    ? await quotedId(stage, connection, conversation)
    : connection.ethernet.quoteId;
  if (quote === undefined) {
    stage.remark(
      stage.features.includes('quote')
        ? 'no Ethernet service is ordered: there is no quote with an id that an order can carry'
        : 'no Ethernet service is ordered: quote is not claimed, and data.ethernet.quoteId names no quote',
    );
    return undefined;
  }
  return { connection, quote };
}

/**
 * Plays while no other journey orders by the same quote, where there is but the one that the configuration names: whoever comes
 * first has it first.
 */
export function withQuote(stage: Stage, play: () => Promise<void>): Promise<void> {
  return stage.features.includes('quote') ? play() : stage.exclusively('the configured quote', play);
}

type Making = (stage: Stage, connection: Connection, quote: string) => OrderBody;

async function orderToTheEnd(stage: Stage, make: Making): Promise<void> {
  const conversation = stage.newConversation();
  const found = await quoted(stage, conversation);
  if (!found) return;
  const body = make(stage, found.connection, found.quote);
  await withEthernetOrder(stage, { body, conversation, scenario: 'ORDER_SUCCESSFUL' }, async (order) => {
    if (await order.acknowledged()) await order.ends();
  });
}

/** Has an Ethernet service quoted, orders it with everything that can be said, and lets the order come to its end. */
export const ethernetToCompletion: Journey = {
  id: 'ethernet-to-completion',
  title: 'An Ethernet order from the quote to completion',
  areas: AREAS,
  when: ['ethernet'],
  play: (stage) => withQuote(stage, () => orderToTheEnd(stage, fullEthernetOrder)),
};

/** Orders an Ethernet service with what is mandatory and nothing else; by a quote of its own, since one may be good for one order only. */
export const ethernetMinimal: Journey = {
  id: 'ethernet-minimal',
  title: 'An Ethernet order with mandatory members only',
  areas: AREAS,
  when: ['ethernet', 'quote'],
  play: (stage) => orderToTheEnd(stage, minimalEthernetOrder),
};

/** Orders an Ethernet service that was never quoted. */
export const ethernetUnknownQuote: Journey = {
  id: 'ethernet-unknown-quote',
  title: 'An Ethernet order for a quote that nobody gave',
  areas: AREAS,
  when: ['ethernet'],
  play: async (stage) => {
    const conversation = stage.newConversation();
    const connection = await connectionToQuote(stage, conversation);
    if (!connection) return;
    const body = minimalEthernetOrder(stage, connection, 'NO-SUCH-QUOTE');
    await withEthernetOrder(
      stage,
      { body, conversation, aim: 'unknown-quote' },
      async (order) => void (await order.ends(stage.pace.acknowledge)),
    );
  },
};

/** Sends Ethernet orders that break the contract in one way each. */
export const ethernetRefusals: Journey = {
  id: 'ethernet-refusals',
  title: 'Ethernet orders that are malformed',
  areas: AREAS,
  when: ['ethernet'],
  play: async (stage) => {
    const found = await quoted(stage, stage.newConversation());
    if (!found) return;
    const whole = minimalEthernetOrder(stage, found.connection, found.quote);
    const sites = sitesOf(found.connection).map((site) => ({ ...site, primaryContact: BARE_CONTACT }));
    const { tenant: _, ...withoutTenant } = whole;
    const malformed: readonly (readonly [because: string, body: OrderBody])[] = [
      ['it has a single site', { ...whole, siteInformation: sites.slice(0, 1) }],
      ['it has no item', { ...whole, ethernetOrderItems: [] }],
      ['it names no tenant', withoutTenant],
    ];
    await stage.call({
      operation: 'handleCreateEthernetOrder',
      rawBody: JSON.stringify({ id: stage.newId(), ...whole }).slice(0, -1),
      intent: { valid: false, because: 'its JSON breaks off' },
    });
    await together(
      malformed.map(([because, body]) => withEthernetOrder(stage, { body, intent: { valid: false, because } })),
    );
  },
};
