import { expect, test } from '@playwright/test';
import type { NoteEvent } from '../evidence/history.ts';
import { leftOverOf } from './left-over.ts';
import { leftOverLines } from './left-over-text.ts';

const note = (seq: number, text: string, more: Partial<NoteEvent> = {}): NoteEvent => ({
  seq,
  at: '2026-01-01T00:00:00.000Z',
  mono: seq,
  type: 'note',
  note: 'left-over',
  text,
  ...more,
});

test('what was left over is told with what it is known by, also where a journal of an earlier version has words only', () => {
  const history = [
    note(1, 'order 7 (A7) is still open', { journey: 'j', left: { kind: 'order', id: 7, reference: 'A7' } }),
    note(2, 'waited', { note: 'waited' }),
    note(3, 'problem 8 is still open'),
  ];
  expect(leftOverOf(history)).toEqual([
    { kind: 'order', id: 7, reference: 'A7', journey: 'j', text: 'order 7 (A7) is still open' },
    { text: 'problem 8 is still open' },
  ]);
});

test('a terminal is told of twenty things, and of how many more there are', () => {
  const lines = leftOverLines(
    leftOverOf(Array.from({ length: 30 }, (_, index) => note(index + 1, `order ${index} is still open`))),
  );
  expect(lines[0]).toBe('  · order 0 is still open');
  expect(lines).toHaveLength(21);
  expect(lines.at(-1)).toContain('and 10 more things in the report and in results.json');
  expect(leftOverLines([])).toEqual([]);
});
