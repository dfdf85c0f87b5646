import { wordsOf } from '../specs/reach.ts';
import { severity, type Requirement } from '../specs/requirement.ts';
import type { Verdict } from '../checks/verdict.ts';
import { alike, timesMore } from './alike.ts';
import { coverageWords, variantWords } from './coverage-words.ts';
import { NEWS } from './diff.ts';
import { baselineText, sentencesOf } from './diff-text.ts';
import { headline, SEALS, totals } from './headline.ts';
import { originWords } from './html/origin.ts';
import { storiesOf } from './html/timeline.ts';
import type { ReportInput } from './input.ts';
import { leftOverLines } from './left-over-text.ts';
import { consequence, ledger, markOf, SIGNS, STANDING_WORDS, type Chapter, type Entry, type Mark } from './ledger.ts';
import { foremost, obstaclesOf, unseenWords } from './obstacles.ts';
import { BOLD, COLOURS, FAINT, penOf, PLAIN, WORDS_TOLD, type Look, type Pen } from './pen.ts';
import { count, duration, shortened } from './text.ts';
import { waivedText, waiverProblems } from './waiver-words.ts';

/** How many findings of a verdict are told on a terminal; the report has all. */
const FINDINGS_TOLD = 2;

/** What a run ends with: what was found and what to do, what was not exercised, and last the decision, the totals and the report's path. */
export function closingText(input: ReportInput, options: { readonly report?: string } & Partial<Look> = {}): string {
  const pen = penOf({ ...PLAIN, ...options });
  const { results, run } = input;
  const chapters = ledger(input.requirements, input.verdicts);
  const entries = chapters.flatMap((chapter) => chapter.entries);
  const marked = (mark: Mark) => entries.filter((entry) => entry.mark === mark && entry.verdicts.length > 0);
  const isKnown = knownFrom(results);
  const withWaivers = entries.filter(({ verdicts }) => verdicts.some(({ outcome }) => outcome === 'waived'));
  const untried = entries.filter(({ verdicts }) => verdicts.some(({ outcome }) => outcome === 'not-exercised'));
  const inTheWay = untried.filter(({ requirement }) => severity(requirement) === 'error');
  const others = untried.length - inTheWay.length;
  const harnessErrors = run.history.flatMap((event) =>
    event.type === 'note' && event.note === 'harness-error' ? [event.text] : [],
  );
  const remarks =
    others > 0
      ? [
          `${count(others, 'requirement')} that would not stand in the way ${others === 1 ? 'was' : 'were'} not exercised; the report tells how.`,
        ]
      : [];
  const { title, because, tone } = headline(results, chapters);
  const told = totals(results.summary)
    .filter(({ mark, number }) => number > 0 || mark === 'passed' || mark === 'failed')
    .map(({ mark, number }) => pen.paint(`${number} ${SIGNS[mark].word}`, ...(number > 0 ? [COLOURS[mark]] : [FAINT])));
  const sum = pen.paint(` = ${count(results.verdicts.length, 'verdict')}`, FAINT);
  const elapsed = Date.parse(results.finishedAt) - Date.parse(results.startedAt);
  return [
    ...block(
      'Failed',
      marked('failed').flatMap((entry) => (isKnown(entry) ? [] : [findingText(entry, pen)])),
    ),
    ...block('Failed, as in the baseline', knownText(marked('failed').filter(isKnown), pen)),
    ...block('Broken: the harness was at fault, never the supplier', [
      ...marked('broken').map((entry) => findingText(entry, pen)),
      ...harnessErrors.map((text) => pen.item(2, '⊘ ', shortened(text, WORDS_TOLD), COLOURS.broken)),
    ]),
    ...block(
      'Not exercised, and in the way',
      // How to exercise something is not what keeps it from being exercised when a run ends early.
      inTheWay.flatMap((entry) => (isKnown(entry) || results.interrupted ? [] : [untriedText(entry, pen)])),
    ),
    ...block('Not exercised, as in the baseline', knownText(inTheWay.filter(isKnown), pen, 'not-exercised')),
    ...block(
      'Warnings, not in the way',
      marked('warned').length > 0 ? [marked('warned').flatMap((entry) => warningText(entry, pen))] : [],
    ),
    ...block(
      'Waived',
      withWaivers.map((entry) => waivedText(entry, pen, COLOURS.waived)),
    ),
    ...block('Waivers to be seen to: they fail the run', [
      waiverProblems(results).flatMap((text) => pen.item(2, `${SIGNS.failed.symbol} `, text, COLOURS.failed)),
    ]),
    ...block("Left over on the supplier's system", [leftOverLines(results.leftOver, pen)]),
    ...remarks.flatMap((text) => [...pen.item(0, '', text), '']),
    ...(results.sinceBaseline ? baselineText(results.sinceBaseline, sentencesOf(input.requirements), pen) : []),
    ...firstLines(input, chapters, pen),
    ...pen.item(
      0,
      '',
      `${SEALS[tone]} ${title}: ${results.supplier.name}, tenant ${results.profile.tenant}, in ${duration(elapsed)}`,
      BOLD,
      { good: 32, bad: 31, waived: 36, open: 36 }[tone],
    ),
    ...pen.item(2, '', because),
    `  ${told.join(' + ')}${sum}`,
    ...coverageLines(results, pen),
    ...(options.report === undefined ? [] : [`  Report: ${options.report}`]),
  ].join('\n');

  function block(heading: string, texts: readonly (readonly string[])[]): readonly string[] {
    return texts.every((lines) => lines.length === 0)
      ? []
      : [...pen.item(0, '', heading, BOLD), ...texts.flatMap((lines) => [...lines, ''])];
  }
}

