/** A known failure that somebody answers for until a day: it does not stand in the way of a run, and is never hidden. */
export interface Waiver {
  /** The check whose verdicts it is about; absent where it is about a whole requirement. */
  readonly check?: string;
  /** The requirement all of whose checks it is about; absent where it is about one check. */
  readonly requirement?: string;
  /** The operation that it is about, by its operationId; absent where it is about all of them. */
  readonly operation?: string;
  /** What is waived: that the rule is broken, or that nothing brings its situation about. */
  readonly outcome: 'failed' | 'not-exercised';
  readonly reason: string;
  /** Who answers for it. */
  readonly owner: string;
  /** The last day on which it counts, as `YYYY-MM-DD` in UTC. */
  readonly expires: string;
  /** The address of a page that tells more. */
  readonly link?: string;
  /** Where it is written down, as `FILE:LINE:COLUMN`; the file without its folder. */
  readonly place: string;
}

/** What a waiver is about, in words: its check or requirement, and its operation. */
export function subjectOf({
  check,
  requirement,
  operation,
}: Pick<Waiver, 'check' | 'requirement' | 'operation'>): string {
  const rule = check ?? requirement ?? '';
  return operation === undefined ? rule : `${rule} of ${operation}`;
}

/** The day of a moment, both in UTC; takes ISO 8601. */
export function dayOf(moment: string): string {
  return new Date(moment).toISOString().slice(0, 10);
}

/** Whether a text is a day of the calendar, written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && dayOf(moment.toISOString()) === text;
}

const MEMBERS: readonly string[] = [
  'check',
  'requirement',
  'operation',
  'outcome',
  'reason',
  'owner',
  'expires',
  'link',
  'place',
] satisfies readonly (keyof Waiver)[];

/** Whether a value is a waiver as a list of known failures may hold it: it names one thing, somebody answers for it, and it ends. */
export function isWaiver(value: unknown): value is Waiver {
  if (typeof value !== 'object' || value === null) return false;
  const { check, requirement, operation, outcome, reason, owner, expires, link, place } = value as Partial<
    Record<keyof Waiver, unknown>
  >;
  const isSaid = (text: unknown) => typeof text === 'string' && /\S/.test(text);
  return (
    Object.keys(value).every((name) => MEMBERS.includes(name)) &&
    (check === undefined) !== (requirement === undefined) &&
    [check ?? requirement, reason, owner, place].every(isSaid) &&
    (operation === undefined || isSaid(operation)) &&
    (outcome === 'failed' || outcome === 'not-exercised') &&
    typeof expires === 'string' &&
    isDay(expires) &&
    (link === undefined || (typeof link === 'string' && /^https?:\/\//i.test(link)))
  );
}
