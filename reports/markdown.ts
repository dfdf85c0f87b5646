import { isExcused, type Verdict } from '../checks/verdict.ts';
import { totalWords } from './diff-text.ts';
import type { Change } from './diff.ts';
import { headline, SEALS, totals } from './headline.ts';
import { storiesOf } from './html/timeline.ts';
import type { ReportInput } from './input.ts';
import { ledger, SIGNS, type Entry, type Mark } from './ledger.ts';
import { obstaclesOf } from './obstacles.ts';
import { count, duration, moment, shortened, visible } from './text.ts';
import { answersFor, waiverProblems } from './waiver-words.ts';

/** How many things are told before the rest is folded away. */
const TOLD_AT_ONCE = 10;

/** How many things a list tells at all; so the page stays far below the 1 MiB that CI systems show. */
const TOLD_AT_ALL = 100;

/** How long a text of anybody's may be, in characters. */
const WORDS_TOLD = 300;

/**
 * The results of a run as Markdown for the page of a CI job: the decision, the totals, what stands in the way, what was not
 * exercised, what is waived, new or left over, and where the rest is. Texts that the supplier or a configuration wrote stand in
 * code spans, where nothing of them is a link, a mention or markup. `files` are the names of the files beside it.
 */
export function renderMarkdown(input: ReportInput, files: Readonly<Record<string, string>>): string {
  const { results, verdicts, requirements } = input;
  const chapters = ledger(requirements, verdicts);
  const entries = chapters.flatMap((chapter) => chapter.entries);
  const { title, tone, answer, because } = headline(results, chapters);
  const { history } = input.run;
  const blocking = obstaclesOf(chapters, history, storiesOf(history).orders).map(({ entry }) => entry);
  const untried = entries.filter(
    (entry) => !entry.blocks && entry.verdicts.some(({ outcome }) => outcome === 'not-exercised'),
  );
  const warned = entries.filter((entry) => entry.verdicts.some(isWarning));
  const { profile, harness, seed, startedAt, finishedAt } = results;
  return [
    `## ${SEALS[tone]} ${title}: ${code(results.supplier.name)}`,
    `**${ours(answer)}** ${ours(because)}`,
    totalsTable(input),
    [
      `Tenant ${code(profile.tenant)} · ${ours(profile.name)} · started ${ours(moment(startedAt))}`,
      `${duration(Date.parse(finishedAt) - Date.parse(startedAt))} · ${ours(`${harness.name} ${harness.version}`)} · seed ${ours(String(seed))}`,
    ].join(' · '),
    ...chapter('What stands in the way', blocking, (entry) => blockingItem(entry, input), TOLD_AT_ONCE),
    ...(blocking.length > 0
      ? [`More of any of them: ${code(`supplier-conformance explain ${blocking[0]?.requirement.id}`)}`]
      : []),
    ...baseline(input),
    ...waivers(input),
    ...chapter(
      `Not exercised, and not in the way`,
      untried,
      ({ requirement }) => `- ${code(requirement.id)} ${ours(requirement.sentence)} ${ours(requirement.exercise)}`,
      0,
    ),
    ...chapter(
      'Warnings',
      warned,
      ({ requirement, verdicts: own }) =>
        `- ${code(requirement.id)} ${ours(requirement.sentence)}${seen(own.filter(isWarning))}`,
      0,
    ),
    ...chapter(
      "Left over on the supplier's system",
      results.leftOver,
      ({ text, journey }) => `- ${code(text)}${journey === undefined ? '' : ` (${code(journey)})`}`,
      0,
    ),
    `### Files`,
    Object.entries(files)
      .map(([name, what]) => `- ${code(name)} ${ours(what)}`)
      .join('\n'),
    '',
  ].join('\n\n');
}

function isWarning({ outcome, severity }: Verdict): boolean {
  return outcome === 'failed' && severity === 'warning';
}

function totalsTable({ results }: ReportInput): string {
  const shown = totals(results.summary).filter(({ number }) => number > 0);
  const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [
    row(shown.map(({ mark }) => `${SIGNS[mark].symbol} ${SIGNS[mark].word}`)),
    row(shown.map(() => '--:')),
    row(shown.map(({ number }) => number)),
  ].join('\n');
}

/** A heading with its number and a list: so many at once, the rest folded away, and the end in the report. */
function chapter<Thing>(
  heading: string,
  things: readonly Thing[],
  item: (thing: Thing) => string,
  atOnce: number,
): readonly string[] {
  if (things.length === 0) return [];
  const first = things.slice(0, atOnce).map(item);
  const rest = things.slice(atOnce, TOLD_AT_ALL).map(item);
  const untold = things.length - TOLD_AT_ALL;
  const folded = [
    `<details><summary>${first.length === 0 ? `${things.length} in all` : `${things.length - atOnce} more`}</summary>`,
    rest.join('\n'),
    ...(untold > 0 ? [`And ${untold} more in the report.`] : []),
    '</details>',
  ];
  return [
    `### ${heading}: ${things.length}`,
    ...(first.length > 0 ? [first.join('\n')] : []),
    ...(rest.length > 0 ? folded : []),
  ];
}

