import type { Defect } from '../defect.ts';
import type { Call, JsonObject, Order, Reading } from '../model.ts';
import { answers, bodies, coursesOf, kcisOf, later, reportsOf, without } from './edits.ts';

const QUOTE = { to: 'handleQuote', with: 201 } as const;
const ORDER = { to: 'handleCreateEthernetOrder', with: 201 } as const;

/** What a supplier makes of a request that it does not look at closely: anything that is a JSON object with that many sites or more. */
function read(call: Call, sites: string, least: number): Reading<JsonObject> | undefined {
  try {
    const value = JSON.parse(call.body) as JsonObject;
    const listed = value[sites];
    return Array.isArray(listed) && listed.length >= least ? { ok: true, value } : undefined;
  } catch {
    return undefined;
  }
}

/** An order that was refused in the answer, and is worked on all the same. */
const isUnquoted = ({ kind, asked }: Order) => kind === 'ethernet' && asked.supplierQuoteId === 'NO-SUCH-QUOTE';

/** Defects of quotes, and of the answers and KCIs to Ethernet orders. */
export const ETHERNET_DEFECTS: readonly Defect[] = [
  {
    id: 'does-not-quote',
    title: 'claims to quote, and answers 501',
    breaks: ['HTTP-UNDERSTOOD'],
    consequences: ['HTTP-STATUS-TOLERATED', 'HTTP-REFUSES-INVALID', 'HTTP-CREDENTIALS'],
    style: 'sync',
    replace: answers({ to: 'handleQuote' }, ({ headers = {} }) => ({ status: 501, headers })),
  },
  {
    id: 'quote-not-created',
    title: 'answers 200 with a quote',
    breaks: ['QUO-STATUS'],
    consequences: [],
    style: 'sync',
    replace: answers(QUOTE, (answer) => ({ ...answer, status: 200 })),
  },
  {
    id: 'promises-a-quote',
    title: 'answers 202 to a request for a quote',
    breaks: ['QUO-SYNCHRONOUS', 'QUO-STATUS'],
    consequences: [],
    style: 'sync',
    replace: answers(QUOTE, ({ headers = {} }) => ({ status: 202, headers })),
  },
  {
    id: 'quotes-every-other-time',
    title: 'refuses every second good request for a quote',
    breaks: ['QUO-ACCEPTED'],
    consequences: [],
    style: 'sync',
    replace: (honest) => {
      let asked = 0;
      return {
        quoteRefusal: (request, world) =>
          honest.quoteRefusal(request, world) ??
          ((asked += 1) % 2 === 0 ? { status: 422, messages: ['nobody is there to work out a price'] } : undefined),
      };
    },
  },
  {
    id: 'wants-a-tenant-for-quotes',
    title: 'answers 400 to a request for a quote because it has no Tenant header',
    breaks: ['QUO-ACCEPTED', 'HTTP-UNDERSTOOD'],
    consequences: ['HTTP-REFUSED-422'],
    style: 'sync',
    replace: (honest) => ({
      headersRefusal: (call) =>
        call.operation === 'handleQuote' && call.headers.tenant === undefined
          ? { status: 400, messages: ['the header Tenant is missing'] }
          : honest.headersRefusal(call),
    }),
  },
  {
    id: 'quotes-for-one-site',
    title: 'quotes for a single site',
    breaks: ['QUO-REFUSES-INCOMPLETE', 'HTTP-REFUSES-INVALID'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      quoteRequest: (call) => {
        const strict = honest.quoteRequest(call);
        if (strict.ok) return strict;
        const [fault = ''] = strict.refusal.messages;
        return fault.includes('two sites') ? (read(call, 'sites', 1) ?? strict) : strict;
      },
    }),
  },
  {
    id: 'quotes-without-terms',
    title: 'quotes without knowing the length of the contract',
    breaks: ['QUO-REFUSES-INCOMPLETE', 'HTTP-REFUSES-INVALID'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      quoteRequest: (call) => {
        const strict = honest.quoteRequest(call);
        if (strict.ok) return strict;
        const [fault = ''] = strict.refusal.messages;
        return fault.startsWith('contractDetails') ? (read(call, 'sites', 2) ?? strict) : strict;
      },
    }),
  },
  {
    id: 'quotes-for-any-role',
    title: 'quotes for a site whose role it cannot know',
    breaks: ['QUO-REFUSES-ROLE', 'HTTP-REFUSES-INVALID'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      quoteRequest: (call) => {
        const strict = honest.quoteRequest(call);
        if (strict.ok) return strict;
        const [fault = ''] = strict.refusal.messages;
        return fault.includes('.role ') ? (read(call, 'sites', 2) ?? strict) : strict;
      },
    }),
  },
  {
    id: 'insists-on-an-external-identifier',
    title: 'answers 400 to a request for a quote that has no reference of the tenant',
    breaks: ['QUO-EXTERNAL-IDENTIFIER'],
    consequences: ['HTTP-UNDERSTOOD', 'QUO-ACCEPTED'],
    style: 'sync',
    replace: (honest) => ({
      quoteRequest: (call) => {
        const asked = honest.quoteRequest(call);
        const { externalIdentifier = '' } = asked.ok ? asked.value : { externalIdentifier: 'whatever' };
        return externalIdentifier === ''
          ? { ok: false, refusal: { status: 400, messages: ['externalIdentifier is missing'] } }
          : asked;
      },
    }),
  },
  {
    id: 'numbers-its-quotes',
    title: 'gives a quote a number for an id',
    breaks: ['QUO-ID', 'HTTP-BODY-FULL'],
    consequences: [],
    style: 'sync',
    replace: bodies(QUOTE, (body) => ({ ...body, id: 1234 })),
  },
  {
    id: 'quotes-under-long-ids',
    title: 'gives a quote an id that no order can carry',
    breaks: ['QUO-ID'],
    consequences: [],
    style: 'sync',
    replace: bodies(QUOTE, (body) => ({ ...body, id: `${String(body.id)}-${'0'.repeat(80)}` })),
  },
  {
    id: 'all-quotes-under-one-id',
    title: 'gives every quote the same id',
    breaks: ['QUO-ID-UNIQUE'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      quoted: (request, world) => ({ ...honest.quoted(request, world), reference: 'QUO-ETH-1' }),
    }),
  },
  {
    id: 'quotes-for-other-terms',
    title: 'quotes for twelve months whatever was asked for',
    breaks: ['QUO-ECHO'],
    consequences: [],
    style: 'sync',
    replace: bodies(QUOTE, (body) => ({ ...body, contractDetails: { contractLength: { value: 12, unit: 'MONTH' } } })),
  },
  {
    id: 'does-not-take-ethernet-orders',
    title: 'claims to take Ethernet orders, and answers 501',
    breaks: ['HTTP-UNDERSTOOD'],
    consequences: ['HTTP-STATUS-TOLERATED', 'HTTP-REFUSES-INVALID'],
    style: 'sync',
    replace: () => ({
      ethernetRequest: () => ({ ok: false, refusal: { status: 501, messages: ['this operation is not offered'] } }),
    }),
  },
  {
    id: 'ethernet-order-not-created',
    title: 'answers 200 to an Ethernet order',
    breaks: ['ETH-STATUS'],
    consequences: [],
    style: 'sync',
    replace: answers(ORDER, (answer) => ({ ...answer, status: 200 })),
  },
  {
    id: 'forgets-its-quotes',
    title: 'rejects Ethernet orders because it does not know its own quotes',
    breaks: ['ETH-ACCEPTED'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      ethernetRefusal: (request, call, world) => honest.ethernetRefusal(request, call, { ...world, quotes: new Map() }),
    }),
  },
  {
    id: 'connects-one-site',
    title: 'takes an Ethernet order with a single site',
    breaks: ['ETH-REFUSES-INCOMPLETE', 'HTTP-REFUSES-INVALID'],
    consequences: ['KCI-STRANGER'],
    style: 'sync',
    replace: (honest) => ({
      ethernetRequest: (call) => {
        const strict = honest.ethernetRequest(call);
        return strict.ok ? strict : (read(call, 'siteInformation', 1) ?? strict);
      },
      ethernetRefusal: (request, call, world) => {
        const single = Array.isArray(request.siteInformation) && request.siteInformation.length === 1;
        return single ? undefined : honest.ethernetRefusal(request, call, world);
      },
    }),
  },
  {
    id: 'provides-what-was-never-quoted',
    title: 'takes an Ethernet order for a quote that it never gave',
    breaks: ['ETH-UNKNOWN-QUOTE'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      ethernetRefusal: (request, call, world) =>
        request.supplierQuoteId === 'NO-SUCH-QUOTE' ? undefined : honest.ethernetRefusal(request, call, world),
    }),
  },
  {
    id: 'created-ethernet-order-is-pending',
    title: 'answers 201 with an Ethernet order that is PENDING',
    breaks: ['ETH-201-STATUS'],
    consequences: [],
    style: 'sync',
    replace: bodies(ORDER, (body) => ({ ...body, status: 'PENDING' })),
  },
  {
    id: 'created-ethernet-order-without-reference',
    title: 'gives no order number in the 201 to an Ethernet order',
    breaks: ['ETH-201-REFERENCE', 'HTTP-BODY-FULL'],
    consequences: [],
    style: 'sync',
    replace: bodies(ORDER, (body) => without(body, 'supplierOrderReference')),
  },
  {
    id: 'commits-to-ethernet-without-dates',
    title: 'answers 201 IN_PROGRESS to an Ethernet order, without its dates',
    breaks: ['ETH-201-DATES'],
    consequences: [],
    style: 'committed',
    replace: bodies(ORDER, (body) => without(body, 'committedDate', 'targetDate')),
  },
  {
    id: 'renumbers-ethernet-orders',
    title: 'answers an Ethernet order under a number of its own',
    breaks: ['ETH-ID'],
    consequences: [],
    style: 'sync',
    replace: bodies(ORDER, (body) => ({ ...body, id: Number(body.id) + 1_000_000 })),
  },
  {
    id: 'books-ethernet-for-another',
    title: 'answers an Ethernet order with the tenant in lower case',
    breaks: ['ETH-TENANT'],
    consequences: [],
    style: 'sync',
    replace: bodies(ORDER, (body) => ({ ...body, tenant: String(body.tenant).toLowerCase() })),
  },
  {
    id: 'forgets-the-items',
    title: 'leaves the items out of the 201 to an Ethernet order',
    breaks: ['ETH-ECHO', 'HTTP-BODY-FULL'],
    consequences: [],
    style: 'sync',
    replace: bodies(ORDER, (body) => without(body, 'ethernetOrderItems')),
  },
  {
    id: 'all-ethernet-under-one-reference',
    title: 'gives every Ethernet order the same reference',
    breaks: ['ETH-REFERENCE-UNIQUE'],
    consequences: ['KCI-IDENTIFIED'],
    style: 'sync',
    replace: (honest) => ({
      ethernetOpened: (request, call, world) => ({ ...honest.ethernetOpened(request, call, world), reference: 'EO1' }),
    }),
  },
  {
    id: 'commits-to-ethernet-without-target',
    title: 'commits to an Ethernet order by a KCI without targetDate',
    breaks: ['ETH-KCI-DATES'],
    consequences: [],
    style: 'sync',
    replace: reportsOf(['ethernet'], (reported) => without(reported, 'targetDate'), 'COMMITTED'),
  },
  {
    id: 'moves-the-ethernet-commitment',
    title: 'completes an Ethernet order with a later committedDate',
    breaks: ['ETH-KCI-COMMITTED-DATE'],
    consequences: [],
    style: 'sync',
    replace: reportsOf(
      ['ethernet'],
      (reported) => ({ ...reported, committedDate: later(reported.committedDate, 48) }),
      'COMPLETED',
    ),
  },
  {
    id: 'reports-another-quote',
    title: 'shows another quote in the KCIs of an Ethernet order than was ordered',
    breaks: ['ETH-KCI-SHOWS-ORDER'],
    consequences: [],
    style: 'async',
    replace: reportsOf(['ethernet'], (reported) => ({ ...reported, supplierQuoteId: 'QUO-ETH-0' })),
  },
  {
    id: 'reports-other-sites',
    title: 'shows a site that was not ordered in the KCIs of an Ethernet order',
    breaks: ['ETH-KCI-SHOWS-ORDER'],
    consequences: [],
    style: 'async',
    replace: reportsOf(['ethernet'], (reported) => {
      const [first, ...others] = reported.siteInformation as readonly JsonObject[];
      const elsewhere = { ...first, address: { id: '100000000007', type: 'UPRN' } };
      return { ...reported, siteInformation: [elsewhere, ...others] };
    }),
  },
  {
    id: 'calls-ethernet-by-another-name',
    title: 'sends the KCIs of Ethernet orders under a key of its own',
    breaks: ['KCI-WRAPPER-LIKELY'],
    consequences: [],
    style: 'async',
    replace: kcisOf(['ethernet'], ({ provideEthernetOrder, ...envelope }) => ({
      ...envelope,
      ethernetServiceOrder: provideEthernetOrder,
    })),
  },
  {
    id: 'silent-after-an-ethernet-202',
    title: 'promises to report on an Ethernet order and never does',
    breaks: ['KCI-ORDER-OUTCOME'],
    consequences: ['KCI-COMPLETION'],
    style: 'async',
    replace: coursesOf('ethernet', () => []),
  },
  {
    id: 'starts-refused-ethernet-orders',
    title: 'starts work on an Ethernet order that it refused in the answer',
    breaks: ['KCI-NO-EFFECT-OF-REFUSED'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      ethernetRefusal: (request, call, world) =>
        request.supplierQuoteId === 'NO-SUCH-QUOTE' ? undefined : honest.ethernetRefusal(request, call, world),
      orderAnswer: (order, snapshot) =>
        isUnquoted(order)
          ? { status: 422, body: honest.errorBody({ status: 422, messages: ['the quote is not known'] }) }
          : honest.orderAnswer(order, snapshot),
    }),
  },
];
