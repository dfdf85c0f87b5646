import { expect, test } from '@playwright/test';
import type { Operation } from '../specs/contract-types.ts';
import { CATALOGUE } from './catalogue.ts';
import { fakeContract } from './fixtures/contract.ts';
import { exchanged, history, kci, PROFILE, type Happening } from './fixtures/history.ts';
import {
  acknowledgedOrder,
  ADDRESS,
  amendment,
  availability,
  cancellation,
  ethernetOrder,
  orderKci,
  provideOrder,
  quoteRequest,
  reservation,
  slots,
} from './fixtures/messages.ts';
import { problem, problemReported, serviceTest } from './fixtures/repairs.ts';
import { fault, LONGEST, sent, type Sent } from './fixtures/variants.ts';
import { judge } from './judge.ts';

/** What every check of the catalogue says of generated requests to a supplier that does nothing wrong. */

const contract = fakeContract();
type Fields = Readonly<Record<string, unknown>>;

/** A request that each operation would take. */
const REQUESTS: Readonly<Record<string, (id: number) => Fields>> = {
  handleQuote: (id) => quoteRequest({ id, externalIdentifier: '' }),
  handleReserveAppointment: (id) => reservation({ id, purpose: undefined }),
  handleCreateOrder: (id) => provideOrder({ id, orderType: ['MODIFY', 'CEASE', 'START', 'SWAP'][id % 4] }),
  handleCreateEthernetOrder: (id) => ethernetOrder({ id }),
  handleAmendOrder: (id) => amendment({ id }),
  handleCancelOrder: (id) => cancellation({ id }),
  handleServiceTest: (id) => serviceTest({ id }),
  handleCreateProblem: (id) => problem({ id }),
  handleAmendProblem: (id) => ({ id, serviceProblemId: 801, problemText: 'Still' }),
  handleCancelProblem: (id) => ({ id, serviceProblemId: 801, reasonCode: 'RESOLVED' }),
  handleServiceProblemResolution: () => ({ status: 'ACCEPTED' }),
};

const QUERY = {
  address: JSON.stringify(ADDRESS),
  serviceSpecification: '{"id":"FTTP-1000"}',
  appointmentPurpose: 'PROVIDE',
};

/** How an honest supplier takes a request. */
function success(operation: string, body: Fields): { readonly answer: number; readonly answerBody?: unknown } {
  const reference = `REF_${String(body.id)}`;
  switch (operation) {
    case 'handleAvailabilityCheck':
      return { answer: 200, answerBody: availability() };
    case 'handleAppointmentAvailability':
      return { answer: 200, answerBody: slots() };
    case 'handleQuote':
      return { answer: 201, answerBody: { ...body, id: reference } };
    case 'handleReserveAppointment':
    case 'handleServiceTest':
      return { answer: 201, answerBody: { ...body, supplierReference: reference } };
    case 'handleServiceProblemResolution':
      return { answer: 200, answerBody: { ...body, supplierReference: '{id}' } };
    default:
      return { answer: 202 };
  }
}

let ids = 5000;

/** A generated request for an operation, with an answer: an error status, or however it is taken. */
function asked(
  operation: Operation,
  generated: Pick<Sent, 'id' | 'edits' | 'fault' | 'twin'>,
  answer: number | 'taken',
): Happening {
  ids += 1;
  const body = REQUESTS[operation.id]?.(ids);
  return sent({
    operation: operation.id,
    query: operation.method === 'GET' ? QUERY : {},
    body,
    ...generated,
    ...(answer === 'taken' ? success(operation.id, body ?? {}) : { answer }),
  });
}

/** The plain request, an unusual one, and faults of which each is refused in one of the two ways; and how the others fare. */
function generatedFor(operation: Operation, plain: number | 'taken', unusual: number | 'taken'): Happening {
  const id = `${operation.id}~1~0`;
  const where = operation.method === 'GET' ? '/query/address' : '/body/address';
  const refused = (kind: Parameters<typeof fault>[0], status: number) =>
    asked(operation, { id: `${id}~${kind}@${where}`, fault: fault(kind, where), twin: id }, status);
  return [
    refused('missing', 400),
    refused('null', 422),
    refused('too-long', 422),
    refused('wrong-type', 400),
    refused('empty-body', 422),
    refused('not-an-object', 422),
    refused('broken-json', 400),
    asked(operation, { id, edits: [] }, plain),
    asked(operation, { id: `${operation.id}~1~1`, edits: [LONGEST], twin: id }, unusual),
  ];
}

const complaints = (...happenings: readonly Happening[]) =>
  judge(CATALOGUE, history(...happenings), contract, PROFILE)
    .filter(({ outcome }) => outcome === 'failed' || outcome === 'broken')
    .flatMap(({ check, operation, violations, reason }) =>
      violations.map(({ expected, actual }) => `${check} ${operation} ${reason ?? ''}: ${expected} / ${actual}`),
    );

const { operations } = contract;

test('a supplier that takes what is valid and refuses what is broken hears of nothing', () => {
  expect(complaints(operations.map((operation) => generatedFor(operation, 'taken', 'taken')))).toEqual([]);
});

test('a supplier that refuses generated requests for reasons of its business hears of nothing', () => {
  const known = [
    exchanged('handleCreateOrder', { body: provideOrder() }, { status: 201, body: acknowledgedOrder() }),
    problemReported(),
  ];
  expect(complaints(known, ...operations.map((operation) => generatedFor(operation, 422, 422)))).toEqual([]);
});

