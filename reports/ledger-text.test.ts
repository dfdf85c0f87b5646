import { expect, test } from '@playwright/test';
import { CHECKS, REQUIREMENTS } from './fixtures/catalogue.ts';
import { ledgerText } from './ledger-text.ts';

const DEFECTS = [
  { id: 'counts-backwards', breaks: ['KCI-SEQUENCE', 'KCI-TIME'] },
  { id: 'never-counts', breaks: ['KCI-SEQUENCE'] },
];

test('each requirement is told with level, standing, checks and defects, or with why it is untested', () => {
  const text = ledgerText({ requirements: REQUIREMENTS, checks: CHECKS, defects: DEFECTS });
  expect(text).toMatch(/ {2}KCI-SEQUENCE {6}MUST {4}documented {2}error\n/);
  expect(text).toMatch(/KCI-TIME .*SHOULD {2}example {5}warning\n {4}kci-time; tripped by counts-backwards\n/);
  expect(text).toContain('    kci-sequence; tripped by counts-backwards, never-counts\n');
  expect(text).toMatch(/KCI-ORDER-BUFFER .*\n {4}untested: It binds the gateway/);
  for (const { id } of REQUIREMENTS) expect(text).toContain(id);
});

test('what lacks a check or a defect is seen to lack it', () => {
  const checks = CHECKS.filter(({ id }) => id !== 'kci-own').map((check) =>
    check.id === 'own-requests' ? { ...check, blames: 'harness' as const } : check,
  );
  const text = ledgerText({ requirements: REQUIREMENTS, checks, defects: DEFECTS });
  expect(text).toMatch(/KCI-OWN .*\n {4}no check; tripped by nothing\n/);
  expect(text).toMatch(/KCI-TERMINAL .*\n {4}kci-terminal; tripped by nothing\n/);
  expect(text).toMatch(/OWN-REQUESTS .*\n {4}own-requests; tripped by nothing: it judges ourselves\n/);
});

test('it sums up each area and the whole', () => {
  const lines = ledgerText({ requirements: REQUIREMENTS, checks: CHECKS, defects: DEFECTS }).split('\n');
  expect(lines[lines.indexOf('KCIs') + 1]).toBe('7 requirements: 6 checked by 6 checks, 1 untested; 2 defects.');
  expect(lines[lines.indexOf('Availability') + 1]).toBe(
    '2 requirements: 2 checked by 2 checks, 0 untested; 0 defects.',
  );
  expect(lines.at(-1)).toBe('22 requirements: 21 checked by 21 checks, 1 untested; 2 defects.');
});

test('it keeps to the width', () => {
  const lines = ledgerText(
    { requirements: REQUIREMENTS, checks: CHECKS, defects: DEFECTS },
    { colour: false, width: 80 },
  );
  expect(lines.split('\n').filter(({ length }) => length > 80)).toEqual([]);
});