/** What to see to first where there is more than one thing, the same as in the report. */
function firstLines({ run, results }: ReportInput, chapters: readonly Chapter[], pen: Pen): readonly string[] {
  const obstacles = obstaclesOf(chapters, run.history, storiesOf(run.history).orders);
  const first = foremost(obstacles, results);
  const unseen = unseenWords(obstacles, results);
  if (obstacles.length < 2 && unseen === undefined) return [];
  return [
    ...(first.length > 0 ? pen.item(0, '', 'See to these first', BOLD) : []),
    ...first.flatMap(({ entry: { mark, requirement }, origin }, index) => [
      ...pen.item(2, `${index + 1} `, `${requirement.id}  ${requirement.sentence}`, COLOURS[mark]),
      ...(origin ? pen.item(4, '', originWords(origin), FAINT) : []),
    ]),
    ...(unseen === undefined ? [] : pen.item(0, '', unseen)),
    '',
  ];
}

/** Whether all that is wrong with a requirement was so by the baseline; of a run that was compared with none, nothing was. */
function knownFrom({ sinceBaseline }: ReportInput['results']): (entry: Entry) => boolean {
  if (!sinceBaseline) return () => false;
  const news = new Set(
    sinceBaseline.changes.filter(({ kind }) => NEWS.includes(kind)).map(({ requirement }) => requirement),
  );
  return ({ requirement }) => !news.has(requirement.id);
}

/** What is known already, in a line each. */
function knownText(entries: readonly Entry[], pen: Pen, mark: Mark = 'failed'): readonly (readonly string[])[] {
  return [
    entries.flatMap(({ requirement: { id, sentence } }) =>
      pen.item(2, `${SIGNS[mark].symbol} `, `${id}  ${sentence}`, COLOURS[mark]),
    ),
  ];
}

function coverageLines({ coverage }: ReportInput['results'], pen: Pen): readonly string[] {
  if (!coverage) return [];
  const variants = variantWords(coverage);
  return [...pen.item(2, '', coverageWords(coverage)), ...(variants === undefined ? [] : pen.item(2, '', variants))];
}

function ruleLines({ mark, requirement }: Entry, pen: Pen): readonly string[] {
  return [
    `  ${pen.paint(`${SIGNS[mark].symbol} ${requirement.id}`, BOLD, COLOURS[mark])} ${pen.paint(`${requirement.level}, ${requirement.standing}`, FAINT)}`,
    ...pen.item(4, '', requirement.sentence),
  ];
}

function findingText(entry: Entry, pen: Pen): readonly string[] {
  const found = entry.verdicts.filter((verdict) => ['failed', 'warned', 'broken'].includes(markOf(verdict)));
  return [
    ...ruleLines(entry, pen),
    ...found.flatMap((verdict) => verdictLines(verdict, pen)),
    ...(entry.mark === 'broken' ? [] : pen.item(4, 'to do    ', entry.requirement.advice)),
  ];
}

function verdictLines(verdict: Verdict, pen: Pen): readonly string[] {
  const { check, operation, violations, reason } = verdict;
  const groups = alike(violations);
  const unsaid = groups.slice(FINDINGS_TOLD).reduce((sum, { others }) => sum + 1 + others.length, 0);
  return [
    ...pen.item(4, 'check    ', operation === undefined ? check : `${check}, ${operation}`, FAINT),
    ...(reason === undefined ? [] : pen.item(4, 'because  ', shortened(reason, WORDS_TOLD))),
    ...groups
      .slice(0, FINDINGS_TOLD)
      .flatMap(({ first, others }) => [
        ...pen.item(4, 'expected ', shortened(first.expected, WORDS_TOLD)),
        ...pen.item(
          4,
          'seen     ',
          `${shortened(first.actual, WORDS_TOLD)}${eventWords(first.seen)}`,
          COLOURS[markOf(verdict)],
        ),
        ...(others.length > 0 ? pen.item(13, '', `and the same ${timesMore(others.length)}`, FAINT) : []),
      ]),
    ...(unsaid > 0 ? pen.item(13, '', `and ${count(unsaid, 'more finding')} in the report`, FAINT) : []),
  ];
}

function eventWords(seen: readonly number[]): string {
  if (seen.length === 0) return '';
  const listed = seen.slice(0, 6).join(', ');
  return ` (${seen.length === 1 ? 'event' : 'events'} ${listed}${seen.length > 6 ? ', ...' : ''})`;
}