test('a refusal of the unusual alone is one warning for each operation', () => {
  // What a search leaves out that the gateway always sends may be missed.
  const posted = operations.filter(({ method }) => method !== 'GET');
  const heard = complaints(operations.map((operation) => generatedFor(operation, 'taken', 422)));
  expect(heard).toHaveLength(posted.length);
  expect(heard.filter((complaint) => !complaint.startsWith('takes-unusual-variants'))).toEqual([]);
});

test('what goes wrong with a generated request is told by one rule, and that is one of variants', () => {
  for (const status of [400, 500]) {
    const heard = complaints(operations.map((operation) => generatedFor(operation, 'taken', status)));
    expect(heard.filter((complaint) => !complaint.startsWith('takes-valid-variants'))).toEqual([]);
    expect(heard.length).toBeGreaterThan(10);
  }
  for (const [answer, rule] of [
    ['taken', 'refuses-incomplete-variants'],
    [500, 'survives-broken-variants'],
  ] as const) {
    const heard = complaints(
      operations.map((operation) => {
        const id = `${operation.id}~1~0`;
        const missing = { id: `${id}~missing`, fault: fault('missing', '/body/contractDetails'), twin: id };
        return [asked(operation, missing, answer), asked(operation, { id }, 'taken')];
      }),
    );
    expect(heard.filter((complaint) => !complaint.startsWith(rule))).toEqual([]);
    expect(heard).toHaveLength(operations.length);
  }
});

test('a supplier that turns everybody away hears of it from ordinary requests, not from each variant', () => {
  for (const status of [401, 403, 429, 501]) {
    const all = operations.flatMap((operation) => {
      const id = `${operation.id}~1~0`;
      return [
        asked(operation, { id: `${id}~missing@/body`, fault: fault('missing'), twin: id }, status),
        asked(operation, { id: `${id}~broken-json@/body`, fault: fault('broken-json'), twin: id }, status),
        asked(operation, { id }, status),
        asked(operation, { id: `${id}1`, edits: [LONGEST], twin: id }, status),
      ];
    });
    const ofVariants = complaints(all).filter((complaint) =>
      /^\S*(?:variant|stead|malformed-with-400|-taken)/.test(complaint),
    );
    expect(ofVariants, `${status}`).toEqual([]);
  }
});

test('an order with a fault that was overlooked may be reported on, and nobody is held to it', () => {
  const body = provideOrder({ id: 7100 });
  const id = 'handleCreateOrder~1~0';
  const media = fault('media-type', '/body', 'lenient');
  const told = kci(orderKci('ACKNOWLEDGED', 'ACKNOWLEDGED', { order: { id: 7100, supplierOrderReference: 'R7100' } }), {
    conversation: 'of its own',
  });
  const amend = (exchange: number) => amendment({ id: exchange, orderId: 7200 });
  const happened = [
    sent({ id: `${id}~media-type@/body`, fault: media, twin: id, body, conversation: 'of its own', answer: 202 }),
    told,
    sent({ id, body: provideOrder({ id: 7200 }), conversation: 'sound', answer: 202 }),
    sent({
      operation: 'handleAmendOrder',
      id: 'handleAmendOrder~1~0~media-type@/body',
      fault: media,
      twin: 'handleAmendOrder~1~0',
      body: amend(8100),
      conversation: 'sound',
      answer: 202,
    }),
    kci(
      orderKci('AMENDED', 'IN_PROGRESS', {
        order: { id: 7200, supplierOrderReference: 'R7200', serviceOrderAmendmentId: 8100, notes: 'other notes' },
      }),
      { conversation: 'sound' },
    ),
    400_000,
    { type: 'end', reason: 'finished' },
  ] as const;
  const aboutFaulty = complaints(happened).filter((complaint) => !/^(accepted-order|refuses-doubtful)/.test(complaint));
  expect(aboutFaulty).toEqual([]);
});

test('what a generated order says comes back, in whichever encoding of its characters, or the finding names the variant', () => {
  const echoed = (notes: string) =>
    complaints(
      sent({
        id: 'handleCreateOrder~1~4',
        body: provideOrder({ notes: 'Cafe\u0301' }),
        answer: 201,
        answerBody: acknowledgedOrder({ notes }),
      }),
    );
  expect(echoed('Caf\u00e9')).toEqual([]);
  expect(echoed('Cafe')).toEqual([
    'order-echo undefined : body/notes as sent: "Cafe\u0301" / "Cafe" (variant handleCreateOrder~1~4)',
  ]);
});

test('a faulty amendment that was refused and is granted all the same has had an effect', () => {
  const id = 'handleAmendOrder~1~0';
  const body = amendment({ id: 8200, orderId: 7300 });
  const granted = orderKci('AMENDED', 'IN_PROGRESS', { order: { id: 7300, serviceOrderAmendmentId: 8200 } });
  const heard = complaints(
    sent({ id: 'handleCreateOrder~1~0', body: provideOrder({ id: 7300 }), conversation: 'sound', answer: 202 }),
    sent({
      operation: 'handleAmendOrder',
      id: `${id}~missing@/body/notes`,
      fault: fault('missing'),
      body,
      answer: 400,
    }),
    kci(granted, { conversation: 'sound' }),
  );
  expect(heard).toContainEqual(expect.stringContaining('outcome-quotes-its-request'));
});
