import { expect, test } from '@playwright/test';
import { clock, progressLine, watchProgress, type Progress } from './progress.ts';

const wait = (id: string, what: string, left: number): Progress['journeys'][number] => ({
  id,
  state: 'playing',
  waits: [{ for: what, left }],
});

const progress: Progress = {
  elapsed: 12_400,
  events: 34,
  settled: [],
  ended: false,
  journeys: [
    wait('one', 'ACKNOWLEDGED', 2_000),
    wait('two', 'COMPLETED', 125_000),
    { id: 'three', state: 'ended', waits: [] },
  ],
};

test('says how far a run is and what it waits for, the longest first', () => {
  expect(progressLine(progress, 200)).toBe(
    '13 s  1/3 journeys ended, 34 events: two waits for COMPLETED (2 min 05 s left); one waits for ACKNOWLEDGED (2 s left)',
  );
});

test('keeps to the width, and says that there is more', () => {
  const line = progressLine(progress, 100);
  expect(line).toBe('13 s  1/3 journeys ended, 34 events: two waits for COMPLETED (2 min 05 s left); 1 more');
  for (let width = 1; width < 130; width += 1) expect(progressLine(progress, width).length).toBeLessThanOrEqual(width);
});

test('says durations as people do', () => {
  expect([0, 1, 59_000, 60_000, 61_000, 3_599_001].map(clock)).toEqual([
    '0 s',
    '1 s',
    '59 s',
    '1 min 00 s',
    '1 min 01 s',
    '60 min 00 s',
  ]);
});

test('on a terminal keeps one line, and prints above it', async () => {
  const written: string[] = [];
  let shown = () => undefined as void;
  const once = new Promise<void>((resolve) => (shown = resolve));
  const screen = {
    isTTY: true,
    columns: 95,
    write: (text: string) => {
      written.push(text);
      if (text.includes('journeys')) shown();
    },
  };
  const watching = watchProgress(screen, () => Promise.resolve(progress));
  await once;
  watching.print('an area');
  watching.stop();
  expect(written[0]).toBe(progressLine(progress, 94));
  expect(written.slice(1)).toEqual(['\r\u001b[K', 'an area\n']);
});

test('shows nothing of a run that does not answer or has ended', async () => {
  const written: string[] = [];
  const screen = { isTTY: true, columns: 60, write: (text: string) => written.push(text) };
  let asked = 0;
  let enough = () => undefined as void;
  const twice = new Promise<void>((resolve) => (enough = resolve));
  const watching = watchProgress(screen, () => {
    asked += 1;
    if (asked > 2) enough();
    return asked === 1 ? Promise.reject(new Error('gone')) : Promise.resolve({ ...progress, ended: true });
  });
  await twice;
  watching.stop();
  expect(written).toEqual([]);
});
