import { expect, test } from '@playwright/test';
import type { Contract } from '../../specs/contract-types.ts';
import { theContract } from '../../specs/fixtures/contract.ts';
import { Interruption } from '../interruption.ts';
import type { Call } from '../journey.ts';
import { BARE_ORDER } from './fixtures/kinds.ts';
import { fakeStage, soundly, type FakeOptions, type FakeStage } from './fixtures/stage.ts';
import { readVariantId } from './ids.ts';
import { variantsOf } from './play.ts';

let contract: Contract;
test.beforeAll(async () => {
  contract = await theContract();
});

async function play(options: Partial<FakeOptions>): Promise<FakeStage> {
  const fake = fakeStage({ contract, answer: soundly, ...options });
  await variantsOf(BARE_ORDER.target).play(fake.stage);
  return fake;
}

type Body = Readonly<Record<string, unknown>> & {
  readonly notes?: string;
  readonly secondaryContact?: { readonly name?: string };
};

function bodyOf(call: Call): Body {
  return call.body as Body;
}

/** Refuses valid requests of one sort as malformed. */
function refusing(isRefused: (body: Body) => boolean) {
  return (call: Call) => (!call.generated?.fault && isRefused(bodyOf(call)) ? 400 : soundly(call));
}

/** The simplest of what a check fails among what was shrunk, by the number of edits. */
function simplest({ exchanges, stage }: FakeStage, check: string) {
  const failed = new Set(
    stage.findings(exchanges).flatMap((finding) => (finding.check === check ? [finding.exchange] : [])),
  );
  return exchanges
    .filter(({ request }) => failed.has(request.exchange) && request.generated?.shrunkFrom !== undefined)
    .flatMap(({ request }) => request.generated ?? [])
    .toSorted((one, other) => one.edits.length - other.edits.length)[0];
}

test('a supplier that refuses long notes is shown by an order that has long notes, and nothing else unusual', async () => {
  const fake = await play({ answer: refusing(({ notes }) => (notes?.length ?? 0) > 500) });
  const found = simplest(fake, 'takes-valid');
  expect(found?.edits).toEqual([{ where: '/body/notes', what: 'put in: longest text (1000)' }]);
  expect(found?.shrunkFrom).toBe('handleCreateOrder:ProvideOrderRequest~42~3');
  expect(found?.twin).toBe('handleCreateOrder:ProvideOrderRequest~42~0');
});

test('the id of a shrunk variant sends it again', async () => {
  const answer = refusing(({ notes }) => (notes?.length ?? 0) > 500);
  const found = simplest(await play({ answer }), 'takes-valid');
  const again = await play({ answer, variants: { only: [found?.id ?? ''] } });
  expect(readVariantId(found?.id ?? '').path.length).toBeGreaterThan(0);
  expect(again.ids()).toEqual([found?.id, 'handleCreateOrder:ProvideOrderRequest~42~0']);
  expect(again.generated()[0]?.edits).toEqual(found?.edits);
  expect(bodyOf(again.calls[0] ?? { operation: '' }).notes).toHaveLength(1000);
});

test('where two unusual things only together are refused, both are left and nothing else', async () => {
  const answer = refusing(({ hazards, engineerTasks }) => hazards !== undefined && engineerTasks !== undefined);
  const fake = await play({ answer });
  expect(simplest(fake, 'takes-valid')?.edits.map(({ where }) => where)).toEqual([
    '/body/engineerTasks',
    '/body/hazards',
  ]);
});

test('a fault in a part that the plain order has not is shown by an order with that part alone', async () => {
  const answer = (call: Call) => (bodyOf(call)?.secondaryContact?.name === '' ? 201 : soundly(call));
  const fake = await play({ answer, variants: { perOperation: 100 } });
  const found = simplest(fake, 'refuses-faults');
  expect(found?.fault).toMatchObject({ kind: 'too-short', where: '/body/secondaryContact/name' });
  expect(found?.edits).toEqual([{ where: '/body/secondaryContact', what: 'put in' }]);
  const ids = fake.ids();
  expect(ids).toContain(found?.twin);
  expect(ids.indexOf(found?.twin ?? '')).toBeGreaterThan(ids.indexOf(found?.id ?? ''));
});

