import { once, setMaxListeners } from 'node:events';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { thrownWords } from '../../specs/thrown.ts';
import { AREAS } from '../../specs/requirement.ts';
import type { Pace } from '../../specs/profile.ts';
import type { Recorder } from '../../evidence/recorder.ts';
import { AuthorizationError } from '../../journeys/authorization.ts';
import { ENDING, Interruption } from '../../journeys/interruption.ts';
import type { Journey, VariantWish } from '../../journeys/journey.ts';
import { mostHeldUp } from '../../journeys/limits.ts';
import { SLOWEST } from '../../journeys/pacing.ts';
import type { Stages } from '../../journeys/stage.ts';
import type { JourneyProgress, Progress } from '../../reports/progress.ts';
import { watchTurnedDown } from './turned-down.ts';
import { turnstile } from './turnstile.ts';

/** Journeys that are being played. */
export interface Playing {
  readonly progress: () => Omit<Progress, 'events'>;
  /** Resolves when the journeys that fit have ended. */
  readonly endOf: (fits: (journey: Journey) => boolean) => Promise<void>;
  /** Resolves when all journeys have ended. */
  readonly ended: Promise<void>;
}

/** What playing needs. */
export interface Play {
  readonly journeys: readonly Journey[];
  readonly stages: Pick<Stages, 'stageFor' | 'waits'>;
  readonly recorder: Recorder;
  readonly tempo: Tempo;
  /** Ends all waits when the run is interrupted. */
  readonly signal: AbortSignal;
  /** Interrupts the run because it cannot go on, and says why. */
  readonly giveUp: (why: string) => void;
  /** Milliseconds that a journey may go on after the signal; default 21 s. */
  readonly grace?: number;
}

/** How hard and how patiently a run goes about it. */
export interface Tempo {
  readonly pace: Pace;
  /** How many journeys are played at once. */
  readonly concurrency: number;
  readonly requestsPerSecond: number;
  readonly variants: Pick<VariantWish, 'perOperation' | 'within'>;
}

/** How long a journey may go on after it was told to end, in milliseconds: time enough to take back what it has ordered. */
const GRACE = 2_000 + 2 * (ENDING.answer + ENDING.decision) + ENDING.news;

/**
 * Plays all journeys together, as many at once as the concurrency allows, and once more, each alone, those whose orders were
 * turned down beside those of others. It ends by itself, whatever a journey does.
 */
export function play({ journeys, stages, recorder, tempo, signal, giveUp, grace = GRACE }: Play): Playing {
  // One listener for each journey that is being played.
  setMaxListeners(journeys.length + 10, signal);
  const started = performance.now();
  const states = new Map<Journey, JourneyProgress['state']>(journeys.map((journey) => [journey, 'waiting to start']));

  const playOne = async (journey: Journey): Promise<void> => {
    const note = (note: 'journey-started' | 'journey-ended' | 'harness-error', text: string) =>
      recorder.record({ type: 'note', journey: journey.id, note, text });
    states.set(journey, 'playing');
    note('journey-started', journey.title);
    try {
      await endsWith(signal, grace, journey.play(stages.stageFor(journey.id)));
    } catch (error) {
      if (!(error instanceof Interruption)) {
        const text = thrownWords(error);
        note('harness-error', text);
        if (error instanceof AuthorizationError) giveUp(text);
      }
    }
    note('journey-ended', journey.title);
  };

  const isTurnedDown = watchTurnedDown(recorder);
  const [turn, alone] = [turnstile(tempo.concurrency), turnstile(1)];
  const together = new Map(
    journeys.map((journey) => [
      journey,
      turn(async () => {
        if (!signal.aborted) await playOne(journey);
      }),
    ]),
  );
  const playAgain = async (journey: Journey): Promise<void> => {
    states.set(journey, 'waiting to start');
    await Promise.all(together.values());
    await alone(async () => {
      if (signal.aborted) return;
      const text = 'played again, alone: an order was turned down while the supplier had taken those of others';
      recorder.record({ type: 'note', journey: journey.id, note: 'remark', text });
      await playOne(journey);
    });
  };
  const toItsEnd = async (journey: Journey, first: Promise<void>): Promise<void> => {
    await first;
    if (isTurnedDown(journey.id)) await playAgain(journey);
    states.set(journey, 'ended');
  };
  const ends = new Map([...together].map(([journey, first]) => [journey, toItsEnd(journey, first)]));
  const endOf: Playing['endOf'] = async (fits) => {
    await Promise.all([...ends].filter(([journey]) => fits(journey)).map(([, end]) => end));
  };
  const longest = longestRun(journeys.length, tempo);
  const deadline = setTimeout(() => {
    giveUp(
      `the run was ended after ${Math.round(longest / 1000)} s, longer than all of its waits together; this is a fault of the harness`,
    );
  }, longest);
  return {
    endOf,
    ended: endOf(() => true).finally(() => clearTimeout(deadline)),
    progress: () => ({
      elapsed: performance.now() - started,
      journeys: journeys.map((journey) => ({
        id: journey.id,
        state: states.get(journey) ?? 'waiting to start',
        waits: stages
          .waits()
          .filter((wait) => wait.journey === journey.id)
          .map((wait) => ({ for: wait.for, left: Math.max(0, wait.until - Date.now()) })),
      })),
      settled: AREAS.filter((area) =>
        journeys.every((journey) => !journey.areas.includes(area) || states.get(journey) === 'ended'),
      ),
      ended: [...states.values()].every((state) => state === 'ended'),
    }),
  };
}

/** Resolves with a journey, or fails a while after the signal when the journey does not heed it. */
async function endsWith(signal: AbortSignal, grace: number, played: Promise<void>): Promise<void> {
  const over = new AbortController();
  const overdue = once(signal, 'abort', { signal: over.signal })
    .then(() => delay(grace, undefined, { signal: over.signal }))
    .then(() => {
      throw new Error('the journey did not end when it was told to');
    });
  try {
    await Promise.race([played, overdue]);
  } finally {
    over.abort();
  }
}

/** The most requests that a journey sends of its own accord, those included that shrink counter-examples. */
const REQUESTS = 100;

/**
 * Milliseconds after which a run is ended whatever happens. No journey sends more requests than these and its variants, or
 * waits for more than eight outcomes beside the time for variants, and at worst they follow each other (those with one live
 * service do) and are played twice, so that only a fault of ours can take as long.
 */
function longestRun(journeys: number, { pace, requestsPerSecond, variants }: Tempo): number {
  const journey = 40 * pace.request + 4 * pace.acknowledge + 8 * pace.outcome + 4 * pace.quiet + variants.within;
  const turns = ((REQUESTS + variants.perOperation) * journeys * 1000 * SLOWEST) / requestsPerSecond;
  return Math.min(2 * (journeys * journey + turns) + mostHeldUp(pace.outcome) + 60_000, 2 ** 31 - 1);
}
