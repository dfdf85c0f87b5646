import type { Requirement } from '../specs/requirement.ts';
import type { Decision } from '../checks/verdict.ts';
import { KINDS, NEWS, type Change, type Comparison, type Kind, type State } from './diff.ts';
import { SIGNS, WEIGHT, type Mark } from './ledger.ts';
import { BOLD, COLOURS, FAINT, penOf, PLAIN, WORDS_TOLD, type Look, type Pen } from './pen.ts';
import { count, moment, shortened } from './text.ts';

/** How a kind of change is headed, and marked. */
export const KIND_WORDS: Readonly<
  Record<Kind, { readonly heading: string; readonly short: string; readonly mark: Mark }>
> = {
  'new-failure': { heading: 'New failures', short: 'newly failing', mark: 'failed' },
  'newly-broken': { heading: 'Newly broken: the harness was at fault', short: 'newly broken', mark: 'broken' },
  'newly-untested': { heading: 'Newly untested', short: 'newly untested', mark: 'not-exercised' },
  'newly-waived': { heading: 'New failures that are waived', short: 'newly failing and waived', mark: 'waived' },
  'new-warning': { heading: 'New warnings, not in the way', short: 'new as a warning', mark: 'warned' },
  'still-failing': { heading: 'Still failing', short: 'still failing', mark: 'failed' },
  'still-broken': { heading: 'Still broken', short: 'still broken', mark: 'broken' },
  'still-untested': { heading: 'Still untested', short: 'still untested', mark: 'not-exercised' },
  fixed: { heading: 'Fixed', short: 'fixed', mark: 'passed' },
  'newly-exercised': { heading: 'Newly exercised, and right', short: 'newly exercised', mark: 'passed' },
  'no-longer-applicable': {
    heading: 'No longer applicable',
    short: 'no longer applicable',
    mark: 'not-applicable',
  },
  gone: { heading: 'Not judged any more', short: 'not judged any more', mark: 'untested' },
  added: {
    heading: 'Judged for the first time, and nothing wrong',
    short: 'judged for the first time',
    mark: 'passed',
  },
};

/** Kinds of change that are told as a number only, where there are many: nothing is wrong with them that is new. */
const AS_A_NUMBER: readonly Kind[] = ['newly-exercised', 'no-longer-applicable', 'gone', 'added', 'still-untested'];

/** How many of them are listed all the same. */
const FEW = 10;

/** What a requirement says, by its id; nothing for one of another version. */
export type Sentences = (id: string) => string | undefined;

/** The sentences of a catalogue. */
export function sentencesOf(requirements: readonly Pick<Requirement, 'id' | 'sentence'>[]): Sentences {
  const sentences = new Map(requirements.map(({ id, sentence }) => [id, sentence]));
  return (id) => sentences.get(id);
}

/** What has changed from one run to the next, the weightiest first, and last the answer and the totals. */
export function diffText(comparison: Comparison, sentences: Sentences, look: Look = PLAIN): string {
  const pen = penOf(look);
  const { before, after, circumstances, changes, obstructing } = comparison;
  return [
    ...circumstances.flatMap((text) => pen.item(0, '! ', text, COLOURS.warned)),
    ...(circumstances.length > 0 ? [''] : []),
    ...KINDS.flatMap((kind) => chapter(kind, changes, sentences, pen)),
    ...pen.item(
      0,
      '',
      obstructing === 0
        ? '✓ Nothing stands in the way that did not before'
        : `✕ ${count(obstructing, 'thing')} ${obstructing === 1 ? 'stands' : 'stand'} in the way that did not before`,
      BOLD,
      obstructing === 0 ? 32 : 31,
    ),
    ...pen.item(2, '', `${totalWords(comparison)}.`),
    ...(
      [
        ['old', before],
        ['new', after],
      ] as const
    ).flatMap(([which, side]) =>
      pen.item(
        2,
        `${which}  `,
        `${side.supplier.name}, ${moment(side.startedAt)}, seed ${side.seed}: ${DECISION_WORDS[side.decision ?? (side.certifiable ? 'certifiable' : 'not-certifiable')]}`,
      ),
    ),
  ].join('\n');
}

/** The decisions as they are told in a sentence. */
export const DECISION_WORDS: Readonly<Record<Decision, string>> = {
  certifiable: 'certifiable',
  'certifiable-with-waivers': 'certifiable with waivers',
  'not-certifiable': 'not certifiable',
};

