import { randomUUID } from 'node:crypto';
import type { Defect } from '../defect.ts';
import { deliveries, kcis, later, reports, without } from './edits.ts';
import type { JsonObject } from '../model.ts';

const withHeader = (name: string, value: string) => (headers: Readonly<Record<string, string>>) => ({
  ...headers,
  [name]: value,
});

/** Defects of KCIs as messages: headers, token, envelope, identity. */
export const KCI_MESSAGE_DEFECTS: readonly Defect[] = [
  {
    id: 'posts-to-another-path',
    title: 'posts the COMMITTED of an order to /kci',
    breaks: ['KCI-ENDPOINT'],
    consequences: ['KCI-SEQUENCE-GAP', 'KCI-TRANSITION', 'KCI-STATUS-KEPT'],
    style: 'sync',
    replace: (honest) => ({
      kciTarget: (message) => ({
        ...honest.kciTarget(message),
        ...(isProvideCommitment(message) ? { path: '/kci' } : {}),
      }),
    }),
  },
  {
    id: 'sends-kcis-in-a-list',
    title: 'sends each KCI once more as a list of one',
    breaks: ['KCI-JSON'],
    consequences: [],
    style: 'sync',
    replace: deliveries((kci) => [kci, JSON.stringify([kci])]),
  },
  {
    id: 'kcis-in-plain-text',
    title: 'calls its KCIs text/plain',
    breaks: ['KCI-MEDIA-TYPE'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      kciHeaders: (...given) => withHeader('Content-Type', 'text/plain')(honest.kciHeaders(...given)),
    }),
  },
  {
    id: 'kcis-without-request-id',
    title: 'sends KCIs without X-Request-ID',
    breaks: ['KCI-REQUEST-ID'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      kciHeaders: (...given) => without(honest.kciHeaders(...given), 'X-Request-ID') as Record<string, string>,
    }),
  },
  {
    id: 'all-kcis-under-one-request-id',
    title: 'sends all KCIs under one X-Request-ID',
    breaks: ['KCI-REQUEST-ID-UNIQUE'],
    consequences: [],
    style: 'sync',
    replace: (honest) => {
      const id = randomUUID();
      return { kciHeaders: (...given) => withHeader('X-Request-ID', id)(honest.kciHeaders(...given)) };
    },
  },
  {
    id: 'kcis-in-a-conversation-of-their-own',
    title: 'sends each KCI under a fresh X-Conversation-ID',
    breaks: ['KCI-CONVERSATION-ID'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      kciHeaders: (...given) => withHeader('X-Conversation-ID', randomUUID())(honest.kciHeaders(...given)),
    }),
  },
  {
    id: 'kcis-without-token',
    title: 'sends KCIs without Authorization',
    breaks: ['KCI-BEARER'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      kciHeaders: (...given) => without(honest.kciHeaders(...given), 'Authorization') as Record<string, string>,
    }),
  },
  {
    id: 'kcis-with-a-made-up-token',
    title: 'sends KCIs with a token that nobody gave it',
    breaks: ['KCI-BEARER'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      kciHeaders: (...given) => withHeader('Authorization', 'Bearer made-up')(honest.kciHeaders(...given)),
    }),
  },
  {
    id: 'asks-for-tokens-in-json',
    title: 'asks for a token in JSON first',
    breaks: ['KCI-TOKEN-REQUEST'],
    consequences: [],
    style: 'sync',
    replace: (honest) => {
      let asked = false;
      return {
        tokenRequest: (access) => {
          const request = honest.tokenRequest(access);
          if (asked) return request;
          asked = true;
          return {
            headers: { ...request.headers, 'Content-Type': 'application/json' },
            body: '{"grant_type":"client_credentials"}',
          };
        },
      };
    },
  },
  {
    id: 'a-token-for-each-kci',
    title: 'fetches a token for each KCI',
    breaks: ['KCI-TOKEN-REUSED'],
    consequences: [],
    style: 'sync',
    replace: () => ({ tokenUseMs: () => 0 }),
  },
  {
    id: 'kci-id-is-no-uuid',
    title: 'has KCI ids with letters beyond f',
    breaks: ['KCI-ID'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({ kciId: (order) => honest.kciId(order).replace(/^./, 'g') }),
  },
  {
    id: 'all-kcis-under-one-id',
    title: 'sends all KCIs of an order under one id',
    breaks: ['KCI-ID-UNIQUE'],
    consequences: ['KCI-COMPLETION'],
    style: 'sync',
    replace: (honest) => {
      const ids = new Map<string, string>();
      return {
        kciId: (order) => {
          const id = ids.get(order.reference) ?? honest.kciId(order);
          ids.set(order.reference, id);
          return id;
        },
      };
    },
  },
  {
    id: 'counts-in-words',
    title: 'gives the sequence number as text',
    breaks: ['KCI-SEQUENCE-NUMBER'],
    consequences: [],
    style: 'sync',
    replace: kcis((kci) => ({ ...kci, sequenceNumber: String(kci.sequenceNumber) })),
  },
  {
    id: 'counts-from-zero',
    title: 'counts KCIs from 0',
    breaks: ['KCI-SEQUENCE-NUMBER'],
    consequences: [],
    style: 'sync',
    replace: kcis((kci) => ({ ...kci, sequenceNumber: Number(kci.sequenceNumber) - 1 })),
  },
  {
    id: 'does-not-count',
    title: 'gives every KCI the sequence number 1',
    breaks: ['KCI-SEQUENCE-INCREASES'],
    consequences: [],
    style: 'sync',
    replace: () => ({ nextSequence: () => 1 }),
  },
  {
    id: 'counts-by-twos',
    title: 'counts KCIs by twos',
    breaks: ['KCI-SEQUENCE-GAP'],
    consequences: [],
    style: 'sync',
    replace: () => ({ nextSequence: (last) => (last === 0 ? 1 : last + 2) }),
  },
  {
    id: 'issued-without-zone',
    title: 'gives issuedOn without offset',
    breaks: ['KCI-ISSUED-ON'],
    consequences: [],
    style: 'sync',
    replace: kcis((kci) => ({ ...kci, issuedOn: String(kci.issuedOn).slice(0, -1) })),
  },
  {
    id: 'issued-backwards',
    title: 'dates each KCI an hour before the last',
    breaks: ['KCI-ISSUED-IN-ORDER'],
    consequences: [],
    style: 'sync',
    replace: kcis((kci) => ({ ...kci, issuedOn: later(kci.issuedOn, -Number(kci.sequenceNumber)) })),
  },
  {
    id: 'issued-tomorrow',
    title: 'dates KCIs a day ahead',
    breaks: ['KCI-ISSUED-NOT-AHEAD'],
    consequences: [],
    style: 'sync',
    replace: kcis((kci) => ({ ...kci, issuedOn: later(kci.issuedOn, 24) })),
  },
  {
    id: 'invents-reason-codes',
    title: 'commits with the reason code IN_PROGRESS',
    breaks: ['KCI-REASON-KNOWN'],
    consequences: ['KCI-TRANSITION'],
    style: 'sync',
    replace: kcis((kci) => ({ ...kci, reasonCode: 'IN_PROGRESS' }), 'COMMITTED'),
  },
  {
    id: 'terminates-orders',
    title: 'ends an order with TERMINATED instead of CANCELLED',
    breaks: ['KCI-REASON-CONFIRMED'],
    consequences: [],
    style: 'sync',
    replace: kcis((kci) => ({ ...kci, reasonCode: 'TERMINATED' }), 'CANCELLED'),
  },
  {
    id: 'explains-in-numbers',
    title: 'gives a number for the text of a delay',
    breaks: ['KCI-ENVELOPE'],
    consequences: [],
    style: 'sync',
    replace: kcis((kci) => ({ ...kci, text: 42 }), 'DELAY'),
  },
  {
    id: 'codes-in-one-string',
    title: 'gives supplierCodes as one string',
    breaks: ['KCI-SCHEMA-LIKELY'],
    consequences: [],
    style: 'sync',
    replace: kcis((kci) => ({ ...kci, supplierCodes: 'NET-017, DUCT-3' }), 'DELAY'),
  },
  {
    id: 'members-of-its-own',
    title: 'adds members of its own to KCIs and to the orders in them',
    breaks: ['KCI-EXTRA-MEMBERS'],
    consequences: [],
    style: 'sync',
    replace: kcis((kci) => ({
      ...kci,
      issuedBy: 'OSS-2',
      provideServiceOrder: { ...provided(kci), workbasket: 'NORTH-7' },
    })),
  },
  {
    id: 'two-codes-of-its-own',
    title: 'gives a supplierCode that is not among the supplierCodes',
    breaks: ['KCI-SUPPLIER-CODES-AGREE'],
    consequences: [],
    style: 'sync',
    replace: kcis((kci) => ({ ...kci, supplierCode: 'A-1', supplierCodes: ['B-2'] }), 'DELAY'),
  },
  {
    id: 'reports-twice-in-one',
    title: 'reports the order as a provide and a modify order at once',
    breaks: ['KCI-ONE-WRAPPER'],
    consequences: [],
    style: 'sync',
    replace: kcis((kci) => ({ ...kci, modifyServiceOrder: { ...provided(kci), serviceId: 'S1' } }), 'COMMITTED'),
  },
  {
    id: 'invents-a-wrapper',
    title: 'reports the order under a key of its own',
    breaks: ['KCI-ONE-WRAPPER'],
    consequences: ['KCI-WRAPPER-FITS', 'KCI-ENVELOPE'],
    style: 'sync',
    replace: kcis((kci) => ({ ...without(kci, 'provideServiceOrder'), serviceOrder: provided(kci) }), 'COMMITTED'),
  },
  {
    id: 'reports-as-modify-order',
    title: 'reports a provide order as a modify order',
    breaks: ['KCI-WRAPPER-FITS'],
    consequences: ['KCI-NOTHING-LOST', 'KCI-ORDER-TYPE'],
    style: 'sync',
    replace: kcis(
      (kci) => ({
        ...without(kci, 'provideServiceOrder'),
        modifyServiceOrder: { ...provided(kci), orderType: 'MODIFY', serviceId: 'S1', serviceCharacteristics: [] },
      }),
      'COMMITTED',
    ),
  },
  {
    id: 'kcis-under-the-next-id',
    title: 'reports an order under the id of the next one',
    breaks: ['KCI-IDENTIFIED'],
    consequences: [],
    style: 'sync',
    replace: reports((order) => ({ ...order, id: Number(order.id) + 1_000_000 }), 'COMMITTED'),
  },
  {
    id: 'completes-under-another-reference',
    title: 'completes an order under the reference of one that it took before',
    breaks: ['KCI-IDENTIFIED'],
    consequences: ['KCI-REFERENCE-STABLE'],
    style: 'async',
    replace: (honest) => {
      let first: unknown;
      const edit = reports((order) => {
        first ??= order.supplierOrderReference;
        return { ...order, supplierOrderReference: first };
      }, 'COMPLETED');
      return edit(honest);
    },
  },
  {
    id: 'kcis-without-any-id',
    title: 'reports an order with neither id nor reference',
    breaks: ['KCI-IDENTIFIED'],
    consequences: ['KCI-SNAPSHOT', 'KCI-BOTH-IDS', 'KCI-NOTHING-LOST'],
    style: 'sync',
    replace: reports((order) => without(order, 'id', 'supplierOrderReference'), 'ADDITIONAL'),
  },
  {
    id: 'kcis-of-nobody',
    title: 'sends KCIs with no uuid about an order that they do not name, in a conversation that nobody began',
    breaks: ['KCI-IDENTIFIED', 'KCI-ID', 'KCI-STRANGER'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      copies: (kci, subject) => (subject.kind === 'provide' ? [kci, namingNobody(kci)] : [kci]),
      kciHeaders: (order, token, message) =>
        honest.kciHeaders({ ...order, ...(isOfNobody(message) ? { conversation: randomUUID() } : {}) }, token, message),
    }),
  },
  {
    id: 'kcis-under-another-name',
    title: 'gives the order number as supplierReference',
    breaks: ['KCI-BOTH-IDS'],
    consequences: ['KCI-EXTRA-MEMBERS'],
    style: 'sync',
    replace: reports(({ supplierOrderReference, ...order }) => ({
      ...order,
      supplierReference: supplierOrderReference,
    })),
  },
  {
    id: 'kcis-without-reference',
    title: 'leaves the order number out of later KCIs',
    breaks: ['KCI-BOTH-IDS'],
    consequences: ['KCI-NOTHING-LOST'],
    style: 'sync',
    replace: reports((order) => without(order, 'supplierOrderReference'), 'ADDITIONAL'),
  },
  {
    id: 'changes-its-reference',
    title: 'changes the order number half way',
    breaks: ['KCI-REFERENCE-STABLE'],
    consequences: [],
    style: 'sync',
    replace: reports(
      (order) => ({ ...order, supplierOrderReference: `${String(order.supplierOrderReference)}-2` }),
      'ADDITIONAL',
    ),
  },
  {
    id: 'reports-for-another-tenant',
    title: 'reports an order as that of another tenant',
    breaks: ['KCI-TENANT'],
    consequences: [],
    style: 'sync',
    replace: reports((order) => ({ ...order, tenant: 'TENANT2' }), 'COMMITTED'),
  },
  {
    id: 'reports-unknown-orders',
    title: 'sends KCIs about an order that nobody placed',
    breaks: ['KCI-STRANGER'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      copies: (kci, subject) => (subject.kind === 'provide' ? [kci, aboutStranger(kci)] : [kci]),
      kciHeaders: (order, token, message) =>
        honest.kciHeaders(
          { ...order, ...(isAboutStranger(message) ? { conversation: randomUUID() } : {}) },
          token,
          message,
        ),
    }),
  },
];

const STRANGER = 'FO-STRANGER';

function provided(kci: JsonObject): JsonObject {
  return kci.provideServiceOrder as JsonObject;
}

function aboutStranger(kci: JsonObject): JsonObject {
  const order = { ...provided(kci), id: 2_100_000_000, supplierOrderReference: STRANGER };
  return { ...kci, id: randomUUID(), provideServiceOrder: order };
}

const OF_NOBODY = 'of nobody';

function namingNobody(kci: JsonObject): JsonObject {
  return { ...kci, id: OF_NOBODY, provideServiceOrder: without(provided(kci), 'id', 'supplierOrderReference') };
}

function isOfNobody(message: JsonObject | string): boolean {
  return typeof message !== 'string' && message.id === OF_NOBODY;
}

function isAboutStranger(message: JsonObject | string): boolean {
  return typeof message !== 'string' && JSON.stringify(message).includes(STRANGER);
}

const isProvideCommitment = (message: JsonObject | string) =>
  typeof message === 'object' && message.reasonCode === 'COMMITTED' && 'provideServiceOrder' in message;
