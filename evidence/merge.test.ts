import { expect, test } from '@playwright/test';
import { ownPart } from './elsewhere.ts';
import type { History, InboundEvent, NoteEvent, Unplaced } from './history.ts';
import { JOURNAL_FORMAT, type JournalHeader } from './journal.ts';
import { mergeShards, type ShardJournal } from './merge.ts';

const START = Date.UTC(2026, 10, 22, 2, 0, 0);

/** An event with its time on the clock of its shard. */
type Told = readonly [mono: number, event: Unplaced];

/** A shard whose clock began at a wall-clock time that is told relative to the others. */
function shard(
  index: number,
  events: readonly Told[],
  {
    of = 2,
    began = 0,
    header = {},
    path = `s${index}`,
  }: {
    readonly of?: number;
    readonly began?: number;
    readonly header?: Partial<JournalHeader>;
    readonly path?: string;
  } = {},
): ShardJournal {
  const history = events.map(([mono, event], place) => ({
    seq: place + 1,
    at: new Date(START + began + mono).toISOString(),
    mono,
    ...event,
  }));
  return {
    path,
    run: {
      header: {
        type: 'header',
        format: JOURNAL_FORMAT,
        harness: { name: 'supplier-conformance', version: '1.0.0' },
        supplier: { name: 'Acme', baseUrl: 'https://acme.example' },
        profile: {
          name: 'Supplier API 1.15',
          features: ['provide'],
          tenant: 'TENANT1',
          pace: { request: 1000, acknowledge: 1000, outcome: 1000, quiet: 100 },
        },
        contract: { 'supplier-api.yaml': 'abc' },
        seed: 1,
        shard: { index, of },
        run: `run-${index}`,
        startedAt: new Date(START + began).toISOString(),
        ...header,
      },
      history,
    },
  };
}

const note = (text: string, more: Partial<NoteEvent> = {}): Unplaced => ({
  type: 'note',
  note: 'remark',
  text,
  ...more,
});
const end = (reason: 'finished' | 'interrupted' = 'finished'): Unplaced => ({ type: 'end', reason });
const delivery = (receipt: string, more: Partial<InboundEvent> = {}): Unplaced => ({
  type: 'inbound',
  endpoint: 'kcis',
  method: 'POST',
  path: '/v1/kcis',
  remote: '192.0.2.7:1234',
  headers: [],
  body: { text: receipt, encoding: 'utf8', bytes: receipt.length },
  answer: { status: 204, headers: [], body: '' },
  receipt,
  ...more,
});

const said = (history: History) =>
  history.map((event) => (event.type === 'note' ? event.text : event.type === 'inbound' ? event.receipt : event.type));