function untriedText(entry: Entry, pen: Pen): readonly string[] {
  return [
    ...ruleLines({ ...entry, mark: 'not-exercised' }, pen),
    ...reasonsIn(entry).flatMap((reason) => pen.item(4, 'because  ', shortened(reason, WORDS_TOLD))),
    ...pen.item(4, 'to exercise  ', entry.requirement.exercise),
  ];
}

/** Why something was not exercised in this very run, as far as that is known. */
function reasonsIn({ verdicts }: Entry): readonly string[] {
  const untried = verdicts.filter(({ outcome }) => outcome === 'not-exercised');
  return [...new Set(untried.flatMap(({ reason }) => reason ?? []))];
}

function warningText({ requirement, verdicts }: Entry, pen: Pen): readonly string[] {
  const found = verdicts.filter((verdict) => markOf(verdict) === 'warned').flatMap(({ violations }) => violations);
  const first = found[0];
  return [
    ...pen.item(2, `${SIGNS.warned.symbol} `, `${requirement.id}  ${requirement.sentence}`, COLOURS.warned),
    ...(first ? pen.item(4, 'seen     ', `${shortened(first.actual, WORDS_TOLD)}${eventWords(first.seen)}`) : []),
    ...(found.length > 1
      ? pen.item(13, '', `and ${count(found.length - 1, 'more finding')} in the report`, FAINT)
      : []),
  ];
}

/** What is known of a check or a defect where only its name matters. */
interface Named {
  readonly id: string;
  readonly title: string;
}

/** The catalogue: every requirement by area, with its checks or why it has none. */
export function catalogueText(
  catalogue: {
    readonly requirements: readonly Requirement[];
    readonly checks: readonly (Named & { readonly requirement: string })[];
  },
  look: Look = PLAIN,
): string {
  const pen = penOf(look);
  const { requirements, checks } = catalogue;
  const chapters = ledger(requirements, []);
  const tested = requirements.filter(({ untested }) => untested === undefined).length;
  return [
    ...chapters.flatMap(({ area, entries }) => [
      pen.paint(area, BOLD),
      ...entries.flatMap(({ requirement }) => {
        const { id, level, standing, sentence, untested } = requirement;
        const own = checks.filter((check) => check.requirement === id).map((check) => check.id);
        return [
          `  ${pen.paint(id, BOLD)} ${pen.paint(`${level}, ${standing}, ${severity(requirement)}`, FAINT)}`,
          ...pen.item(4, '', sentence),
          ...(untested === undefined
            ? pen.item(4, own.length === 1 ? 'check  ' : 'checks ', own.join(', '), FAINT)
            : pen.item(4, 'untested: ', untested, FAINT)),
        ];
      }),
      '',
    ]),
    `${count(requirements.length, 'requirement')}: ${tested} with ${count(checks.length, 'check')}, ${requirements.length - tested} untested. explain ID tells more of one.`,
  ].join('\n');
}

/** All that is known of a requirement: the rule, how it is known, what enforces it, what breaks it, and what to do. */
export function explanationText(
  requirement: Requirement,
  checks: readonly (Named & { readonly requirement: string })[],
  defects: readonly Named[],
  look: Look = PLAIN,
): string {
  const pen = penOf(look);
  const { id, area, level, standing, sentence, source, onlyIf, reach, advice, exercise, untested } = requirement;
  const own = checks.filter((check) => check.requirement === id);
  const row = (label: string, text: string) => pen.item(2, label.padEnd(13), text);
  const list = (label: string, things: readonly Named[]) =>
    things.flatMap((thing, index) => row(index === 0 ? label : '', `${thing.id}: ${thing.title}`));
  return [
    `${pen.paint(id, BOLD)} ${pen.paint(area, FAINT)}`,
    ...pen.item(2, '', sentence),
    '',
    ...row('level', `${level}; ${consequence(requirement)}`),
    ...row('standing', `${standing}: ${STANDING_WORDS[standing]}`),
    ...row('source', source),
    ...row('in force', inForce(requirement)),
    ...(onlyIf === undefined ? [] : row('only if', `the supplier ${onlyIf}`)),
    ...(reach === undefined ? [] : row('in a run', `brought about with ${wordsOf(reach)}`)),
    ...(untested === undefined ? list('checks', own) : row('untested', untested)),
    ...list('defects', defects),
    ...row('what to do', advice),
    ...row('to exercise', exercise),
  ].join('\n');
}

function inForce({ when, whenAny = [] }: Requirement): string {
  const conditions = [
    ...(when.length > 0 ? [`${when.join(', ')} ${when.length === 1 ? 'is' : 'are'} claimed`] : []),
    ...(whenAny.length > 0 ? [`any of ${whenAny.join(', ')} is claimed`] : []),
  ];
  return conditions.length === 0 ? 'always' : `when ${conditions.join(' and ')}`;
}
