import { expect, test } from '@playwright/test';
import type { Contract } from '../../specs/contract-types.ts';
import { refusalOf, REFUSALS } from '../../specs/fault-rules.ts';
import { theContract } from '../../specs/fixtures/contract.ts';
import type { Exchange } from '../../evidence/exchanges.ts';
import { Interruption } from '../interruption.ts';
import type { Call } from '../journey.ts';
import { BARE_ORDER, KINDS } from './fixtures/kinds.ts';
import { fakeStage, soundly, type FakeOptions, type FakeStage } from './fixtures/stage.ts';
import { variantsOf } from './play.ts';
import type { Prepared, Target } from './target.ts';

let contract: Contract;
test.beforeAll(async () => {
  contract = await theContract();
});

async function play(options: Partial<FakeOptions> = {}, target: Target = BARE_ORDER.target): Promise<FakeStage> {
  const fake = fakeStage({ contract, answer: soundly, ...options });
  await variantsOf(target).play(fake.stage);
  return fake;
}

/** A target that counts what is made ready and given back. */
function counting(prepared: Partial<Prepared> = {}, times = Infinity) {
  const counts = { prepared: 0, released: 0 };
  const target: Target = {
    ...BARE_ORDER.target,
    prepare: () => {
      if (counts.prepared >= times) return Promise.resolve(undefined);
      counts.prepared += 1;
      const release = () => {
        counts.released += 1;
        return Promise.resolve();
      };
      return Promise.resolve({ ...BARE_ORDER.prepared, release, ...prepared });
    },
  };
  return { counts, target };
}

test('journeys are named after what they send', () => {
  const journeys = [...KINDS, BARE_ORDER].map(({ target }) => variantsOf(target));
  const ids = new Set(journeys.map(({ id }) => id));
  expect(ids).toContain('variants-provide-order');
  expect(ids).toContain('variants-provide-order-amendment');
  expect(ids).toContain('variants-create-problem');
  expect(ids).toContain('variants-availability-check');
  for (const { areas } of journeys) expect(areas.slice(0, 2)).toEqual(['variants', 'http']);
  for (const { areas } of journeys) expect(areas.length).toBeGreaterThan(2);
});

test('what is about something else than the same request of another target has a name of its own, and its area', () => {
  const target: Target = { ...BARE_ORDER.target, of: 'switch', when: ['switch'], unless: ['provide'] };
  const { id, title, areas, when, unless } = variantsOf(target);
  expect(id).toBe('variants-provide-order-switch');
  expect(title).toBe('Request variants of ProvideOrderRequest (switch)');
  expect(areas).toContain('switch');
  expect([when, unless]).toEqual([['switch'], ['provide']]);
});

test('what has come to its end by itself is made ready anew for a valid request, and not for a broken one', async () => {
  const { target, counts } = counting({ isOver: () => true });
  const { generated } = await play({ variants: { perOperation: 12 } }, target);
  const valid = generated().filter(({ fault }) => !fault).length;
  expect(valid).toBeLessThan(generated().length);
  expect(counts).toEqual({ prepared: 1 + valid, released: 1 + valid });
});

test('sends as many as the budget says, those with a fault before their twins, and each with its own number', async () => {
  const { calls, generated, exchanges } = await play();
  expect(calls).toHaveLength(50);
  const ids = generated().map(({ id }) => id);
  expect(new Set(ids).size).toBe(50);
  for (const [index, { fault, twin, edits, id }] of generated().entries()) {
    expect(id).toMatch(/^handleCreateOrder:ProvideOrderRequest~42~\d+/);
    if (fault) {
      expect(id).toBe(`${twin}~${fault.kind}@${fault.where}`);
      expect(ids.indexOf(twin ?? '')).toBeGreaterThan(index);
    } else {
      expect(twin).toBe(edits.length === 0 ? undefined : 'handleCreateOrder:ProvideOrderRequest~42~0');
    }
  }
  const numbers = calls.flatMap(({ body }) => (body as { id?: unknown } | undefined)?.id ?? []);
  expect(new Set(numbers.filter((number) => typeof number === 'number' && number > 0)).size).toBeGreaterThan(40);
  expect(calls.every(({ variant }) => variant === 'ProvideOrderRequest')).toBe(true);
  expect(exchanges).toHaveLength(50);
});

test('says of each request what it means to be', async () => {
  const { calls } = await play();
  const byId = (end: string) => calls.find(({ generated }) => generated?.id.endsWith(end));
  expect(byId('~0')?.intent).toEqual({ valid: true });
  expect(byId('~0~missing@/body/primaryContact/name')?.intent).toEqual({
    valid: false,
    because: 'primaryContact.name is missing',
  });
  expect(byId('~0~missing@/body/primaryContact/name')?.body).toMatchObject({
    primaryContact: { phoneNumber: '01632 960001' },
  });
  expect(byId('~0~broken-json@/body')?.rawBody).toMatch(/^\{"orderType".*[^}]$/);
  expect(byId('~0~media-type@/body')?.contentType).toBe('text/plain');
});

