import { wordsOf } from '../specs/reach.ts';
import { severity, type Requirement } from '../specs/requirement.ts';
import type { Verdict } from '../checks/verdict.ts';
import { coverageWords, variantWords } from './coverage-words.ts';
import { headline, totals } from './headline.ts';
import type { ReportInput } from './input.ts';
import { consequence, ledger, markOf, SIGNS, STANDING_WORDS, type Entry, type Mark } from './ledger.ts';
import { count, duration, shortened, visible } from './text.ts';

/** How text is laid out: whether it is coloured, and how many characters wide it may be. */
export interface Look {
  readonly colour: boolean;
  readonly width: number;
}

/** The look of text that is written to a file. */
export const PLAIN: Look = { colour: false, width: 100 };

/** The look that suits where text is written to: colour only on a terminal whose user has not asked for none (NO_COLOR). */
export function lookOf(
  stream: { readonly isTTY?: boolean; readonly columns?: number },
  environment: Readonly<Record<string, string | undefined>>,
): Look {
  const isTerminal = stream.isTTY === true;
  const refused = (environment.NO_COLOR ?? '') !== '' || environment.TERM === 'dumb';
  return {
    colour: isTerminal && !refused,
    width: Math.min(Math.max((isTerminal && stream.columns) || PLAIN.width, 40), 120),
  };
}

/** The colour in which each mark is shown. */
export const COLOURS: Readonly<Record<Mark, number>> = {
  failed: 31,
  broken: 35,
  'not-exercised': 36,
  warned: 33,
  waived: 36,
  passed: 32,
  'not-applicable': 90,
  untested: 90,
};

/** The code that makes what is beside the point recede. */
export const FAINT = 90;
/** The code that makes headings stand out. */
export const BOLD = 1;

/** What writes the lines of a terminal in one look. */
export interface Pen {
  readonly paint: (text: string, ...codes: readonly number[]) => string;
  /** Text at a label's right, wrapped; the supplier's own words cannot steer the terminal. */
  readonly item: (indent: number, label: string, text: string, ...codes: readonly number[]) => readonly string[];
}

/** The pen that writes in a look. */
export function penOf({ colour, width }: Look): Pen {
  const paint = (text: string, ...codes: readonly number[]) =>
    colour && codes.length > 0 ? `\u001b[${codes.join(';')}m${text}\u001b[0m` : text;
  return {
    paint,
    item: (indent, label, text, ...codes) => {
      const start = indent + label.length;
      const lines = wrapped(visible(text), Math.max(width - start, 20));
      return lines.map((line, index) =>
        index === 0
          ? `${' '.repeat(indent)}${paint(label, FAINT)}${paint(line, ...codes)}`
          : `${' '.repeat(start)}${paint(line, ...codes)}`,
      );
    },
  };
}

/** Text in lines of at most that many characters, broken at spaces where there are any. */
function wrapped(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let rest = paragraph;
    while (rest.length > width) {
      const space = rest.lastIndexOf(' ', width);
      const end = space > 0 ? space : width;
      lines.push(rest.slice(0, end));
      rest = rest.slice(end).trimStart();
    }
    return [...lines, rest];
  });
}

/** How many findings of a verdict are told on a terminal, and how much of each, in characters; the report has all. */
const FINDINGS_TOLD = 2;
/** How much of one finding is told on a terminal, in characters. */
export const WORDS_TOLD = 400;

