import { expect, test } from '@playwright/test';
import type { Feature } from '../specs/requirement.ts';
import type { RequestShape, TextShape } from '../specs/shapes.ts';
import { variantCoverage, type VariantCoverage } from './coverage-variants.ts';
import { fakeContract } from './fixtures/contract.ts';
import { history, type Happening } from './fixtures/history.ts';
import { fault, LONGEST, sent, type Sent } from './fixtures/variants.ts';
import { viewsOf } from './views.ts';

const TEXT: TextShape = { kind: 'text', sure: true, nullable: false, patterns: [] };
const SHAPE: RequestShape = {
  headers: [],
  query: [],
  body: {
    kind: 'object',
    sure: true,
    nullable: false,
    members: [
      { name: 'name', shape: { ...TEXT, maxLength: { value: 50, sure: true } }, mandatory: 'documented' },
      { name: 'notes', shape: TEXT, mandatory: 'no' },
      {
        name: 'sites',
        shape: { kind: 'list', sure: true, nullable: true, items: { ...TEXT, nullable: true } },
        mandatory: 'no',
      },
    ],
  },
};
const contract = fakeContract({ requestShape: () => SHAPE });
const covered = (features: readonly Feature[], ...happenings: readonly Happening[]) =>
  variantCoverage(viewsOf(history(...happenings), contract), contract, features);

const PLAIN = 'handleCreateOrder~1~0';
const plain = (answer: Sent['answer'] = 201) => sent({ id: PLAIN, answer });
const broken = (at: Parameters<typeof fault>, answer: Sent['answer'], rest: Partial<Sent> = {}) =>
  sent({ id: `${PLAIN}~${at.join('@')}`, fault: fault(...at), twin: PLAIN, answer, ...rest });

const stateOf = (coverage: VariantCoverage | undefined, kind: string, where: string) => {
  const found = coverage?.faults.find((one) => one.kind === kind && one.where === where);
  return found && [found.state, found.times];
};

test('an operation within reach is listed, and what of it was not sent', () => {
  const [order, ...others] = covered(['provide']);
  expect(others).toEqual([]);
  expect(order).toMatchObject({ operation: 'handleCreateOrder', method: 'POST', generated: 0, sent: 0, shrunk: 0 });
  expect(order?.places.map(({ where }) => where)).toEqual([
    '/body/name',
    '/body/notes',
    '/body/sites',
    '/body/sites/0',
  ]);
  expect(new Set(order?.faults.map(({ state }) => state))).toEqual(new Set(['not-sent']));
});

test('what is generated, sent and answered is counted', () => {
  const [order] = covered(
    ['provide'],
    broken(['missing', '/body/name'], 400),
    broken(['missing', '/body/name'], 422),
    broken(['too-long', '/body/name'], 202),
    broken(['null', '/body/name'], 500),
    broken(['wrong-type', '/body/name'], 403),
    plain(),
    sent({ id: 'b', edits: [LONGEST], twin: PLAIN, answer: 422 }),
    sent({ id: 'b.1', edits: [LONGEST], twin: PLAIN, shrunkFrom: 'b', answer: 400 }),
  );
  expect(order).toMatchObject({
    generated: 7,
    sent: 8,
    shrunk: 1,
    valid: { sent: 3, taken: 1, refused: 1, otherwise: 1 },
    faulty: { sent: 5, refused: 2, taken: 1, failed: 1, inconclusive: 1 },
  });
  expect(stateOf(order, 'missing', '/body/name')).toEqual(['refused', 2]);
  expect(stateOf(order, 'too-long', '/body/name')).toEqual(['taken', 1]);
  expect(stateOf(order, 'null', '/body/name')).toEqual(['failed', 1]);
  expect(stateOf(order, 'wrong-type', '/body/name')).toEqual(['inconclusive', 1]);
  expect(stateOf(order, 'broken-json', '/body')).toEqual(['not-sent', 0]);
  expect(order?.places.filter(({ edits }) => edits.length > 0)).toEqual([
    { where: '/body/notes', edits: ['longest text'] },
  ]);
});

test('a fault whose twin was not taken is inconclusive, and the worst of several is told', () => {
  const [inconclusive] = covered([], broken(['missing', '/body/name'], 400), plain(422));
  expect(stateOf(inconclusive, 'missing', '/body/name')).toEqual(['inconclusive', 1]);
  expect(inconclusive?.faulty).toEqual({ sent: 1, refused: 0, taken: 0, failed: 0, inconclusive: 1 });
  const [worst] = covered([], broken(['missing', '/body/name'], 400), broken(['missing', '/body/name'], 201), plain());
  expect(stateOf(worst, 'missing', '/body/name')).toEqual(['taken', 2]);
});

test('each kind of body is counted by itself, and each is asked of the contract', () => {
  const asked: (string | undefined)[] = [];
  const kinds = fakeContract({
    requestShape: (_operation, variant) => {
      asked.push(variant);
      return SHAPE;
    },
  });
  const happened = history(
    sent({ id: 'p', variant: 'ProvideOrderRequest', answer: 201 }),
    sent({ id: 'c', variant: 'CeaseOrderRequest', answer: 201 }),
  );
  const coverage = variantCoverage(viewsOf(happened, kinds), kinds, ['provide']);
  expect(coverage.map(({ variant, sent: requests }) => [variant, requests])).toEqual([
    ['ProvideOrderRequest', 1],
    ['CeaseOrderRequest', 1],
  ]);
  expect(asked).toEqual(['ProvideOrderRequest', 'CeaseOrderRequest']);
});
