import { expect, test } from '@playwright/test';
import { AREAS } from '../specs/requirement.ts';
import { REQUIREMENTS } from './fixtures/catalogue.ts';
import { recorded, sampleHistory, verdict } from './fixtures/sample.ts';
import { headline, standingInTheWay, totals } from './headline.ts';
import { ledger, markOf } from './ledger.ts';
import { resultsOf } from './results.ts';

const entryOf = (id: string, ...verdicts: Parameters<typeof ledger>[1]) =>
  ledger(REQUIREMENTS, verdicts)
    .flatMap(({ entries }) => entries)
    .find(({ requirement }) => requirement.id === id);

test('a requirement is shown as the weightiest of its verdicts', () => {
  const id = 'KCI-OWN';
  const passed = verdict(id, 'passed');
  expect(entryOf(id, passed, verdict(id, 'not-applicable'))?.mark).toBe('passed');
  expect(entryOf(id, passed, verdict(id, 'not-exercised'))?.mark).toBe('not-exercised');
  expect(entryOf(id, passed, verdict(id, 'not-exercised'), verdict(id, 'broken'))?.mark).toBe('broken');
  expect(entryOf(id, verdict(id, 'broken'), verdict(id, 'failed'))).toMatchObject({ mark: 'failed', blocks: true });
  expect(entryOf('KCI-TIME', verdict('KCI-TIME', 'failed'))).toMatchObject({ mark: 'warned', blocks: false });
  expect(markOf(verdict('KCI-TIME', 'failed'))).toBe('warned');
});

test('without a verdict a requirement is untested, and the reason is told', () => {
  expect(entryOf('KCI-ORDER-BUFFER')).toMatchObject({
    mark: 'untested',
    untested: expect.stringContaining('It binds the gateway'),
  });
  expect(entryOf('KCI-OWN')).toMatchObject({ mark: 'untested', untested: 'It was left out of this run.' });
});

test('no requirement is lost between the areas', () => {
  const chapters = ledger(REQUIREMENTS, []);
  expect(chapters.map(({ area }) => area)).toEqual(
    [...AREAS].filter((area) => REQUIREMENTS.some((rule) => rule.area === area)),
  );
  expect(chapters.flatMap(({ entries }) => entries)).toHaveLength(REQUIREMENTS.length);
});

test('the headline tells what stands in the way, the weightiest first', () => {
  const run = recorded(sampleHistory());
  const told = (...verdicts: Parameters<typeof ledger>[1]) =>
    headline(resultsOf(run, verdicts), ledger(REQUIREMENTS, verdicts));
  expect(told(verdict('KCI-OWN', 'passed'))).toMatchObject({ title: 'Certifiable', tone: 'good' });
  expect(told(verdict('KCI-OWN', 'failed')).because).toBe('1 binding requirement failed.');
  expect(told(verdict('KCI-OWN', 'not-exercised'), verdict('AVL-OFFERED', 'not-exercised')).because).toBe(
    '2 binding requirements were not exercised.',
  );
  expect(told(verdict('KCI-OWN', 'failed'), verdict('AVL-OFFERED', 'broken'))).toMatchObject({
    tone: 'bad',
    because: '2 binding requirements stand in the way: 1 failed, 1 could not be judged.',
  });
  const chapters = ledger(REQUIREMENTS, [
    verdict('AVL-OFFERED', 'not-exercised'),
    verdict('HTTP-BODY', 'broken'),
    verdict('KCI-OWN', 'failed'),
  ]);
  expect(standingInTheWay(chapters).map(({ mark }) => mark)).toEqual(['failed', 'broken', 'not-exercised']);
});

test('the totals add up to the verdicts', () => {
  const verdicts = [verdict('KCI-OWN', 'failed'), verdict('KCI-TIME', 'failed'), verdict('AVL-OFFERED', 'waived')];
  const numbers = totals(resultsOf(recorded(sampleHistory()), verdicts).summary);
  expect(numbers.reduce((sum, { number }) => sum + number, 0)).toBe(3);
});
