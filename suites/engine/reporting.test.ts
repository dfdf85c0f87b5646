import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { sample } from '../../reports/fixtures/sample.ts';
import type { ReportInput } from '../../reports/input.ts';
import { OUTPUT } from './plan.ts';
import { makeFolder, OutputError, renderedReports, REPORTS, writeReports } from './reporting.ts';

/** A folder that was not there. */
const folder = () => test.info().outputPath('out');

function faultOf(act: () => void): OutputError {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(OutputError);
    return error as OutputError;
  }
  throw new Error('there was no fault');
}

test('writes every file that a run leaves but the journal, the results first', () => {
  writeReports(folder(), sample());
  expect(readdirSync(folder()).toSorted()).toEqual([...REPORTS].toSorted());
  expect([OUTPUT.journal, ...REPORTS].toSorted()).toEqual(Object.values(OUTPUT).toSorted());
  expect(REPORTS[0]).toBe(OUTPUT.results);
});

test('the same run has the same reports, byte for byte, also as a journal keeps it', () => {
  const input = sample('<b>"\u0000');
  writeReports(folder(), input);
  const kept = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;
  const again = { ...input, run: kept(input.run), results: kept(input.results) } as ReportInput;
  for (const [name, content] of Object.entries(renderedReports(again))) {
    expect(readFileSync(join(folder(), name), 'utf8') === content, name).toBe(true);
  }
});

test('a report that cannot be drawn takes none of the others with it', () => {
  const input = sample();
  // A verdict on a rule that is in no catalogue: what goes by requirements cannot tell of it.
  const stray = { ...input, verdicts: input.verdicts.map((verdict) => ({ ...verdict, requirement: 'NOWHERE' })) };
  const { message } = faultOf(() => writeReports(folder(), stray));
  expect(message).toMatch(
    /^junit\.xml could not be drawn, which is the fault of this harness \(.*NOWHERE.*\); the evidence and the other reports are in /,
  );
  expect(message).not.toContain('\n');
  expect(existsSync(join(folder(), OUTPUT.results))).toBe(true);
  expect(existsSync(join(folder(), OUTPUT.har))).toBe(true);
  expect(existsSync(join(folder(), OUTPUT.sarif))).toBe(true);
  expect(existsSync(join(folder(), OUTPUT.junit))).toBe(false);
});

test('a folder is made with those around it, or what is in the way is told', () => {
  const deep = join(folder(), 'of', 'tonight');
  for (const time of ['the first time', 'again']) {
    makeFolder(deep);
    expect(existsSync(deep), time).toBe(true);
  }
  const taken = join(folder(), 'a file');
  writeFileSync(taken, '');
  const told = /^cannot write the reports to .*; choose another folder with --out$/;
  expect(faultOf(() => makeFolder(join(taken, 'x'))).message).toMatch(told);
  // Where the system lets nobody make a folder, it comes to an end all the same.
  if (process.platform === 'linux') expect(faultOf(() => makeFolder('/proc/x/y')).message).toMatch(told);
});

test('a file that cannot be written is told, and the others are', () => {
  mkdirSync(join(folder(), OUTPUT.junit, 'a folder in its place'), { recursive: true });
  const { message } = faultOf(() => writeReports(folder(), sample()));
  expect(message).toMatch(/^cannot write the reports to .*; choose another folder with --out$/);
  expect(existsSync(join(folder(), OUTPUT.har))).toBe(true);
  expect(readdirSync(folder()).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});
