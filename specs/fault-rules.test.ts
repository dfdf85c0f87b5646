import { expect, test } from '@playwright/test';
import { refusalOf, REFUSALS, SURE_REFUSALS } from './fault-rules.ts';
import { FAULT_KINDS } from './faults.ts';
import { VARIANT_REQUIREMENTS } from './requirements/variants.ts';

test('each kind of fault comes under one requirement where it is sure, and under the advice where it is not', () => {
  expect(Object.values(SURE_REFUSALS).flat().toSorted()).toEqual([...FAULT_KINDS].toSorted());
  for (const [refusal, kinds] of Object.entries(SURE_REFUSALS)) {
    for (const kind of kinds) {
      expect(refusalOf({ kind, where: '/body', weight: 'sure' }), kind).toBe(refusal);
      expect(refusalOf({ kind, where: '/body', weight: 'lenient' }), kind).toBe('VAR-REFUSES-DOUBTFUL');
    }
  }
});

test('the requirements that faults are refused are all that there are', () => {
  const ids = VARIANT_REQUIREMENTS.map(({ id }) => id).filter((id) => id.startsWith('VAR-REFUSES-'));
  expect(REFUSALS).toEqual(ids);
});