test('what belongs to every request of a target goes with it', async () => {
  const call = { conversation: 'c1', scenario: 'ORDER_IN_PROGRESS' } as const;
  const { calls } = await play({}, counting({ call }).target);
  expect(calls.every(({ conversation, scenario }) => conversation === 'c1' && scenario === 'ORDER_IN_PROGRESS')).toBe(
    true,
  );
});

test('a smaller budget sends some of the same', async () => {
  const all = new Set((await play({ variants: { perOperation: 120 } })).ids());
  for (const perOperation of [1, 7, 30, 50]) {
    const ids = (await play({ variants: { perOperation } })).ids();
    expect(ids).toHaveLength(perOperation);
    for (const id of ids) expect(all).toContain(id);
  }
});

test('a larger budget brings more valid requests, as many for each ordinary one as the target allows', async () => {
  const valid = async (perOperation: number) =>
    (await play({ variants: { perOperation } })).generated().filter(({ fault }) => !fault).length;
  expect(await valid(120)).toBe(12);
  expect(await valid(240)).toBe(24);
  expect(await valid(480)).toBe(48);
});

test('a budget of none sends and prepares nothing', async () => {
  const { counts, target } = counting();
  expect((await play({ variants: { perOperation: 0 } }, target)).calls).toEqual([]);
  expect(counts.prepared).toBe(0);
});

test('nothing is sent where nothing can be made ready', async () => {
  const { target } = counting({}, 0);
  expect((await play({}, target)).calls).toEqual([]);
});

test('after the time is over only the twin of what was sent is, and the rest is remarked', async () => {
  let begun = 0;
  const answer = async (call: Call) => {
    begun += 1;
    if (begun === 5) await new Promise((resolve) => setTimeout(resolve, 1200));
    return soundly(call);
  };
  const { ids, remarks } = await play({ answer, variants: { within: 1000 } });
  expect(ids().length).toBeLessThanOrEqual(6);
  expect(ids().at(-1)).toBe('handleCreateOrder:ProvideOrderRequest~42~0');
  expect(ids().length).toBeGreaterThanOrEqual(2);
  expect(remarks).toEqual([
    expect.stringMatching(/^\d+ variants of handleCreateOrder:ProvideOrderRequest were not begun: the time/),
  ]);
});

test('what the supplier took is handed over, and what was used up is made ready anew', async () => {
  const takenIds: (string | undefined)[] = [];
  const taken = ({ request }: Exchange) => {
    takenIds.push(request.generated?.id);
    return Promise.resolve('used up' as const);
  };
  const { counts, target } = counting({ taken });
  const { exchanges } = await play({}, target);
  const successes = exchanges.filter(({ response }) => response?.status === 201);
  expect(takenIds).toEqual(successes.map(({ request }) => request.generated?.id));
  expect(takenIds.length).toBeGreaterThan(5);
  // The last one is used up when nothing follows.
  expect(counts.prepared).toBe(takenIds.length);
  expect(counts.released).toBe(counts.prepared);
});

test('an unanswered request may have been taken, one that did not reach anybody was not', async () => {
  const handed: (string | undefined)[] = [];
  const taken = ({ noResponse }: Exchange) => {
    handed.push(noResponse?.reason);
    return Promise.resolve('still good' as const);
  };
  const answer = (call: Call) => (call.generated?.fault?.kind === 'missing' ? 'timeout' : 'unreachable');
  const { exchanges } = await play({ answer }, counting({ taken }).target);
  expect(new Set(handed)).toEqual(new Set(['timeout']));
  expect(handed.length).toBe(exchanges.filter(({ noResponse }) => noResponse?.reason === 'timeout').length);
});

test('where nothing can be made ready anew, the rest is not sent, which is remarked', async () => {
  const { counts, target } = counting({ taken: () => Promise.resolve('used up') }, 2);
  const { calls, remarks } = await play({}, target);
  expect(calls.length).toBeLessThan(50);
  expect(calls.filter(({ generated }) => !generated?.fault)).toHaveLength(2);
  expect(counts.released).toBe(2);
  expect(remarks).toEqual([expect.stringContaining('were not begun: nothing could be made ready for them')]);
});