/** How many changes there are of each kind, in words. */
export function totalWords({ summary }: Pick<Comparison, 'summary'>): string {
  const some = KINDS.filter((kind) => summary[kind] > 0);
  return some.length === 0 ? 'no change' : some.map((kind) => `${summary[kind]} ${KIND_WORDS[kind].short}`).join(', ');
}

/** What has changed since the baseline of a run, as its closing text tells it; what was found stands elsewhere in that. */
export function baselineText(comparison: Comparison, sentences: Sentences, pen: Pen): readonly string[] {
  const { before, circumstances, changes } = comparison;
  const told = KINDS.filter((kind) => NEWS.includes(kind) || kind === 'fixed' || kind === 'gone');
  return [
    ...pen.item(0, '', `Since the baseline of ${moment(before.startedAt)}: ${totalWords(comparison)}`, BOLD),
    ...circumstances.flatMap((text) => pen.item(2, '! ', text, COLOURS.warned)),
    ...told.flatMap((kind) => {
      const some = changes.filter((change) => change.kind === kind);
      if (some.length === 0) return [];
      const layout = { indent: 4, examples: false };
      return [
        ...pen.item(2, '', KIND_WORDS[kind].heading),
        ...listed(worthTelling(some, kind), layout, sentences, pen),
      ];
    }),
    '',
  ];
}

function chapter(kind: Kind, changes: readonly Change[], sentences: Sentences, pen: Pen): readonly string[] {
  const some = changes.filter((change) => change.kind === kind);
  if (some.length === 0) return [];
  return [
    ...pen.item(0, '', `${KIND_WORDS[kind].heading}: ${some.length}`, BOLD),
    ...listed(worthTelling(some, kind), { indent: 2, examples: true }, sentences, pen),
    '',
  ];
}

/** Of many changes that are told as a number only those that failed before. */
function worthTelling(changes: readonly Change[], kind: Kind): readonly Change[] {
  if (!AS_A_NUMBER.includes(kind) || changes.length <= FEW) return changes;
  return changes.filter(({ before }) => before === 'failed');
}

interface Layout {
  readonly indent: number;
  /** Whether the first thing that was found is told. */
  readonly examples: boolean;
}

/** Changes of one kind, requirement by requirement. */
function listed(
  changes: readonly Change[],
  { indent, examples }: Layout,
  sentences: Sentences,
  pen: Pen,
): readonly string[] {
  const requirements = [...new Set(changes.map(({ requirement }) => requirement))];
  return requirements.flatMap((requirement) => {
    const own = changes.filter((change) => change.requirement === requirement);
    const mark = shownMarkOf(own);
    return [
      ...pen.item(indent, `${SIGNS[mark].symbol} `, `${requirement}  ${sentences(requirement) ?? ''}`, COLOURS[mark]),
      ...own.flatMap((change) => changeLines(change, indent + 2, examples, pen)),
    ];
  });
}

function changeLines(change: Change, indent: number, examples: boolean, pen: Pen): readonly string[] {
  const { check, operation, example } = change;
  const subject = operation === undefined ? check : `${check}, ${operation}`;
  return [
    ...pen.item(indent, 'check    ', `${subject}; ${historyWords(change)}`, FAINT),
    ...(example && examples
      ? [
          ...pen.item(indent, 'expected ', shortened(example.expected, WORDS_TOLD)),
          ...pen.item(indent, 'seen     ', shortened(example.actual, WORDS_TOLD), COLOURS[shownMark(change)]),
        ]
      : []),
  ];
}

/** The mark that changes are shown with: the weightiest of what they are now. */
export function shownMarkOf(changes: readonly Change[]): Mark {
  const marks = new Set(changes.map(shownMark));
  return WEIGHT.find((mark) => marks.has(mark)) ?? 'untested';
}

function shownMark({ after, kind }: Change): Mark {
  return after === 'absent' ? KIND_WORDS[kind].mark : after;
}

/** How a change was marked and how it is, in words. */
export function historyWords({ before, after, obstructs }: Change): string {
  const was = before === after ? `${word(after)}, as before` : `${word(before)} before, ${word(after)} now`;
  return obstructs ? `${was}, in the way` : was;
}

function word(state: State): string {
  return state === 'absent' ? 'not judged' : SIGNS[state].word;
}
