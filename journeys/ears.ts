import { performance } from 'node:perf_hooks';
import type { Event, InboundEvent } from '../evidence/history.ts';
import { place, readKci, type Handles, type Kci } from '../evidence/kci.ts';
import type { Recorder } from '../evidence/recorder.ts';
import type { Interruptions } from './interruption.ts';
import type { Waits } from './waits.ts';

/** How many KCIs that nothing claims yet are kept, in case a reference that comes later does. */
const UNCLAIMED = 10_000;

/** What is waited for, in words, and for how many milliseconds at most. */
interface Awaited {
  readonly for: string;
  readonly within: number;
  /** For how long it is still waited for once the run was interrupted, in milliseconds; by default not at all. */
  readonly whenEnding?: number;
}

/** What the supplier sends, placed with what this run created, as it arrives. */
export interface Ears {
  /** Makes known what KCIs may be about, before the supplier can know of it. */
  readonly expect: (handles: Handles) => void;
  /** Makes known the supplier's own reference of it. */
  readonly learn: (gatewayId: number, supplierReference: string) => void;
  readonly reference: (gatewayId: number) => string | undefined;
  /** What has been heard about something, in the order of its arrival. */
  readonly heard: (handles: Handles) => readonly Kci[];
  readonly isAbout: (kci: Kci, handles: Handles) => boolean;
  /** Waits for a KCI about something, one that has come included; undefined when it does not come in time. */
  readonly waitFor: (
    journey: string,
    handles: Handles,
    fits: (kci: Kci) => boolean,
    wait: Awaited,
  ) => Promise<Kci | undefined>;
  /** Waits for a KCI about nothing that was made known, one that has come included; undefined when it does not come in time. */
  readonly waitForUnclaimed: (journey: string, fits: (kci: Kci) => boolean, wait: Awaited) => Promise<Kci | undefined>;
  readonly close: () => void;
}

interface Subject {
  readonly gatewayId: number;
  readonly tenant: string;
  readonly conversation: string;
  supplierReference?: string;
  kind?: Exclude<Handles['kind'], undefined>;
  readonly kcis: Kci[];
  readonly waiting: Set<(kci: Kci) => void>;
}

/** Listens to a recorder. */
export function createEars(recorder: Recorder, waits: Waits, interruptions: Interruptions): Ears {
  const subjects = new Map<number, Subject>();
  let candidates: readonly Subject[] = [];
  let unclaimed: Kci[] = [];
  const waitingForUnclaimed = new Set<(kci: Kci) => void>();

  const expect = ({ gatewayId, tenant, conversation, supplierReference, kind }: Handles): Subject => {
    const known = subjects.get(gatewayId);
    if (known) {
      if (kind !== undefined) known.kind ??= kind;
      return known;
    }
    const subject: Subject = { gatewayId, tenant, conversation, kcis: [], waiting: new Set() };
    if (kind !== undefined) subject.kind = kind;
    if (supplierReference !== undefined) subject.supplierReference = supplierReference;
    subjects.set(gatewayId, subject);
    candidates = [...subjects.values()];
    if (supplierReference !== undefined) claimAgain();
    return subject;
  };

  const claim = (kci: Kci): boolean => {
    const subject = place(kci, candidates);
    if (!subject) return false;
    subject.kcis.push(kci);
    for (const tell of subject.waiting) tell(kci);
    if (kci.supplierReference !== undefined && subject.supplierReference === undefined)
      learn(subject.gatewayId, kci.supplierReference);
    return true;
  };

  const learn = (gatewayId: number, supplierReference: string): void => {
    const subject = subjects.get(gatewayId);
    if (!subject || subject.supplierReference !== undefined) return;
    subject.supplierReference = supplierReference;
    claimAgain();
  };

  /** Whether a reference that has become known is the handle of what came before. */
  const claimAgain = (): void => {
    const again = unclaimed;
    unclaimed = [];
    unclaimed.push(...again.filter((kci) => !claim(kci)));
  };

  const stop = recorder.onEvent((event: Event) => {
    if (event.type !== 'inbound' || event.elsewhere || isKeptOff(event)) return;
    const kci = readKci(event);
    if (!kci || claim(kci) || unclaimed.length >= UNCLAIMED) return;
    unclaimed.push(kci);
    for (const tell of waitingForUnclaimed) tell(kci);
  });

  /** Waits for one that fits, among those that have come and those of which `waiting` is told. */
  const waitAmong = (
    { kcis, waiting }: Pick<Subject, 'kcis' | 'waiting'>,
    journey: string,
    fits: (kci: Kci) => boolean,
    wait: Awaited,
  ): Promise<Kci | undefined> => {
    const start = performance.now();
    const come = kcis.find(fits);
    const told = (outcome: string) => {
      const waited = `${((performance.now() - start) / 1000).toFixed(1)} s`;
      recorder.record({ type: 'note', journey, note: 'waited', text: `waited ${waited} for ${wait.for}: ${outcome}` });
    };
    if (come) {
      told(`it had come, in event ${come.event.seq}`);
      return Promise.resolve(come);
    }
    const { whenEnding = 0 } = wait;
    const within = interruptions.interrupted() ? Math.min(wait.within, whenEnding) : wait.within;
    if (interruptions.interrupted() && whenEnding === 0) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const over = waits.begin(journey, wait.for, within);
      // The note is written after the event that ended the wait has reached everyone, and so gets the next number.
      const end = (outcome: string, kci?: Kci) => {
        clearTimeout(deadline);
        waiting.delete(tell);
        forget();
        over();
        queueMicrotask(() => {
          told(outcome);
          resolve(kci);
        });
      };
      const tell = (kci: Kci) => {
        if (fits(kci)) end(`it came, in event ${kci.event.seq}`, kci);
      };
      let deadline = setTimeout(() => end(`it did not come within ${within / 1000} s`), within);
      waiting.add(tell);
      const forget = interruptions.interrupted()
        ? () => undefined
        : interruptions.on(() => {
            clearTimeout(deadline);
            if (whenEnding === 0) end('the run was interrupted');
            else deadline = setTimeout(() => end('the run was interrupted'), whenEnding);
          });
    });
  };

  return {
    expect: (handles) => void expect(handles),
    learn,
    reference: (gatewayId) => subjects.get(gatewayId)?.supplierReference,
    heard: ({ gatewayId }) => subjects.get(gatewayId)?.kcis ?? [],
    isAbout: (kci, { gatewayId }) => place(kci, candidates)?.gatewayId === gatewayId,
    waitFor: (journey, handles, fits, wait) => waitAmong(expect(handles), journey, fits, wait),
    waitForUnclaimed: (journey, fits, wait) =>
      waitAmong({ kcis: unclaimed, waiting: waitingForUnclaimed }, journey, fits, wait),
    close: stop,
  };
}

/** Whether a script made the gateway turn the delivery away: the supplier knows that it has not arrived. */
function isKeptOff({ scripted, answer }: InboundEvent): boolean {
  return scripted === true && ('dropped' in answer || answer.status >= 300);
}