test('no candidate is sent that would be something else than the original: each keeps its fault, and none is plain', async () => {
  const isTaken = (body: Body) => body.secondaryContact?.name === '' && 'engineerTasks' in body && 'notes' in body;
  const fake = await play({
    answer: (call) => (isTaken(bodyOf(call) ?? {}) ? 201 : refusing(({ hazards }) => hazards !== undefined)(call)),
    variants: { perOperation: 100 },
    judge: ({ request, response }) =>
      (request.generated?.fault === undefined) === (response?.status === 201) ? [] : ['judges'],
  });
  const shrunk = fake.calls.filter(({ generated }) => generated?.shrunkFrom !== undefined);
  expect(shrunk.filter(({ generated }) => generated?.fault).length).toBeGreaterThan(1);
  expect(shrunk.filter(({ generated }) => !generated?.fault).length).toBeGreaterThan(1);
  for (const { generated, intent, body } of shrunk) {
    expect(intent?.valid).toBe(generated?.fault === undefined);
    if (generated?.fault) expect((body as Body).secondaryContact?.name).toBe('');
    else expect(generated?.edits.length).toBeGreaterThan(0);
  }
});

test('what fails already in the plain order is not shrunk', async () => {
  const fake = await play({ answer: (call) => (call.generated?.fault ? 422 : 400) });
  expect(fake.calls).toHaveLength(50);
});

test('a fault in the plain order that is taken is sent once more, to see whether that is steady', async () => {
  const isTaken = (call: Call) =>
    call.generated?.fault?.where === '/body/address' && call.generated.fault.kind === 'missing';
  const fake = await play({ answer: (call) => (isTaken(call) ? 201 : soundly(call)) });
  const id = 'handleCreateOrder:ProvideOrderRequest~42~0~missing@/body/address';
  expect(fake.ids().filter((one) => one === id)).toHaveLength(2);
  expect(fake.calls).toHaveLength(51);
  expect(fake.generated().at(-1)?.shrunkFrom).toBeUndefined();
});

test('an answer that does not come again is not shrunk, and stands there with the other', async () => {
  const refused = new Set<string>();
  const fake = await play({
    answer: (call) => {
      const id = call.generated?.id ?? '';
      if (call.generated?.fault || !('notes' in bodyOf(call)) || refused.has(id)) return soundly(call);
      refused.add(id);
      return 400;
    },
  });
  const [flaky] = fake.exchanges.filter(({ response }) => response?.status === 400);
  const answers = fake.exchanges.filter(
    ({ request }) =>
      request.generated?.id === flaky?.request.generated?.id || request.generated?.shrunkFrom !== undefined,
  );
  expect(fake.ids().length).toBe(51);
  expect(answers.every(({ request }) => request.generated?.shrunkFrom === undefined)).toBe(true);
  expect(
    new Set(
      fake.exchanges
        .filter(({ request }) => request.generated?.id === fake.ids().at(-1))
        .map(({ response }) => response?.status),
    ),
  ).toEqual(new Set([400, 201]));
});

test('three counter-examples of an operation are shrunk, with twenty requests each at the most', async () => {
  let count = 0;
  const fake = await play({
    // Every sort of fault is taken, and each valid order with much in it is refused by a rule of its own.
    answer: (call) => (call.generated?.fault ? 201 : Object.keys(bodyOf(call)).length > 9 ? 400 : 201),
    judge: ({ request, response }) =>
      request.generated?.fault
        ? [`takes ${request.generated.fault.kind}`]
        : response?.status === 400
          ? [`refuses ${(count += 1)}`]
          : [],
  });
  expect(fake.calls.length).toBeGreaterThan(50);
  expect(fake.calls.length).toBeLessThanOrEqual(50 + 3 * 20);
});

test('the time of an operation holds for shrinking too', async () => {
  const fake = await play({
    answer: async (call) => {
      if (isLast(call)) await new Promise((resolve) => setTimeout(resolve, 1700));
      return refusing(({ notes }) => (notes?.length ?? 0) > 500)(call);
    },
    variants: { within: 1500, perOperation: 20 },
  });
  expect(fake.ids().filter((id) => id.includes('.'))).toEqual([]);
});

function isLast(call: Call): boolean {
  return call.generated?.id.endsWith('~42~4') ?? false;
}

test('an interruption ends shrinking at once', async () => {
  const fake = fakeStage({
    contract,
    answer: refusing(({ notes }) => (notes?.length ?? 0) > 500),
    interruptedAt: 53,
  });
  await expect(variantsOf(BARE_ORDER.target).play(fake.stage)).rejects.toThrow(Interruption);
  expect(fake.calls).toHaveLength(52);
});

test('one request that breaks several rules is shrunk once, not for each of them', async () => {
  const answer = refusing(({ notes }) => (notes?.length ?? 0) > 500);
  const judge: NonNullable<FakeOptions['judge']> = ({ request, response }) =>
    response?.status === 400 && !request.generated?.fault ? ['first', 'second', 'third'] : [];
  const several = await play({ answer, judge });
  const single = await play({ answer, judge: (one, twin) => judge(one, twin).slice(0, 1) });
  expect(several.ids()).toEqual(single.ids());
  expect(several.calls.length).toBeGreaterThan(50);
});
