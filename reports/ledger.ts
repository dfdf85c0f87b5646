import { AREAS, severity, type Area, type Requirement } from '../specs/requirement.ts';
import { blocks, type Outcome, type Verdict } from '../checks/verdict.ts';

/** What a reader is told of a verdict or a requirement; a failure goes by its severity: `failed` or `warned`. */
export type Mark = Outcome | 'warned' | 'untested';

/** A mark as it is shown: never by colour alone, always with a sign and a word. */
export interface Sign {
  readonly symbol: string;
  readonly word: string;
  readonly meaning: string;
}

/** How each mark is shown, the weightiest first: a requirement is shown as the first of these that one of its verdicts has. */
export const SIGNS: Readonly<Record<Mark, Sign>> = {
  failed: { symbol: '✕', word: 'failed', meaning: 'A binding rule was broken.' },
  broken: {
    symbol: '⊘',
    word: 'broken',
    meaning: 'The harness was at fault, never the supplier; the rule was not judged.',
  },
  warned: {
    symbol: '!',
    word: 'warned',
    meaning: 'Advice, or a rule that is not certain, was not followed. It does not stand in the way.',
  },
  'not-exercised': {
    symbol: '○',
    word: 'not exercised',
    meaning: 'Nothing brought the situation about. It is never a pass.',
  },
  waived: { symbol: '⚑', word: 'waived', meaning: 'Failed or not exercised, and somebody answers for it.' },
  passed: { symbol: '✓', word: 'passed', meaning: 'Looked at, and right every time.' },
  'not-applicable': {
    symbol: '–',
    word: 'not applicable',
    meaning: 'Not claimed, or the supplier chose the other permitted way.',
  },
  untested: { symbol: '∅', word: 'untested', meaning: 'No check enforces it.' },
};

/** The marks, the weightiest first. */
export const WEIGHT = Object.keys(SIGNS) as readonly Mark[];

/** A requirement with all that was concluded about it. */
export interface Entry {
  readonly requirement: Requirement;
  readonly verdicts: readonly Verdict[];
  readonly mark: Mark;
  /** Whether it stands in the way of going live. */
  readonly blocks: boolean;
  /** Why it is untested. */
  readonly untested?: string;
}

/** All requirements of an area with what was concluded about them. */
export interface Chapter {
  readonly area: Area;
  readonly entries: readonly Entry[];
}

/** How a verdict is shown. */
export function markOf(verdict: Verdict): Mark {
  return verdict.outcome === 'failed' && verdict.severity === 'warning' ? 'warned' : verdict.outcome;
}

/**
 * The requirements by area, each with its verdicts.
 * @throws Error when a verdict names a requirement that is not among them: it would be lost.
 */
export function ledger(requirements: readonly Requirement[], verdicts: readonly Verdict[]): readonly Chapter[] {
  const byRequirement = new Map<string, Verdict[]>(requirements.map(({ id }) => [id, []]));
  for (const verdict of verdicts) {
    const found = byRequirement.get(verdict.requirement);
    if (!found) throw new Error(`check ${verdict.check} judged ${verdict.requirement}, which is not in the catalogue`);
    found.push(verdict);
  }
  return AREAS.map((area) => ({
    area,
    entries: requirements
      .filter((requirement) => requirement.area === area)
      .map((requirement) => entry(requirement, byRequirement.get(requirement.id) ?? [])),
  })).filter(({ entries }) => entries.length > 0);
}

function entry(requirement: Requirement, verdicts: readonly Verdict[]): Entry {
  const marks = new Set(verdicts.map(markOf));
  const mark = WEIGHT.find((candidate) => marks.has(candidate)) ?? 'untested';
  return {
    requirement,
    verdicts,
    mark,
    blocks: verdicts.some(blocks),
    ...(mark === 'untested' ? { untested: requirement.untested ?? NOT_JUDGED } : {}),
  };
}

const NOT_JUDGED = 'It was left out of this run.';

/** The number of events that a verdict looked at and what it found, in words. */
export function examinedWords(verdict: Verdict): string {
  const looked = verdict.examined === 1 ? 'looked at once' : `looked at ${verdict.examined} times`;
  const found = verdict.violations.length;
  if (verdict.examined === 0 && found === 0) return '';
  return found === 0 ? looked : `${looked}, ${found === 1 ? '1 finding' : `${found} findings`}`;
}

/** What a standing says about how a rule is known, for a reader who does not know our words. */
export const STANDING_WORDS: Readonly<Record<Requirement['standing'], string>> = {
  documented: 'stated by the official documentation',
  policy: 'not written, but the gateway could not process the message otherwise',
  example: 'shown only by official examples',
  superseded: 'stated by a page that was replaced',
  tenant: "stated for the tenants' side only",
  inferred: 'concluded by us',
};

/** What the breach of a requirement does, in a few words. */
export function consequence(requirement: Requirement): string {
  return severity(requirement) === 'error' ? 'binding: a breach stands in the way' : 'advice: a breach is a warning';
}

/** The areas as headings. */
export const AREA_WORDS: Readonly<Record<Area, string>> = {
  http: 'HTTP: every operation',
  availability: 'Availability',
  quotes: 'Quotes',
  appointments: 'Appointments',
  orders: 'Orders',
  'modify-and-cease': 'Modify and cease orders',
  switch: 'Switch orders',
  ethernet: 'Ethernet orders',
  amendments: 'Amendments',
  cancellations: 'Cancellations',
  'unsolicited-cease': 'Unsolicited ceases',
  'service-tests': 'Service tests',
  'service-problems': 'Service problems',
  variants: 'Request variants',
  kcis: 'KCIs',
};
