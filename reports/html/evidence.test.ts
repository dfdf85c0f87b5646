import { expect, test } from '@playwright/test';
import { exchanged, history, kci, note, request } from '../../checks/fixtures/history.ts';
import type { Event } from '../../evidence/history.ts';
import { address, exhibits } from './evidence.ts';
import { offenceOf } from './offence.ts';
import { textOf } from './markup.ts';

const words = (markup: string) => markup.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

test('the places that a violation speaks of are found in its words', () => {
  const places = (expected: string, actual = '') => offenceOf({ expected, actual, seen: [] }).paths;
  expect(places('body/a/b[0]/c: string of 1 to 50 characters')).toEqual(['/a/b[0]/c']);
  expect(places('body[2]/id: a number', 'body/x differs (body/y)')).toEqual(['[2]/id', '/x', '/y']);
  expect(places('a body', 'somebody/else and header/body/x, http://host/body/z')).toEqual([]);
});

test('where it names no place, the members, codes and headers that it names are what it speaks of', () => {
  const offence = offenceOf({
    expected: 'targetDate as before, with X-Request-ID',
    actual: 'UPDATE (sequence 4, status IN_PROGRESS)',
    seen: [],
  });
  expect([...offence.words]).toEqual(['targetDate', 'UPDATE', 'sequenceNumber', 'status', 'IN_PROGRESS']);
  expect([...offence.headers]).toEqual(['x-request-id']);
  expect(offenceOf({ expected: 'body/a/bigName: a number', actual: 'LARGE', seen: [] }).words.size).toBe(0);
});

test('addresses are read without the base URL, decoded where they can be', () => {
  expect(address('http://s/api/service-availability?address=%7B%22id%22%3A1%7D', 'http://s/api')).toBe(
    '/service-availability?address={"id":1}',
  );
  expect(address('http://other/%zz', 'http://s/api')).toBe('http://other/%zz');
});

test('events lead to the exchange or KCI that they belong to, each once and in the order of the run', () => {
  const happened = history(
    exchanged('handleCreateOrder', {}, { status: 202 }),
    kci({ id: 'a' }),
    note('remark', 'well'),
    exchanged('handleCancelOrder', {}, { status: 202 }),
  );
  const shelf = exhibits(happened, 'http://supplier.example', 1_000_000);
  expect(shelf.items([6, 2, 1, 5, 3, 4, 99]).map(({ kind }) => kind)).toEqual([
    'exchange',
    'inbound',
    'note',
    'exchange',
  ]);
});

test('an exhibit says what is not as one would expect of a message', () => {
  const asked = request('handleCreateOrder', {
    body: '{"id": 1',
    intent: { valid: false, because: 'its JSON is cut off' },
  });
  const binary = { text: '/w==', encoding: 'base64', bytes: 1 } as const;
  const cut = { text: '{"a":1', encoding: 'utf8', bytes: 4_194_304, truncated: true } as const;
  const happened: readonly Event[] = history(
    asked,
    { ...kci(''), body: binary },
    { ...kci(''), body: cut },
    kci('plain text'),
    kci({}, { answer: { dropped: true }, scripted: true }),
  );
  const shelf = exhibits(happened, 'http://supplier.example', 1_000_000);
  const [unanswered = '', base64 = '', truncated = '', plain = '', dropped = ''] = shelf
    .items([1, 2, 3, 4, 5])
    .map((item) => words(textOf(shelf.exhibit(item))));
  expect(unanswered).toContain('Meant to be wrong: its JSON is cut off.');
  expect(unanswered).toContain('No answer The run ended before one came.');
  expect(base64).toContain('not UTF-8 text, shown as base64 (1 byte)');
  expect(truncated).toContain('only the first part of 4.0 MiB was recorded');
  expect(plain).toContain('plain text');
  expect(dropped).toContain('The gateway dropped the connection, as this test meant it to.');
});

test('a full report still names what it leaves out', () => {
  const happened = history(kci({ id: 'a', reasonCode: 'DELAY' }), kci({ id: 'b', reasonCode: 'RESUMED' }));
  const shelf = exhibits(happened, 'http://supplier.example', 1);
  const [first, second] = shelf.items([1, 2]).map((item) => textOf(shelf.exhibit(item)));
  expect(first).toContain('<details');
  expect(second).not.toContain('<details');
  expect(words(second ?? '')).toMatch(/#2 .*RESUMED.*in the journal only/);
  expect(shelf.omitted()).toBe(1);
});