/** What a run ends with: what was found and what to do, what was not exercised, and last the decision, the totals and the report's path. */
export function closingText(input: ReportInput, options: { readonly report?: string } & Partial<Look> = {}): string {
  const pen = penOf({ ...PLAIN, ...options });
  const { results, run } = input;
  const chapters = ledger(input.requirements, input.verdicts);
  const entries = chapters.flatMap((chapter) => chapter.entries);
  const marked = (mark: Mark) => entries.filter((entry) => entry.mark === mark && entry.verdicts.length > 0);
  const untried = entries.filter(({ verdicts }) => verdicts.some(({ outcome }) => outcome === 'not-exercised'));
  const inTheWay = untried.filter(({ requirement }) => severity(requirement) === 'error');
  const others = untried.length - inTheWay.length;
  const harnessErrors = run.history.flatMap((event) =>
    event.type === 'note' && event.note === 'harness-error' ? [event.text] : [],
  );
  const leftOver = run.history.filter((event) => event.type === 'note' && event.note === 'left-over').length;
  const remarks = [
    ...(others > 0
      ? [
          `${count(others, 'requirement')} that would not stand in the way ${others === 1 ? 'was' : 'were'} not exercised; the report tells how.`,
        ]
      : []),
    ...(leftOver > 0
      ? [
          `${count(leftOver, 'thing')} left over on the supplier's system; the report lists ${leftOver === 1 ? 'it' : 'them'}.`,
        ]
      : []),
  ];
  const { title, because, tone } = headline(results, chapters);
  const told = totals(results.summary)
    .filter(({ mark, number }) => number > 0 || mark === 'passed' || mark === 'failed')
    .map(({ mark, number }) => pen.paint(`${number} ${SIGNS[mark].word}`, ...(number > 0 ? [COLOURS[mark]] : [FAINT])));
  const sum = pen.paint(` = ${count(results.verdicts.length, 'verdict')}`, FAINT);
  const seal = { good: '✓', bad: '✕', open: '–' }[tone];
  const elapsed = Date.parse(results.finishedAt) - Date.parse(results.startedAt);
  return [
    ...block(
      'Failed',
      marked('failed').map((entry) => findingText(entry, pen)),
    ),
    ...block('Broken: the harness was at fault, never the supplier', [
      ...marked('broken').map((entry) => findingText(entry, pen)),
      ...harnessErrors.map((text) => pen.item(2, '⊘ ', shortened(text, WORDS_TOLD), COLOURS.broken)),
    ]),
    ...block(
      'Not exercised, and in the way',
      inTheWay.map((entry) => untriedText(entry, pen)),
    ),
    ...block(
      'Warnings, not in the way',
      marked('warned').length > 0 ? [marked('warned').flatMap((entry) => warningText(entry, pen))] : [],
    ),
    ...remarks.flatMap((text) => [...pen.item(0, '', text), '']),
    ...pen.item(
      0,
      '',
      `${seal} ${title}: ${results.supplier.name}, tenant ${results.profile.tenant}, in ${duration(elapsed)}`,
      BOLD,
      { good: 32, bad: 31, open: 36 }[tone],
    ),
    ...pen.item(2, '', because),
    `  ${told.join(' + ')}${sum}`,
    ...coverageLines(results, pen),
    ...(options.report === undefined ? [] : [`  Report: ${options.report}`]),
  ].join('\n');

  function block(heading: string, texts: readonly (readonly string[])[]): readonly string[] {
    return texts.length === 0 ? [] : [...pen.item(0, '', heading, BOLD), ...texts.flatMap((lines) => [...lines, ''])];
  }
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
  const unsaid = violations.length - FINDINGS_TOLD;
  return [
    ...pen.item(4, 'check    ', operation === undefined ? check : `${check}, ${operation}`, FAINT),
    ...(reason === undefined ? [] : pen.item(4, 'because  ', shortened(reason, WORDS_TOLD))),
    ...violations
      .slice(0, FINDINGS_TOLD)
      .flatMap(({ expected, actual, seen }) => [
        ...pen.item(4, 'expected ', shortened(expected, WORDS_TOLD)),
        ...pen.item(4, 'seen     ', `${shortened(actual, WORDS_TOLD)}${eventWords(seen)}`, COLOURS[markOf(verdict)]),
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
    ...pen.item(4, 'to exercise  ', entry.requirement.exercise),
  ];
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
