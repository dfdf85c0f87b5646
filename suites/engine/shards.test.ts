import { expect, test } from '@playwright/test';
import { JOURNEYS } from '../../journeys/index.ts';
import { journeysOf, shardIn } from './shards.ts';

const ids = (index: number, of: number) => journeysOf({ index, of }, JOURNEYS).map(({ id }) => id);

test('each journey belongs to exactly one shard, however many there are', () => {
  for (const of of [1, 2, 3, 5, 200]) {
    const all = Array.from({ length: of }, (_, index) => ids(index + 1, of)).flat();
    expect(all.toSorted()).toEqual(JOURNEYS.map(({ id }) => id).toSorted());
  }
});

test('journeys keep their order, and the shares are of some weight each', () => {
  const places = ids(2, 3).map((id) => JOURNEYS.findIndex((journey) => journey.id === id));
  expect(places).toEqual(places.toSorted((one, other) => one - other));
  for (const index of [1, 2, 3]) expect(ids(index, 3).length).toBeGreaterThan(5);
});

test('what a live service, or a line in use, can be asked for by one journey at a time stays together', () => {
  const shardOf = (id: string) => [1, 2, 3].find((index) => ids(index, 3).includes(id));
  const withServices = ['modify-to-completion', 'cease-to-completion', 'unsolicited-cease', 'problem-to-completion'];
  expect(new Set(withServices.map(shardOf)).size).toBe(1);
  expect(
    new Set(['switch-start', 'switch-takeover', 'switch-swap', 'variants-provide-order-switch'].map(shardOf)).size,
  ).toBe(1);
  const byQuote = ['ethernet-to-completion', 'variants-create-ethernet-order-configured-quote'];
  expect(new Set(byQuote.map(shardOf)).size).toBe(1);
});

test('a shard is written INDEX/OF, from 1', () => {
  expect(shardIn('2/3')).toEqual({ index: 2, of: 3 });
  for (const wrong of ['0/3', '4/3', '1', '1/0', 'a/b', '1/3/5', '', '-1/3', '1.5/3'])
    expect(shardIn(wrong)).toBeUndefined();
});
