import { expect, test } from '@playwright/test';
import type { Feature, Requirement } from '../../specs/requirement.ts';
import { check } from '../../checks/check.ts';
import type { Verdict } from '../../checks/verdict.ts';
import { JOURNEYS } from '../../journeys/index.ts';
import type { Journey } from '../../journeys/journey.ts';
import { select, SelectionError } from './selection.ts';

const requirement = (id: string, area: Requirement['area'], rest: Partial<Requirement> = {}): Requirement => ({
  id,
  area,
  level: 'MUST',
  standing: 'documented',
  sentence: '',
  source: '',
  when: [],
  advice: '',
  exercise: '',
  ...rest,
});
const enforcing = (id: string, requirement: string) =>
  check<never>({ id, requirement, title: id, forEach: () => [], violation: () => undefined });
const journey = (id: string, areas: Journey['areas'], when: Journey['when'] = []): Journey => ({
  id,
  title: id,
  areas,
  when,
  play: () => Promise.resolve(),
});

const catalogue = {
  requirements: [
    requirement('ORD-ONE', 'orders'),
    requirement('KCI-ONE', 'kcis'),
    requirement('KCI-TWO', 'kcis'),
    requirement('KCI-QUIET', 'kcis', { untested: 'nobody can hear it' }),
  ],
  checks: [enforcing('order-one', 'ORD-ONE'), enforcing('kci-one', 'KCI-ONE'), enforcing('kci-two', 'KCI-TWO')],
};
const journeys = [
  journey('placing', ['orders', 'kcis']),
  journey('looking', ['availability']),
  journey('selling', ['orders'], ['quote']),
];
const chosen = (...only: string[]) => select(only, ['provide'], catalogue, journeys);
const ids = (things: readonly { readonly id: string }[]) => things.map(({ id }) => id);
const verdict = (check: string, outcome: Verdict['outcome']) => ({ check, outcome }) as Verdict;

test('everything, but for journeys whose features are not claimed', () => {
  const { journeys, catalogue: all, counts } = chosen();
  expect(ids(journeys)).toEqual(['placing', 'looking']);
  expect(all).toBe(catalogue);
  expect(counts(verdict('kci-one', 'not-exercised'))).toBe(true);
});

test('but for a journey that another plays with what is claimed, which cannot be chosen either', () => {
  const rest = { ...journey('placing-elsewhere', ['orders']), unless: ['provide'] } as const;
  const among = [...journeys, rest];
  expect(ids(select([], ['provide'], catalogue, among).journeys)).not.toContain('placing-elsewhere');
  expect(ids(select([], ['modify'], catalogue, among).journeys)).toContain('placing-elsewhere');
  expect(() => select(['placing-elsewhere'], ['provide'], catalogue, among)).toThrow(
    'journey placing-elsewhere is only played where provide is not claimed: another one does the same with what provide brings',
  );
});

test('a request variant brings the journey that sends it to who claims just these features', () => {
  const id = 'handleCancelOrder~1~0';
  const sender = (...features: readonly Feature[]) => ids(select([id], features, catalogue, JOURNEYS).journeys);
  expect(sender('provide', 'modify', 'cancellations')).toEqual(['variants-cancel-order']);
  expect(sender('modify', 'cease', 'cancellations')).toEqual(['variants-cancel-order-modify']);
  expect(sender('unsolicited-cease', 'cancellations')).toEqual(['variants-cancel-order-unsolicited-cease']);
  expect(() => sender('modify')).toThrow('journey variants-cancel-order needs provide, cancellations');
});

test('a requirement or a check brings the journeys of its area, and is judged even if nothing exercises it', () => {
  for (const id of ['KCI-ONE', 'kci-one']) {
    const { journeys, catalogue, counts } = chosen(id);
    expect(ids(journeys)).toEqual(['placing']);
    expect(ids(catalogue.checks)).toEqual(['kci-one']);
    expect(counts(verdict('kci-one', 'not-exercised'))).toBe(true);
  }
});

test('a journey brings the checks of its areas, as far as it exercises them', () => {
  const { journeys, catalogue, counts } = chosen('placing');
  expect(ids(journeys)).toEqual(['placing']);
  expect(ids(catalogue.checks)).toEqual(['order-one', 'kci-one', 'kci-two']);
  expect(counts(verdict('kci-one', 'not-exercised'))).toBe(false);
  expect(counts(verdict('kci-one', 'failed'))).toBe(true);
});

test('says why something cannot be chosen', () => {
  const fault = (id: string) => {
    try {
      chosen(id);
    } catch (error) {
      expect(error).toBeInstanceOf(SelectionError);
      return (error as Error).message;
    }
    return 'chosen';
  };
  expect(fault('KCI-ON')).toBe('KCI-ON is no requirement, check, journey or request variant; did you mean KCI-ONE?');
  expect(fault('something-else')).toBe(
    'something-else is no requirement, check, journey or request variant; see `supplier-conformance list`',
  );
  expect(fault('KCI-QUIET')).toBe('KCI-QUIET has no check: nobody can hear it');
  expect(fault('selling')).toBe('journey selling needs quote, which the configuration does not claim under features');
});
