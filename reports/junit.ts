import type { Requirement } from '../specs/requirement.ts';
import { blocks, type Verdict } from '../checks/verdict.ts';
import type { ReportInput } from './input.ts';
import { ledger } from './ledger.ts';
import { interruptionWords, type Results } from './results.ts';
import { shortened, visible } from './text.ts';
import { waiverProblems, waiverWords } from './waiver-words.ts';

/** How long a message may be, in characters; the text beside it has all. */
const MESSAGE_TOLD = 1_000;

/**
 * The verdicts as JUnit XML: a suite for each area, a test case for each verdict. A case is red exactly when its verdict stands
 * in the way: what was not exercised and binds is a failure too, since a skipped test would read as green. Warnings are output.
 * What is waived is skipped, as expected failures are elsewhere, and so is what stood in the way of the baseline already; a
 * waiver that is out of date is a red case of its own. A run that was neither interrupted nor limited is red just where its exit
 * code is 1.
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
  const { isRed, isKnown } = redness(results);
  const problems = waiverProblems(results);
  const counts = (judged: readonly Verdict[], failures = 0, errors = 0) => {
    const number = (colour: Colour) => judged.filter((verdict) => colourOf(verdict, isRed) === colour).length;
    return ` tests="${judged.length + failures + errors}" failures="${number('failure') + failures}" errors="${number('error') + errors}" skipped="${number('skipped')}"`;
  };
  const seconds = (Date.parse(results.finishedAt) - Date.parse(results.startedAt)) / 1000;
  const all = suites.flatMap(({ cases }) => cases.map(({ verdict }) => verdict));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${attribute(`${results.harness.name}: ${results.supplier.name}`)}"${counts(all, problems.length, results.interrupted ? 1 : 0)}${seconds >= 0 ? ` time="${seconds.toFixed(3)}"` : ''}>`,
    ...(results.interrupted ? [interruptedCase(results)] : []),
    ...(problems.length > 0
      ? [
          `  <testsuite name="waivers"${counts([], problems.length)}>`,
          ...problems.map(
            (text, index) =>
              `    <testcase classname="waivers" name="waiver ${index + 1} is in date">${fault('failure', 'waiver', text, text)}</testcase>`,
          ),
          '  </testsuite>',
        ]
      : []),
    ...suites.flatMap(({ area, cases }) => [
      `  <testsuite name="${attribute(area)}" timestamp="${attribute(results.startedAt.replace(/Z$/, ''))}"${counts(cases.map(({ verdict }) => verdict))}>`,
      ...cases.map(({ requirement, verdict }) =>
        testCase(requirement, verdict, colourOf(verdict, isRed), isKnown(verdict)),
      ),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

/** An interrupted run certifies nothing, however green its verdicts are. */
function interruptedCase(results: Results): string {
  const text = interruptionWords(results);
  return [
    '  <testsuite name="run" tests="1" failures="0" errors="1" skipped="0">',
    `    <testcase classname="run" name="the run was not interrupted">${fault('error', 'interrupted', text, text)}</testcase>`,
    '  </testsuite>',
  ].join('\n');
}

/** What makes a case red. Some pages show its message and some its text, so that it always has both. */
function fault(kind: 'failure' | 'error', type: string, message: string, text: string): string {
  return `<${kind} type="${type}" message="${attribute(shortened(message, MESSAGE_TOLD))}">${xml(text)}</${kind}>`;
}

type Colour = 'green' | 'failure' | 'error' | 'skipped';

/** Which verdicts are red: those that stand in the way, or of a run with a baseline those that did not before. */
function redness({ sinceBaseline }: Results): {
  readonly isRed: (verdict: Verdict) => boolean;
  readonly isKnown: (verdict: Verdict) => boolean;
} {
  if (!sinceBaseline) return { isRed: blocks, isKnown: () => false };
  const obstructing = sinceBaseline.changes.filter(({ obstructs }) => obstructs);
  const isNew = ({ check, operation }: Verdict) =>
    obstructing.some((change) => change.check === check && (operation === undefined || change.operation === operation));
  return {
    isRed: (verdict) => blocks(verdict) && isNew(verdict),
    isKnown: (verdict) => blocks(verdict) && !isNew(verdict),
  };
}

function colourOf(verdict: Verdict, isRed: (verdict: Verdict) => boolean): Colour {
  if (isRed(verdict)) return verdict.outcome === 'broken' ? 'error' : 'failure';
  if (blocks(verdict)) return 'skipped';
  return verdict.outcome === 'passed' || verdict.outcome === 'failed' ? 'green' : 'skipped';
}

function testCase(requirement: Requirement, verdict: Verdict, colour: Colour, isKnown: boolean): string {
  const { check, operation, outcome, violations, reason, waiver } = verdict;
  const name = [requirement.id, check, ...(operation === undefined ? [] : [operation])].join(' ');
  const start = `    <testcase classname="${attribute(requirement.area)}" name="${attribute(name)}"`;
  const text = [
    requirement.sentence,
    ...(waiver ? [waiverWords(waiver)] : []),
    ...(reason === undefined ? [] : [reason]),
    ...violations.map(
      ({ expected, actual, seen }) =>
        `expected: ${expected}\nseen: ${actual}${seen.length > 0 ? `\nevents: ${seen.join(', ')}` : ''}`,
    ),
    ...(outcome === 'failed' ? [`what to do: ${requirement.advice}`] : []),
    ...(outcome === 'not-exercised' ? [`to exercise it: ${requirement.exercise}`] : []),
  ].join('\n\n');
  const message = `${isKnown ? 'known, as in the baseline: ' : ''}${messageOf(requirement, verdict)}`;
  const skipped = attribute(shortened(message, MESSAGE_TOLD));
  switch (colour) {
    case 'failure':
    case 'error':
      return `${start}>${fault(colour, outcome, message, text)}</testcase>`;
    case 'skipped':
      return outcome === 'waived' || isKnown
        ? `${start}><skipped type="${isKnown ? 'known' : outcome}" message="${skipped}" /><system-out>${xml(text)}</system-out></testcase>`
        : `${start}><skipped message="${skipped}" /></testcase>`;
    case 'green':
      return outcome === 'failed'
        ? `${start}><system-out>warning: ${xml(text)}</system-out></testcase>`
        : `${start} />`;
  }
}

function messageOf(requirement: Requirement, { outcome, violations, reason, waiver }: Verdict): string {
  const first = violations[0];
  if (waiver) return `${outcome}: ${waiverWords(waiver)}`;
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
