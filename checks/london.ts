/** The time in the United Kingdom, where every appointment takes place. */

const OFFSET = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', timeZoneName: 'longOffset' });
const DAY = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** How many minutes London's clocks are ahead of UTC at an instant, given in milliseconds since 1970: 0 or 60. */
export function londonOffset(instant: number): number {
  const name = OFFSET.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return name === 'GMT+01:00' ? 60 : 0;
}

/** The date in London at an instant, given in milliseconds since 1970, as YYYY-MM-DD. */
export function londonDate(instant: number): string {
  const parts = DAY.formatToParts(instant);
  const part = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** A date-time as it was written: the instant that it means, and the minutes ahead of UTC that it is written in. */
export interface WrittenTime {
  /** Milliseconds since 1970. */
  readonly instant: number;
  readonly offset: number;
}

const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|([+-])(\d{2}):(\d{2}))$/i;

/** Reads a date-time that says which offset it is in; undefined for anything else. */
export function readTime(text: unknown): WrittenTime | undefined {
  const match = typeof text === 'string' ? DATE_TIME.exec(text) : null;
  const instant = match ? Date.parse(match[0]) : NaN;
  if (!match || Number.isNaN(instant)) return undefined;
  const minutes = Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0);
  return { instant, offset: match[1] === '-' ? 0 - minutes : minutes };
}

/** The day in London that a date or a date-time means, as YYYY-MM-DD; undefined for what is neither. */
export function dayOf(date: unknown): string | undefined {
  if (typeof date === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(date)) return date;
  const time = readTime(date);
  return time && londonDate(time.instant);
}
