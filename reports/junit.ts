import type { Requirement } from '../specs/requirement.ts';
import { blocks, type Verdict } from '../checks/verdict.ts';
import type { ReportInput } from './input.ts';
import { ledger } from './ledger.ts';
import { visible } from './text.ts';

/**
 * The verdicts as JUnit XML: a suite for each area, a test case for each verdict. A case is red exactly when its verdict stands
 * in the way: what was not exercised and binds is a failure too, since a skipped test would read as green. Warnings are output.
 */
export function renderJunit({
  requirements,
  verdicts,
  results,
}: Pick<ReportInput, 'requirements' | 'verdicts' | 'results'>): string {
  const suites = ledger(requirements, verdicts)
    .map(({ area, entries }) => ({
      area,
      cases: entries.flatMap(({ requirement, verdicts }) => verdicts.map((verdict) => ({ requirement, verdict }))),
    }))
    .filter(({ cases }) => cases.length > 0);
  const seconds = Math.max(0, (Date.parse(results.finishedAt) - Date.parse(results.startedAt)) / 1000);
  const all = suites.flatMap(({ cases }) => cases.map(({ verdict }) => verdict));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${attribute(`${results.harness.name}: ${results.supplier.name}`)}"${counts(all, results.interrupted ? 1 : 0)} time="${seconds.toFixed(3)}">`,
    ...(results.interrupted ? [INTERRUPTED] : []),
    ...suites.flatMap(({ area, cases }) => [
      `  <testsuite name="${attribute(area)}" timestamp="${attribute(results.startedAt.replace(/Z$/, ''))}"${counts(cases.map(({ verdict }) => verdict))}>`,
      ...cases.map(({ requirement, verdict }) => testCase(requirement, verdict)),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

/** An interrupted run certifies nothing, however green its verdicts are. */
const INTERRUPTED = [
  '  <testsuite name="run" tests="1" failures="0" errors="1" skipped="0">',
  '    <testcase classname="run" name="the run was not interrupted"><error type="interrupted" message="The run was interrupted: what it had not yet seen is unknown." /></testcase>',
  '  </testsuite>',
].join('\n');

type Colour = 'green' | 'failure' | 'error' | 'skipped';

function colourOf(verdict: Verdict): Colour {
  if (blocks(verdict)) return verdict.outcome === 'broken' ? 'error' : 'failure';
  return verdict.outcome === 'passed' || verdict.outcome === 'failed' ? 'green' : 'skipped';
}

function counts(verdicts: readonly Verdict[], further = 0): string {
  const number = (colour: Colour) => verdicts.filter((verdict) => colourOf(verdict) === colour).length;
  return ` tests="${verdicts.length + further}" failures="${number('failure')}" errors="${number('error') + further}" skipped="${number('skipped')}"`;
}

function testCase(requirement: Requirement, verdict: Verdict): string {
  const { check, operation, outcome, violations, reason } = verdict;
  const name = [requirement.id, check, ...(operation === undefined ? [] : [operation])].join(' ');
  const start = `    <testcase classname="${attribute(requirement.area)}" name="${attribute(name)}"`;
  const text = xml(
    [
      requirement.sentence,
      ...(reason === undefined ? [] : [reason]),
      ...violations.map(
        ({ expected, actual, seen }) =>
          `expected: ${expected}\nseen: ${actual}${seen.length > 0 ? `\nevents: ${seen.join(', ')}` : ''}`,
      ),
      ...(outcome === 'failed' ? [`what to do: ${requirement.advice}`] : []),
      ...(outcome === 'not-exercised' ? [`to exercise it: ${requirement.exercise}`] : []),
    ].join('\n\n'),
  );
  const message = attribute(messageOf(requirement, verdict));
  switch (colourOf(verdict)) {
    case 'failure':
      return `${start}><failure type="${outcome}" message="${message}">${text}</failure></testcase>`;
    case 'error':
      return `${start}><error type="${outcome}" message="${message}">${text}</error></testcase>`;
    case 'skipped':
      return `${start}><skipped message="${message}" /></testcase>`;
    case 'green':
      return outcome === 'failed' ? `${start}><system-out>warning: ${text}</system-out></testcase>` : `${start} />`;
  }
}

function messageOf(requirement: Requirement, { outcome, violations, reason }: Verdict): string {
  const first = violations[0];
  if (outcome === 'failed' && first) return `expected ${first.expected}, seen ${first.actual}`;
  return reason === undefined ? `${outcome}: ${requirement.sentence}` : `${outcome}: ${reason}`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as content of an element; characters that XML cannot hold appear as signs. */
function xml(text: string): string {
  return visible(text).replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
}

/** Text as the value of an attribute, where a bare line end or tab would be read as a space. */
function attribute(text: string): string {
  return xml(text).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}
