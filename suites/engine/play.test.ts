import { once } from 'node:events';
import { expect, test } from '@playwright/test';
import type { Event } from '../../evidence/history.ts';
import { createRecorder, type Recorder } from '../../evidence/recorder.ts';
import { request, response } from '../../checks/fixtures/history.ts';
import { provideOrder } from '../../checks/fixtures/messages.ts';
import { AuthorizationError } from '../../journeys/authorization.ts';
import { Interruption } from '../../journeys/interruption.ts';
import type { Journey, Stage } from '../../journeys/journey.ts';
import { play, type Tempo } from './play.ts';

const TEMPO: Tempo = {
  pace: { request: 1, acknowledge: 1, outcome: 1, quiet: 1 },
  concurrency: 4,
  variants: { perOperation: 0, within: 0 },
  requestsPerSecond: 1000,
};

type Journeys = readonly Journey[];

function started(
  journeys: Journeys | ((recorder: Recorder) => Journeys),
  tempo: Partial<Tempo> = {},
  interruption = new AbortController(),
) {
  const events: Event[] = [];
  const faults: string[] = [];
  const recorder = createRecorder(
    (event) => event,
    (event) => events.push(event),
  );
  const playing = play({
    journeys: typeof journeys === 'function' ? journeys(recorder) : journeys,
    stages: { stageFor: () => ({}) as Stage, waits: () => [{ journey: 'a', for: 'Godot', until: Date.now() + 5_000 }] },
    recorder,
    tempo: { ...TEMPO, ...tempo },
    signal: interruption.signal,
    giveUp: (why) => {
      faults.push(why);
      interruption.abort();
    },
    grace: 20,
  });
  const notes = () =>
    events.flatMap((event) => (event.type === 'note' ? [`${event.note} ${event.journey}: ${event.text}`] : []));
  return { playing, interruption, faults, notes };
}

function journey(id: string, act: () => Promise<void>): Journey {
  return { id, title: `plays ${id}`, areas: [id === 'a' ? 'orders' : 'kcis'], when: [], play: act };
}

/** Records an order of a journey and its answer. */
function order(recorder: Recorder, journey: string, status: number): void {
  const asked = { ...request('handleCreateOrder', { body: provideOrder() }), journey };
  recorder.record(asked);
  recorder.record(response(asked, status));
}

const never = () => new Promise<void>(() => undefined);

test('plays all journeys together, and notes their beginning and end', async () => {
  let under = 0;
  let most = 0;
  const busy = async () => {
    under += 1;
    most = Math.max(most, under);
    await new Promise((resolve) => setImmediate(resolve));
    under -= 1;
  };
  const { playing, notes } = started(['a', 'b', 'c', 'd', 'e', 'f'].map((id) => journey(id, busy)));
  await playing.ended;
  expect(most).toBe(4);
  expect(notes()).toHaveLength(12);
  expect(notes()).toContain('journey-started f: plays f');
  expect(notes()).toContain('journey-ended f: plays f');
});

test('a journey that breaks down is noted as our own fault and ends only itself', async () => {
  const { playing, notes, faults } = started([
    journey('a', () => Promise.reject(new Error('no such thing'))),
    journey('b', () => Promise.resolve()),
  ]);
  await playing.ended;
  expect(notes()).toContain('harness-error a: no such thing');
  expect(notes().filter((note) => note.startsWith('journey-ended'))).toHaveLength(2);
  expect(faults).toEqual([]);
});

test('gives up where no token can be had', async () => {
  const { playing, faults } = started([journey('a', () => Promise.reject(new AuthorizationError('no token')))]);
  await playing.ended;
  expect(faults).toEqual(['no token']);
});

test('an interruption is no fault, and starts nothing new', async () => {
  const interruption = new AbortController();
  const { playing, notes } = started(
    [
      journey('a', async () => {
        await once(interruption.signal, 'abort');
        throw new Interruption();
      }),
      journey('b', () => Promise.resolve()),
    ],
    { concurrency: 1 },
    interruption,
  );
  interruption.abort();
  await playing.ended;
  expect(notes()).toEqual(['journey-started a: plays a', 'journey-ended a: plays a']);
});

test('ends without a journey that does not heed the interruption', async () => {
  const { playing, interruption, notes } = started([journey('a', never)]);
  interruption.abort();
  await playing.ended;
  expect(notes()).toContain('harness-error a: the journey did not end when it was told to');
});

test('tells who plays, who waits for what, and which areas are settled', async () => {
  let end = () => undefined as void;
  const { playing } = started([
    journey('a', () => new Promise((resolve) => (end = resolve))),
    journey('b', () => Promise.resolve()),
  ]);
  await playing.endOf(({ id }) => id === 'b');
  const { journeys, settled, ended } = playing.progress();
  expect(ended).toBe(false);
  expect(settled).toContain('kcis');
  expect(settled).not.toContain('orders');
  expect(journeys.map(({ id, state }) => `${id} ${state}`)).toEqual(['a playing', 'b ended']);
  expect(journeys[0]?.waits[0]).toMatchObject({ for: 'Godot' });
  expect(journeys[0]?.waits[0]?.left).toBeGreaterThan(1_000);
  end();
  await playing.ended;
  expect(playing.progress().ended).toBe(true);
});

test('plays again, each alone, the journeys whose orders were turned down beside those of others', async () => {
  let playing = 0;
  const company: string[] = [];
  const { playing: run, notes } = started((recorder) => {
    let isOpen = false;
    /** Orders of somebody who takes one order at a time. */
    const ordering = (id: string) =>
      journey(id, async () => {
        playing += 1;
        const first = !isOpen;
        isOpen = true;
        order(recorder, id, first ? 201 : 422);
        await new Promise((resolve) => setImmediate(resolve));
        company.push(`${id} ${first ? 'taken' : 'turned down'}, ${playing} playing`);
        if (first) isOpen = false;
        playing -= 1;
      });
    return ['a', 'b', 'c'].map((id) => ordering(id));
  });
  await run.endOf(({ id }) => id === 'b');
  expect(notes()).toContain(
    'remark b: played again, alone: an order was turned down while the supplier had taken those of others',
  );
  await run.ended;
  expect(company).toEqual([
    'a taken, 3 playing',
    'b turned down, 2 playing',
    'c turned down, 1 playing',
    'b taken, 1 playing',
    'c taken, 1 playing',
  ]);
  expect(run.progress().ended).toBe(true);
  expect(notes().filter((note) => note.startsWith('journey-ended'))).toHaveLength(5);
});

test('plays nothing again once the run is interrupted', async () => {
  const interruption = new AbortController();
  const { playing, notes } = started(
    (recorder) => [
      journey('a', async () => order(recorder, 'a', 201)),
      journey('b', async () => {
        order(recorder, 'b', 422);
        interruption.abort();
      }),
    ],
    {},
    interruption,
  );
  await playing.ended;
  expect(notes().filter((note) => note.startsWith('journey-started'))).toHaveLength(2);
});