test('events come in the order of time, numbered anew on one clock, with one end', () => {
  const one = shard(1, [
    [5, note('a')],
    [25, note('c')],
    [40, end()],
  ]);
  const other = shard(
    2,
    [
      [5, note('b')],
      [15, note('d')],
      [20, end()],
    ],
    { began: 12 },
  );
  const { header, history } = mergeShards([other, one]);
  expect(said(history)).toEqual(['a', 'b', 'c', 'd', 'end']);
  expect(history.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  expect(history.map(({ mono }) => mono)).toEqual([5, 17, 25, 27, 40]);
  expect(header.shard).toBeUndefined();
  expect(header.run).toBeUndefined();
  expect(header.shards?.map(({ index, run }) => [index, run])).toEqual([
    [1, 'run-1'],
    [2, 'run-2'],
  ]);
});

test('a delivery that several heard of is one event, told by the shard that it is about', () => {
  const one = shard(1, [
    [10, delivery('r-1')],
    [20, delivery('r-2', { elsewhere: ['run-2'] })],
    [30, end()],
  ]);
  const other = shard(2, [
    [10, delivery('r-1')],
    [20, delivery('r-2')],
    [30, end()],
  ]);
  const { history } = mergeShards([one, other]);
  expect(said(history)).toEqual(['r-1', 'r-2', 'end']);
  expect(history.some((event) => event.type === 'inbound' && event.elsewhere)).toBe(false);
  expect(ownPart(one.run.history).map(({ seq }) => seq)).toEqual([1, 3]);
});

test('what a shard heard after the one that it is about had ended is evidence of the whole', () => {
  const one = shard(1, [
    [10, note('order')],
    [12, end()],
  ]);
  const other = shard(2, [
    [10, note('b')],
    [50, delivery('r-9', { elsewhere: ['run-1'] })],
    [60, end()],
  ]);
  const { history } = mergeShards([one, other]);
  expect(said(ownPart(history))).toEqual(['order', 'b', 'r-9', 'end']);
});

test('what is about a run that is no part of the whole stays elsewhere, told at once or later', () => {
  const foreign = note('later', { elsewhere: { run: 'run-77', receipts: ['r-3'] } });
  const known = note('known', { elsewhere: { run: 'run-2', receipts: ['r-1'] } });
  const one = shard(1, [
    [10, delivery('r-1')],
    [11, known],
    [12, delivery('r-2', { elsewhere: ['run-77'] })],
    [13, delivery('r-3')],
    [14, foreign],
    [30, end()],
  ]);
  const other = shard(2, [
    [10, delivery('r-1')],
    [12, delivery('r-2', { elsewhere: ['run-77'] })],
    [20, end()],
  ]);
  const { history } = mergeShards([one, other]);
  expect(said(history)).toEqual(['r-1', 'r-2', 'r-3', 'later', 'end']);
  expect(said(ownPart(history))).toEqual(['r-1', 'later', 'end']);
});

test('clocks that are an hour apart are brought together by what both heard, and each shard keeps its order', () => {
  const hour = 3_600_000;
  const one = shard(1, [
    [10, note('a')],
    [20, delivery('r-1')],
    [30, note('b')],
    [90, end()],
  ]);
  const other = shard(
    2,
    [
      [110, note('x')],
      [120, delivery('r-1')],
      [125, note('y')],
      [190, end()],
    ],
    { began: hour },
  );
  const { history } = mergeShards([one, other]);
  expect(said(history)).toEqual(['a', 'x', 'r-1', 'y', 'b', 'end']);
  expect(history.at(-1)?.mono).toBeLessThan(hour);
});

test('a disagreement on the order of deliveries does not stop it', () => {
  const one = shard(1, [
    [10, delivery('r-1')],
    [20, delivery('r-2')],
    [30, end()],
  ]);
  const other = shard(2, [
    [10, delivery('r-2')],
    [20, delivery('r-1')],
    [30, end()],
  ]);
  const { history } = mergeShards([one, other]);
  expect(new Set(said(history))).toEqual(new Set(['r-1', 'r-2', 'end']));
});

test('numbers that notes tell are those of the whole', () => {
  const one = shard(1, [
    [10, note('a')],
    [50, end()],
  ]);
  const other = shard(2, [
    [20, delivery('r-1')],
    [21, note('waited 1 s for it: it came, in event 1', { note: 'waited' })],
    [22, note('steered', { note: 'steered', steered: { scenario: 'S', after: 1 } })],
    [50, end()],
  ]);
  const { history } = mergeShards([one, other]);
  expect(said(history)).toContain('waited 1 s for it: it came, in event 2');
  expect(history.find((event) => event.type === 'note' && event.steered)).toMatchObject({ steered: { after: 2 } });
});

test('shards that overlap listen for each other; one with a gap after it was not heard on', () => {
  const one = shard(1, [
    [1, note('a')],
    [100, end()],
  ]);
  const overlapping = shard(
    2,
    [
      [1, note('b')],
      [100, end()],
    ],
    { began: 50 },
  );
  expect(mergeShards([one, overlapping]).history.some(({ heardUntil }) => heardUntil !== undefined)).toBe(false);

  const later = shard(
    2,
    [
      [1, note('b')],
      [100, end()],
    ],
    { began: 5_000 },
  );
  const { history } = mergeShards([one, later]);
  expect(history.map(({ heardUntil }) => heardUntil)).toEqual([100, undefined, undefined]);
});

test('a shard that was interrupted interrupts the whole', () => {
  const { history } = mergeShards([shard(1, [[10, end('interrupted')]]), shard(2, [[20, end()]])]);
  expect(history.at(-1)).toMatchObject({ type: 'end', reason: 'interrupted', mono: 20 });
});

test('says in one line why journals are not the shards of one run', () => {
  const whole = shard(1, [[1, end()]]);
  const { shard: _, ...header } = whole.run.header;
  const unsharded = { path: 'whole', run: { ...whole.run, header } };
  const wrong: readonly (readonly [readonly ShardJournal[], string])[] = [
    [[whole], 'shard 2 of 2 is missing'],
    [[whole, shard(1, [[1, end()]], { path: 'again' })], 's1 and again are both shard 1 of 2; give each shard once'],
    [[unsharded, whole], 'whole is the journal of a whole run'],
    [[whole, shard(2, [[1, end()]], { header: { seed: 2 } })], 'the seed differs (1, and 2)'],
    [[whole, shard(2, [[1, end()]], { of: 3 })], 'the number of shards differs (2, and 3)'],
    [
      [whole, shard(2, [[1, end()]], { header: { contract: { 'supplier-api.yaml': 'other' } } })],
      's1 and s2 are not shards of one run: the contract documents differ',
    ],
    [
      [whole, shard(2, [[1, end()]], { header: { supplier: { name: 'Other', baseUrl: 'https://acme.example' } } })],
      'the supplier differs (Acme at https://acme.example, and Other at https://acme.example)',
    ],
  ];
  for (const [journals, text] of wrong) {
    expect(() => mergeShards(journals)).toThrow(text);
    try {
      mergeShards(journals);
    } catch (error) {
      expect(String(error)).not.toContain('\n');
    }
  }
});
