import { header, type Header } from '../evidence/history.ts';

/** How often one request is sent again because the supplier asked for patience. */
const REPEATS = 5;

/** Less than this is no pause, in milliseconds, whatever the supplier says. */
const SHORTEST = 100;

/** After so many requests in a row that were put off to the last, patience is taken to be in vain. */
const IN_VAIN = 3;

/** How long a run lets itself be held up in all: in longest waits for an outcome, and in milliseconds where those are short. */
const OUTCOMES = 6;
const LEAST_HELD_UP = 15 * 60_000;

/** Milliseconds that a run lets itself be held up in all, which waits that long for an outcome; what waits at the same time counts once. */
export function mostHeldUp(outcome: number): number {
  return Math.max(OUTCOMES * outcome, LEAST_HELD_UP);
}

/** Told when a run has been held up for as long as it lets itself be. */
export const HELD_UP_WORDS =
  'the run was held up for as long as it lets itself be by 429 and 503 with Retry-After; what is put off from now on is not asked again, and proves nothing';

/** What one request has been through so far. */
export interface Endured {
  /** How often it was sent again. */
  readonly repeats: number;
  /** Milliseconds that it was put off for in all. */
  readonly waited: number;
}

/** How much patience a run has with a supplier that puts requests off. */
export interface Limits {
  /**
   * Milliseconds after which to send a request again that got this answer; `never` where the run has been held up for so long
   * already that it is not, through no fault of this answer; undefined where the answer stands: it is another one, it does not
   * say how long to wait or asks for more than `longest` milliseconds, or all patience has been in vain.
   */
  readonly putOff: (
    answer: { readonly status: number; readonly headers: readonly Header[] },
    endured: Endured,
    longest: number,
  ) => number | 'never' | undefined;
}

/** The patience of a run that lets itself be held up for so many milliseconds in all. */
export function createLimits(heldUp: number): Limits {
  let left = heldUp;
  let heldUntil = 0;
  let inVain = 0;
  return {
    putOff: ({ status, headers }, { repeats, waited }, longest) => {
      if (status !== 429 && status !== 503) {
        inVain = 0;
        return undefined;
      }
      const told = retryAfter(headers);
      if (told === undefined || inVain >= IN_VAIN) return undefined;
      const wait = Math.max(told, SHORTEST);
      if (repeats >= REPEATS || waited + wait > longest) {
        inVain += 1;
        return undefined;
      }
      const now = performance.now();
      // Requests that wait at the same time hold the run up once.
      const more = Math.max(0, now + wait - Math.max(now, heldUntil));
      if (more > left) return 'never';
      left -= more;
      heldUntil = Math.max(heldUntil, now + wait);
      return wait;
    },
  };
}

/** The dates that HTTP has senders write, such as `Sun, 06 Nov 1994 08:49:37 GMT`. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * The milliseconds that a Retry-After header asks to wait, given as seconds or as a date; 0 for a date that is over, undefined
 * where there is none that can be read. A date is taken from the Date of the same answer, since clocks differ.
 */
export function retryAfter(headers: readonly Header[]): number | undefined {
  const told = header(headers, 'Retry-After')?.trim() ?? '';
  if (/^\d{1,9}$/.test(told)) return Number(told) * 1000;
  const until = dateOf(told);
  if (until === undefined) return undefined;
  return Math.max(0, until - (dateOf(header(headers, 'Date')?.trim() ?? '') ?? Date.now()));
}

function dateOf(written: string): number | undefined {
  const time = HTTP_DATE.test(written) ? Date.parse(written) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
