import type { Area } from '../specs/requirement.ts';

/** What a run is doing at one moment. */
export interface Progress {
  /** Milliseconds since the run began. */
  readonly elapsed: number;
  readonly events: number;
  readonly journeys: readonly JourneyProgress[];
  /** The areas whose journeys have all ended. */
  readonly settled: readonly Area[];
  readonly ended: boolean;
}

/** What one journey is doing at one moment. */
export interface JourneyProgress {
  readonly id: string;
  readonly state: 'waiting to start' | 'playing' | 'ended';
  /** What a playing journey waits for, and for how many milliseconds still. */
  readonly waits: readonly { readonly for: string; readonly left: number }[];
}

/** One line that tells how far a run is, at most `width` characters: what is ended, and the waits that have longest to go. */
export function progressLine(progress: Progress, width: number): string {
  const { journeys } = progress;
  const ended = journeys.filter(({ state }) => state === 'ended').length;
  const start = `${clock(progress.elapsed)}  ${ended}/${journeys.length} journeys ended, ${progress.events} events`;
  const waits = journeys
    .flatMap(({ id, waits }) => waits.map((wait) => ({ id, ...wait })))
    .sort((a, b) => b.left - a.left)
    .map(({ id, for: what, left }) => `${id} waits for ${what} (${clock(left)} left)`);
  let line = start;
  for (const [index, wait] of waits.entries()) {
    const longer = `${line}${index === 0 ? ': ' : '; '}${wait}`;
    const unsaid = waits.length - index - 1;
    const more = unsaid > 0 ? `; ${unsaid} more` : '';
    if (longer.length + more.length > width) return `${line}${index > 0 ? `; ${unsaid + 1} more` : ''}`.slice(0, width);
    line = longer;
  }
  return line.slice(0, width);
}

/** Milliseconds as people say them: `8 s`, `2 min 05 s`. */
export function clock(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/** A display of progress that goes on until it is stopped. */
export interface Watching {
  /** Prints lines of one's own, with the progress kept below them. */
  readonly print: (text: string) => void;
  readonly stop: () => void;
}

/** Where progress is shown: a terminal, or anything else that takes text. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly write: (text: string) => unknown;
}

/** On a terminal one line is refreshed this often, elsewhere a line is added that often; in milliseconds. */
const INTERVAL = { terminal: 500, log: 10_000 } as const;

/** Shows how far a run is until it has ended or the watching is stopped; a run that does not answer shows nothing. */
export function watchProgress(screen: Screen, ask: () => Promise<Progress | undefined>): Watching {
  const live = screen.isTTY === true;
  let shown = false;
  const clear = () => {
    if (shown) screen.write('\r\u001b[K');
    shown = false;
  };
  let asking = false;
  const show = async () => {
    if (asking) return;
    asking = true;
    const progress = await ask().catch(() => undefined);
    asking = false;
    if (stopped || !progress || progress.ended) return;
    clear();
    screen.write(live ? progressLine(progress, (screen.columns ?? 80) - 1) : `  ${progressLine(progress, 300)}\n`);
    shown = live;
  };
  let stopped = false;
  const timer = setInterval(() => void show(), live ? INTERVAL.terminal : INTERVAL.log);
  timer.unref();
  return {
    print: (text) => {
      clear();
      screen.write(`${text}\n`);
    },
    stop: () => {
      stopped = true;
      clearInterval(timer);
      clear();
    },
  };
}