function blockingItem({ mark, requirement, verdicts }: Entry, { checks }: ReportInput): string {
  const own = verdicts.filter((verdict) => markOfBlocking(verdict) === mark);
  const [first] = own;
  const where = own.flatMap(({ operation }) => operation ?? []).slice(0, TOLD_AT_ONCE);
  const title = checks.find(({ id: check }) => check === first?.check)?.title;
  return [
    `- **${SIGNS[mark].symbol} ${SIGNS[mark].word}** ${code(requirement.id)} ${ours(requirement.sentence)}`,
    ...(title === undefined ? [] : [`  ${ours(title)}${where.length > 0 ? `: ${where.map(code).join(', ')}` : ''}`]),
    ...(mark === 'failed' ? [seen(own).trimStart(), `  **What to do:** ${ours(requirement.advice)}`] : []),
    ...(mark === 'not-exercised' ? [`  **To exercise it:** ${ours(requirement.exercise)}`] : []),
    ...(first?.reason === undefined ? [] : [`  ${code(first.reason)}`]),
  ]
    .filter((line) => line.trim() !== '')
    .map((line, index) => (index === 0 ? line : `  ${line.trim()}`))
    .join('  \n');
}

function markOfBlocking({ outcome, severity }: Verdict): Mark | undefined {
  return severity === 'error' ? outcome : undefined;
}

/** The first thing that verdicts found, and how much more there is. */
function seen(verdicts: readonly Verdict[]): string {
  const violations = verdicts.flatMap((verdict) => verdict.violations);
  const [first] = violations;
  if (!first) return '';
  const more = violations.length > 1 ? ` and ${violations.length - 1} more of the kind` : '';
  const events = first.seen.length > 0 ? ` (events ${first.seen.slice(0, TOLD_AT_ONCE).join(', ')})` : '';
  return ` expected ${code(first.expected)}, seen ${code(first.actual)}${events}${more}`;
}

function baseline({ results: { sinceBaseline } }: ReportInput): readonly string[] {
  if (!sinceBaseline) return [];
  const { obstructing, before, circumstances, changes } = sinceBaseline;
  const line = ({ check, operation, requirement }: Change) =>
    `- ${code(requirement)} ${code(check)}${operation === undefined ? '' : `, ${code(operation)}`}`;
  return [
    `### Since the baseline`,
    `${obstructing === 0 ? 'Nothing stands in the way that did not before.' : `${count(obstructing, 'thing')} ${obstructing === 1 ? 'stands' : 'stand'} in the way that did not before.`} Baseline of ${ours(moment(before.startedAt))}: ${ours(totalWords(sinceBaseline))}.`,
    ...(circumstances.length > 0 ? [circumstances.map((text) => `- ${code(text)}`).join('\n')] : []),
    ...chapter(
      'New in the way',
      changes.filter(({ obstructs }) => obstructs),
      line,
      TOLD_AT_ONCE,
    ),
    ...chapter(
      'Fixed',
      changes.filter(({ kind }) => kind === 'fixed'),
      line,
      TOLD_AT_ONCE,
    ),
  ];
}

function waivers({ results }: ReportInput): readonly string[] {
  const excused = results.verdicts.filter(({ outcome }) => outcome === 'waived');
  return [
    ...chapter(
      'Waived',
      excused,
      (verdict) => {
        const { requirement, check, operation, waiver } = verdict;
        const words = waiver ? `${answersFor(waiver)}: ${waiver.reason}` : '';
        return `- ${code(requirement)} ${code(check)}${operation === undefined ? '' : `, ${code(operation)}`}${isExcused(verdict) ? '' : ' (a warning)'}: ${code(words)}`;
      },
      TOLD_AT_ONCE,
    ),
    ...chapter('Waivers to be seen to', waiverProblems(results), (text) => `- ${code(text)}`, TOLD_AT_ONCE),
  ];
}

/** Text of anybody's: in a code span, on one line, of bounded length, with nothing hidden. */
function code(text: string): string {
  const line = oneLine(text, WORDS_TOLD);
  if (line === '') return '(nothing)';
  // A span goes on to the next run of as many backticks; a text with longer ones than it has cannot end it.
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Our own words, in which some sign may be one of Markdown's. */
function ours(text: string): string {
  const line = oneLine(text, 2 * WORDS_TOLD);
  // Neither the beginning of an address nor, with an invisible word joiner in it, a mention or the number of an issue is found.
  return line
    .replace(/[\\`*_{}[\]<>|~&]|:(?=\/\/)|(?<=\bwww)\./g, (sign) => `\\${sign}`)
    .replace(/[@#](?=\w)/g, (sign) => `${sign}\u2060`);
}

/** Text on one line, with nothing hidden; only as much of it is looked at as may be told. */
function oneLine(text: string, length: number): string {
  return shortened(
    visible(shortened(text, 2 * length))
      .replace(/\s+/g, ' ')
      .trim(),
    length,
  );
}
