import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import { theContract } from '../specs/fixtures/contract.ts';
import { REQUIREMENTS } from '../specs/requirements.ts';
import type { History, Unplaced } from '../evidence/history.ts';
import { CATALOGUE } from './catalogue.ts';
import { history, PROFILE } from './fixtures/history.ts';
import { arrival, beginning, messagesOf, walks, type Message, type Walk } from './fixtures/walk.ts';
import { judge } from './judge.ts';

const KCI_CHECKS = CATALOGUE.checks.filter(({ requirement }) => requirement.startsWith('KCI-'));
const RUNS = { numRuns: 150 };

/** The checks that fail on a history, at any severity. */
async function alarms(happened: History): Promise<readonly string[]> {
  const verdicts = judge({ requirements: REQUIREMENTS, checks: KCI_CHECKS }, happened, await theContract(), PROFILE);
  return verdicts.filter(({ outcome }) => outcome === 'failed' || outcome === 'broken').map(({ check }) => check);
}

/** A walk with an order as it happens, whole. */
const happening = (walk: Walk, order: number, messages = messagesOf(walk, order)): readonly Unplaced[] => [
  ...beginning(walk, order),
  ...messages.map(arrival),
];

const end: Unplaced = { type: 'end', reason: 'finished' };

test('no legal walk raises an alarm', async () => {
  await fc.assert(
    fc.asyncProperty(walks, async (walk) => {
      expect(await alarms(history(...happening(walk, 1), end))).toEqual([]);
    }),
    RUNS,
  );
});

test('cutting a legal walk anywhere raises no alarm', async () => {
  await fc.assert(
    fc.asyncProperty(walks, fc.nat(), async (walk, cut) => {
      const whole = history(...happening(walk, 1), end);
      expect(await alarms(whole.slice(0, cut % (whole.length + 1)))).toEqual([]);
    }),
    RUNS,
  );
});

/** Two sequences merged in any way that keeps the order of each. */
function merged<Item>(one: readonly Item[], other: readonly Item[], turns: readonly boolean[]): readonly Item[] {
  const [left, right] = [[...one], [...other]];
  const mixed = turns.flatMap((turn) => (turn ? left : right).splice(0, 1));
  return [...mixed, ...left, ...right];
}

test('two orders that interleave raise no alarm', async () => {
  await fc.assert(
    fc.asyncProperty(walks, walks, fc.array(fc.boolean(), { maxLength: 40 }), async (one, other, turns) => {
      const mixed = merged(happening(one, 1), happening(other, 2), turns);
      expect(await alarms(history(...mixed, end))).toEqual([]);
    }),
    RUNS,
  );
});

/** Walks with a place in them that has a message before it. */
const walksWithPlace = walks
  .filter(({ steps }) => steps.length > 1)
  .chain((walk) => fc.record({ walk: fc.constant(walk), place: fc.integer({ min: 1, max: walk.steps.length - 1 }) }));

const spoiledAlarms = (walk: Walk, spoil: (messages: readonly Message[]) => readonly Message[]) =>
  alarms(history(...happening(walk, 1, spoil(messagesOf(walk, 1))), end));

test('a message that is dropped on the way is missed in the sequence', async () => {
  await fc.assert(
    fc.asyncProperty(walksWithPlace, async ({ walk, place }) => {
      // The last one leaves no gap behind it.
      fc.pre(place < walk.steps.length - 1);
      expect(await spoiledAlarms(walk, (messages) => messages.toSpliced(place, 1))).toContain('sequence-has-no-gap');
    }),
    RUNS,
  );
});

test('a message that is told twice under one number is caught, sent again unchanged it is not', async () => {
  await fc.assert(
    fc.asyncProperty(walksWithPlace, async ({ walk, place }) => {
      const twice = (change: Partial<Message>) => (messages: readonly Message[]) =>
        messages.flatMap((message, index) => (index === place ? [message, { ...message, ...change }] : [message]));
      expect(await spoiledAlarms(walk, twice({ id: '00000000-0000-4000-9000-000000000000' }))).toContain(
        'sequence-increases',
      );
      expect(await spoiledAlarms(walk, twice({}))).toEqual([]);
    }),
    RUNS,
  );
});

test('two messages that swap their numbers are caught, on the way only they are not', async () => {
  await fc.assert(
    fc.asyncProperty(walksWithPlace, async ({ walk, place }) => {
      const swapped = (keep: 'number' | 'time') => (messages: readonly Message[]) => {
        const [earlier, later] = [messages[place - 1] as Message, messages[place] as Message];
        const pair =
          keep === 'time'
            ? [
                { ...earlier, sequenceNumber: later.sequenceNumber },
                { ...later, sequenceNumber: earlier.sequenceNumber },
              ]
            : [later, earlier];
        return messages.toSpliced(place - 1, 2, ...pair);
      };
      expect(await spoiledAlarms(walk, swapped('time'))).toContain('sequence-increases');
      expect(await spoiledAlarms(walk, swapped('number'))).toEqual([]);
    }),
    RUNS,
  );
});

test('a message of another life after the end is caught', async () => {
  await fc.assert(
    fc.asyncProperty(walks, async (walk) => {
      const last = messagesOf(walk, 1).at(-1);
      fc.pre(['COMPLETED', 'CANCELLED', 'REJECTED'].includes(String(last?.provideServiceOrder['status'])));
      const afterwards = (messages: readonly Message[]) => {
        const message = messages.at(-1) as Message;
        return [
          ...messages,
          {
            ...message,
            id: '00000000-0000-4000-9000-000000000000',
            sequenceNumber: message.sequenceNumber + 1,
            reasonCode: 'UPDATE',
            provideServiceOrder: { ...message.provideServiceOrder, status: 'IN_PROGRESS' },
          },
        ];
      };
      expect(await spoiledAlarms(walk, afterwards)).toContain('nothing-follows-a-terminal-status');
    }),
    RUNS,
  );
});
