import { expect, test } from '@playwright/test';
import { createRecorder } from '../../evidence/recorder.ts';
import { request, response, type RequestOptions } from '../../checks/fixtures/history.ts';
import { ethernetOrder, provideOrder } from '../../checks/fixtures/messages.ts';
import { watchTurnedDown } from './turned-down.ts';

const FAULT = { kind: 'missing', where: '/body/address', weight: 'sure' } as const;
const generated = { id: 'a variant', edits: [] } as const;

/** A sound order, unless something else is said, and its answer. */
interface Sent extends RequestOptions {
  readonly journey: string;
  readonly status: number;
  readonly operation?: string;
}

/** Watches what some journeys send. */
function watching(...sent: readonly Sent[]): (journey: string) => boolean {
  const recorder = createRecorder(
    (event) => event,
    () => undefined,
  );
  const isTurnedDown = watchTurnedDown(recorder);
  for (const { journey, status, operation = 'handleCreateOrder', ...options } of sent) {
    const asked = { ...request(operation, { body: provideOrder(), ...options }), journey };
    recorder.record(asked);
    recorder.record(response(asked, status));
  }
  return isTurnedDown;
}

test('an order is turned down beside those of others when theirs are taken', () => {
  for (const taken of [201, 202]) {
    const isTurnedDown = watching({ journey: 'a', status: taken }, { journey: 'b', status: 422 });
    expect(isTurnedDown('b')).toBe(true);
    expect(isTurnedDown('a')).toBe(false);
    expect(isTurnedDown('c')).toBe(false);
  }
  const ethernet = { operation: 'handleCreateEthernetOrder', body: ethernetOrder() } as const;
  expect(watching({ journey: 'a', status: 202, ...ethernet }, { journey: 'b', status: 422, ...ethernet })('b')).toBe(
    true,
  );
});

test('one that came first may be turned down for one that came later', () => {
  expect(watching({ journey: 'b', status: 422 }, { journey: 'a', status: 201 })('b')).toBe(true);
});

test('where no order of others is taken, that is not why', () => {
  expect(watching({ journey: 'a', status: 422 }, { journey: 'b', status: 422 })('b')).toBe(false);
  expect(watching({ journey: 'b', status: 201 }, { journey: 'b', status: 422 })('b')).toBe(false);
});

test('what fails is not turned down, and what had to be refused may be', () => {
  const taken = { journey: 'a', status: 201 } as const;
  for (const status of [400, 401, 404, 500, 503]) expect(watching(taken, { journey: 'b', status })('b')).toBe(false);
  const rightly: readonly RequestOptions[] = [
    { intent: { valid: false, because: 'it has no address' } },
    { aim: 'unknown-specification' },
    { scenario: 'ORDER_REJECTED' },
    { generated: { ...generated, fault: FAULT } },
    { generated: { ...generated, edits: [{ where: '/body/notes', what: 'longest text' }] } },
  ];
  for (const options of rightly) {
    expect(watching(taken, { journey: 'b', status: 422, ...options })('b'), JSON.stringify(options)).toBe(false);
  }
  expect(watching(taken, { journey: 'b', status: 422, operation: 'handleAmendOrder' })('b')).toBe(false);
  expect(watching(taken, { journey: 'b', status: 422, generated })('b'), 'the plain one').toBe(true);
});