test('where there is little to make ready, who overlooks doubtful faults has each requirement proved all the same', async () => {
  const overlooks = (call: Call) => (call.generated?.fault?.weight === 'lenient' ? 201 : soundly(call));
  const { target } = counting({ taken: () => Promise.resolve('used up') }, 2);
  const { generated, ids, remarks } = await play({ answer: overlooks, variants: { perOperation: 12 } }, target);
  const sure = generated().flatMap(({ fault }) => (fault?.weight === 'sure' ? [refusalOf(fault)] : []));
  expect(new Set(sure).size).toBe(REFUSALS.length - 1);
  // The twin follows what was taken, and proves what was sent before.
  expect(generated().at(-2)?.fault?.weight).toBe('lenient');
  expect(ids().at(-1)).toBe(`${LABEL}~42~0`);
  expect(remarks).toEqual([expect.stringContaining('were not begun: nothing could be made ready for them')]);
});

test('an interruption ends the play at once, and what was made ready is given back', async () => {
  const { counts, target } = counting();
  const fake = fakeStage({ contract, answer: soundly, interruptedAt: 9 });
  await expect(variantsOf(target).play(fake.stage)).rejects.toThrow(Interruption);
  expect(fake.calls).toHaveLength(8);
  expect(counts).toEqual({ prepared: 1, released: 1 });
});

test('after an error in what follows a request, what was made ready is given back', async () => {
  const { counts, target } = counting({ taken: () => Promise.reject(new Error('it did not work')) });
  await expect(play({}, target)).rejects.toThrow('it did not work');
  expect(counts).toEqual({ prepared: 1, released: 1 });
});

test('a target that has to be alone is played alone', async () => {
  let within = false;
  const target: Target = {
    ...BARE_ORDER.target,
    exclusively: async (_, inner) => {
      within = true;
      await inner();
      within = false;
    },
  };
  const alone: boolean[] = [];
  await play(
    {
      answer: (call) => {
        alone.push(within);
        return soundly(call);
      },
    },
    target,
  );
  expect(alone.length).toBe(50);
  expect(alone).not.toContain(false);
});

const LABEL = 'handleCreateOrder:ProvideOrderRequest';

test('a run that repeats some sends these and their twins, with the seeds that they name', async () => {
  const only = [`${LABEL}~7~0~missing@/body/id`, `${LABEL}~7~0~null@/body/address`, `${LABEL}~9~3`, 'handleQuote~1~0'];
  const { ids, generated } = await play({ variants: { only, perOperation: 1 } });
  expect(ids()).toEqual([only[0], only[1], `${LABEL}~7~0`, only[2], `${LABEL}~9~0`]);
  expect(generated()[3]?.edits.length).toBeGreaterThan(3);
});

test('a repeated variant is what it was', async () => {
  const first = await play();
  const ids = first.ids().filter((_, index) => index % 6 === 0);
  const again = await play({ variants: { only: ids, seed: 1 } });
  for (const id of ids) {
    const content = (fake: FakeStage) => {
      const { body, rawBody, generated, ...rest } = fake.calls.find((call) => call.generated?.id === id) ?? {};
      const text = (rawBody ?? JSON.stringify(body ?? null)).replace(/"id":10\d\d/, '"id":0');
      return { text, generated, rest };
    };
    expect(content(again)).toEqual(content(first));
  }
});

test('a variant of another operation is left to that, without anything being made ready', async () => {
  const { counts, target } = counting();
  expect((await play({ variants: { only: ['handleQuote~1~0'] } }, target)).calls).toEqual([]);
  expect(counts.prepared).toBe(0);
});

for (const [id, why] of [
  [`${LABEL}~7~0~too-many@/body/notes`, 'cannot have the fault too-many at /body/notes'],
  [`${LABEL}~7~3.90`, 'its path leads nowhere'],
  [`${LABEL}~7`, 'is not the id of a variant'],
] as const) {
  test(`${id} is told to name nothing, and nothing is left behind`, async () => {
    const { counts, target } = counting();
    const fake = fakeStage({ contract, answer: soundly, variants: { only: [id] } });
    await expect(variantsOf(target).play(fake.stage)).rejects.toThrow(why);
    expect(fake.calls).toEqual([]);
    expect(counts.released).toBe(counts.prepared);
  });
}

test('a fault that the prepared request has no place for is remarked', async () => {
  const { ids, remarks } = await play({ variants: { only: [`${LABEL}~7~0~null@/body/secondaryContact`] } });
  expect(ids()).toEqual([`${LABEL}~7~0`]);
  expect(remarks).toEqual([expect.stringContaining('the request has nothing at /body/secondaryContact')]);
});

test('where the plain request would break the contract nothing is sent, which is remarked', async () => {
  const { draft } = BARE_ORDER.prepared;
  const { target } = counting({ draft: { body: { ...draft.body, tenant: '' } } });
  const { calls, remarks } = await play({}, target);
  expect(calls).toEqual([]);
  expect(remarks).toEqual([expect.stringMatching(/could not be made: .*~42~0, since body\/tenant: expected/)]);
});
