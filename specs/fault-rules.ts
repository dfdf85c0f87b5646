import type { Fault, FaultKind } from './faults.ts';

/** The kinds of fault that each requirement to refuse is about, as far as they are sure. */
export const SURE_REFUSALS = {
  'VAR-REFUSES-UNREADABLE': ['broken-json', 'empty-body', 'not-an-object', 'bad-query-json', 'media-type'],
  'VAR-REFUSES-INCOMPLETE': ['missing', 'null', 'missing-header'],
  'VAR-REFUSES-WRONG-TYPE': ['wrong-type', 'quoted'],
  'VAR-REFUSES-OUT-OF-BOUNDS': [
    'too-long',
    'too-short',
    'pattern',
    'word',
    'format',
    'too-small',
    'too-large',
    'fraction',
    'too-few',
    'too-many',
  ],
} as const satisfies Readonly<Record<string, readonly FaultKind[]>>;

/** The requirements that faults are refused, by their ids: what must be refused first, what is better refused last. */
export const REFUSALS = [
  'VAR-REFUSES-UNREADABLE',
  'VAR-REFUSES-INCOMPLETE',
  'VAR-REFUSES-WRONG-TYPE',
  'VAR-REFUSES-OUT-OF-BOUNDS',
  'VAR-REFUSES-DOUBTFUL',
] as const;

/** The requirement that a fault comes under; of whatever is lenient it is the last. */
export function refusalOf({ kind, weight }: Fault): (typeof REFUSALS)[number] {
  if (weight === 'lenient') return 'VAR-REFUSES-DOUBTFUL';
  const isAbout = (kinds: readonly FaultKind[]) => kinds.includes(kind);
  if (isAbout(SURE_REFUSALS['VAR-REFUSES-UNREADABLE'])) return 'VAR-REFUSES-UNREADABLE';
  if (isAbout(SURE_REFUSALS['VAR-REFUSES-INCOMPLETE'])) return 'VAR-REFUSES-INCOMPLETE';
  if (isAbout(SURE_REFUSALS['VAR-REFUSES-WRONG-TYPE'])) return 'VAR-REFUSES-WRONG-TYPE';
  return 'VAR-REFUSES-OUT-OF-BOUNDS';
}
