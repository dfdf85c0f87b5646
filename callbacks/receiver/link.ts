import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { Handles } from '../../evidence/kci.ts';
import type { Recorder } from '../../evidence/recorder.ts';
import type { AnswerScript } from '../answers.ts';
import { CallbackError } from '../server.ts';
import { claimsIn, hearing } from './hearing.ts';
import { BEAT, RECEIVER_FORMAT, type Claim, type Joined, type Joining, type Line, type Script } from './protocol.ts';
import { refusal } from './refusal.ts';
import { createWire, WireRefusal } from './wire.ts';

/** What the link of a run to a receiver is made of. */
export interface LinkOptions {
  /** Where the receiver listens for runs. */
  readonly url: string;
  readonly secret: string;
  /** An authority (PEM) to trust beside the usual ones, where the receiver speaks TLS. */
  readonly ca?: string;
  readonly recorder: Recorder;
  /** The name of the run at the receiver, which no other run has. */
  readonly run: string;
  /** The version of the harness. */
  readonly version: string;
  /** SHA-256 of each contract document by file name. */
  readonly contract: Readonly<Record<string, string>>;
  /** What the run calls itself to whoever watches the receiver. */
  readonly label: string;
  /** Told, once, that the run cannot hear any more, in words. */
  readonly onFault: (fault: Error) => void;
  /** Milliseconds for which a receiver may be away; default 20 s. */
  readonly patience?: number;
}

/** The ears of a run at a receiver. */
export interface Link {
  /** Where KCIs arrive. */
  readonly url: string;
  /** The time that the run may count its ids from, in milliseconds since 1970. */
  readonly idsFrom: number;
  /** Scripts the gateway's answers to the next KCIs about something of this run. */
  readonly script: (handles: Handles, script: AnswerScript) => void;
  /** Makes known what KCIs may be about. */
  readonly claim: (claim: Claim) => void;
  /** Resolves when the receiver knows all scripts and claims so far, or when it never will. */
  readonly settled: () => Promise<void>;
  /** Waits for what only one of all runs may have; resolves with what gives it back, at once when the signal ends the wait. */
  readonly hold: (name: string, signal: AbortSignal) => Promise<() => void>;
  /** Hears what has arrived until now, and leaves. */
  readonly close: () => Promise<void>;
}

/** How long a receiver may take to answer, in milliseconds. */
const ANSWER = 10_000;

/** How long a run waits at its end for what has arrived, in milliseconds. */
const LAST_WORDS = 5_000;

/** How many claims go into one message: far fewer than fill it. */
const AT_ONCE = 500;

/**
 * Joins a receiver.
 * @throws CallbackError when there is none, it does not let us in, or it is another one than this run needs.
 */
export async function linkTo(options: LinkOptions): Promise<Link> {
  const { url, secret, recorder, run, patience = 20_000 } = options;
  const wire = createWire(url, secret, options.ca);
  const holding = new Set<string>();
  const ended = new AbortController();
  let fault: Error | undefined;
  const fail = (text: string) => {
    if (fault !== undefined || ended.signal.aborted) return;
    fault = new CallbackError(text);
    ended.abort();
    wakeUp();
    options.onFault(fault);
  };

  const join = async (): Promise<Joined> => {
    const joining: Joining = {
      format: RECEIVER_FORMAT,
      version: options.version,
      contract: options.contract,
      run,
      label: options.label,
      holding: [...holding],
    };
    const { status, text } = await wire.send('POST', '/runs', joining, { within: ANSWER });
    if (status !== 200) throw new WireRefusal({ status, text });
    const joined = parsed(text) as Partial<Joined> | undefined;
    if (joined?.format !== RECEIVER_FORMAT) throw new WireRefusal({ status: 404, text });
    return joined as Joined;
  };

  let joined: Joined;
  try {
    joined = await join();
  } catch (error) {
    wire.close();
    throw new CallbackError(refusal(error, url));
  }
  let cursor = joined.number;
  let { boot } = joined;

  // What is made known: one message after the other, each with all that has come together meanwhile.
  const known: Claim[] = [];
  let claims: Claim[] = [];
  let scripts: Script[] = [];
  let sending: Promise<void> | undefined;
  let wakers: (() => void)[] = [];
  const wakeUp = () => {
    for (const wake of wakers) wake();
    wakers = [];
  };
  let asked = 0;
  let told = 0;
  let waiting: { readonly until: number; readonly resolve: () => void }[] = [];
  const settle = () => {
    const over = waiting.filter(({ until }) => until <= told || ended.signal.aborted);
    waiting = waiting.filter((wait) => !over.includes(wait));
    for (const { resolve } of over) resolve();
  };
  ended.signal.addEventListener('abort', settle);
  const settled = () =>
    told >= asked || ended.signal.aborted
      ? Promise.resolve()
      : new Promise<void>((resolve) => waiting.push({ until: asked, resolve }));
  const sendAll = async (): Promise<void> => {
    while ((claims.length > 0 || scripts.length > 0) && !ended.signal.aborted) {
      const update = { claims: claims.slice(0, AT_ONCE), scripts: scripts.slice(0, AT_ONCE) };
      const answer = await wire.send('POST', `/runs/${run}/updates`, update, { within: ANSWER }).catch(() => undefined); // Whether the receiver has gone is found out by listening.
      if (answer?.status === 200) {
        known.push(...update.claims);
        claims = claims.slice(update.claims.length);
        scripts = scripts.slice(update.scripts.length);
        told += update.claims.length + update.scripts.length;
        settle();
      } else if (ended.signal.aborted) return;
      else if (answer?.status === 400 || answer?.status === 413) {
        return fail(
          `the receiver at ${url} did not understand this run (${answer.text.trim()}); this is a fault of the harness`,
        );
      } else await Promise.race([new Promise<void>((resolve) => wakers.push(resolve)), delay(500)]);
    }
  };
  const send = () => {
    if (sending || ended.signal.aborted || claims.length + scripts.length === 0) return;
    sending = sendAll()
      // Nothing of it rejects but by a fault of ours, which the run has to hear of.
      .catch((error: unknown) => fail(`telling the receiver failed: ${String(error)}`))
      .finally(() => {
        sending = undefined;
        // What came while the last answer was being looked at.
        send();
      });
  };
  const claim = (named: Claim) => {
    claims.push(named);
    asked += 1;
    send();
  };

  let heads = cursor;
  let awaited = Number.POSITIVE_INFINITY;
  let onCaughtUp: (() => void) | undefined;
  let away: number | undefined;
  const hear = hearing(recorder, run);
  const onLine = (line: string) => {
    const told = JSON.parse(line) as Line;
    if ('head' in told) heads = told.head;
    else if ('lost' in told) throw new WireRefusal({ status: 410, text: '' });
    else {
      hear(told);
      cursor = told.number;
    }
    away = undefined;
    if (cursor >= awaited) onCaughtUp?.();
  };
  const rejoin = async (): Promise<void> => {
    const again = await join();
    if (again.receiver !== joined.receiver) {
      throw new WireRefusal({ status: 410, text: '' });
    }
    if (again.boot !== boot) {
      ({ boot } = again);
      const before = known.splice(0);
      claims = [...before, ...claims];
      asked += before.length;
      const text =
        'the receiver has started again: what it had been told to answer in a special way it does not know any more';
      recorder.record({ type: 'note', note: 'remark', text });
    }
    wakeUp();
    send();
  };

  const listen = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      try {
        await wire.read(`/runs/${run}/deliveries?after=${cursor}`, 4 * BEAT, ended.signal, onLine);
      } catch (error) {
        if (ended.signal.aborted) return;
        const status = error instanceof WireRefusal ? error.status : undefined;
        if (status === 410) {
          return fail(
            `the receiver at ${url} no longer keeps what arrived while this run did not listen, so the run cannot go on; run again`,
          );
        }
        if (status === 401 || status === 409) return fail(refusal(error, url));
        if (!isOfWire(error)) return fail(`what the receiver told could not be recorded: ${String(error)}`);
        if (status === 404)
          await rejoin().catch((again: unknown) => {
            if (again instanceof WireRefusal && again.status === 410) {
              fail(
                `another receiver answers at ${url} than at the start of the run, so the run cannot go on; run again`,
              );
            } else if (again instanceof WireRefusal && again.status !== 404) fail(refusal(again, url));
          });
      }
      if (ended.signal.aborted) return;
      away ??= performance.now();
      if (performance.now() - away > patience) {
        return fail(
          `the receiver at ${url} has gone: it has not answered for ${Math.round(patience / 1000)} s, so the run cannot go on; start it again, then run again`,
        );
      }
      await delay(250, undefined, { signal: ended.signal }).catch(() => undefined);
    }
  };
  const listening = listen();
  const stop = recorder.onEvent(claimsIn(claim));

  return {
    url: joined.url,
    idsFrom: joined.idsFrom,
    claim,
    settled,
    script: (handles, { answers }) => {
      scripts.push({ handles, answers });
      asked += 1;
      send();
    },
    hold: async (name, signal) => {
      const over = AbortSignal.any([signal, ended.signal]);
      const release = () => {
        holding.delete(name);
        // One that does not get through ends with the run.
        void wire
          .send('DELETE', `/runs/${run}/holds?name=${encodeURIComponent(name)}`, undefined, { within: ANSWER })
          .catch(() => undefined);
      };
      while (!over.aborted) {
        const answer = await wire.send('POST', `/runs/${run}/holds`, { name }, { signal: over }).catch(() => undefined);
        if (answer?.status === 200) {
          holding.add(name);
          return release;
        }
        await delay(250, undefined, { signal: over }).catch(() => undefined);
      }
      return () => undefined;
    },
    close: async () => {
      stop();
      if (fault === undefined) {
        await Promise.race([settled(), delay(LAST_WORDS)]);
        await lastWords();
        ended.abort();
        await wire.send('DELETE', `/runs/${run}`, undefined, { within: ANSWER }).catch(() => undefined); // It finds out by itself.
      }
      ended.abort();
      wakeUp();
      await listening;
      wire.close();
    },
  };

  /** Hears what the receiver has got until now. */
  async function lastWords(): Promise<void> {
    const answer = await wire
      .send('POST', `/runs/${run}/updates`, { claims: [], scripts: [] }, { within: LAST_WORDS })
      .catch(() => undefined);
    const { head = heads } = (answer?.status === 200 ? (parsed(answer.text) as { head?: number }) : undefined) ?? {};
    if (cursor >= head) return;
    awaited = head;
    await Promise.race([new Promise<void>((resolve) => (onCaughtUp = resolve)), delay(LAST_WORDS)]);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // What answers is no receiver; that is said by whoever asked.
  }
}

/** Whether an error comes of the wire rather than of what was done with what came over it. */
function isOfWire(error: unknown): boolean {
  if (error instanceof WireRefusal) return true;
  if (!(error instanceof Error)) return false;
  const { code = '' } = error as NodeJS.ErrnoException;
  return (
    /^(ECONN|EPIPE|EPROTO|ERR_SSL|ERR_TLS|ETIMEDOUT|ENOTFOUND|EAI_|EHOST|ENET|HPE_|ERR_STREAM|UND_|ABORT_ERR)/.test(
      code,
    ) ||
    error.name === 'AbortError' ||
    error.name === 'TimeoutError' ||
    error.message === 'aborted' ||
    error.message === 'socket hang up' ||
    error.message === 'it has fallen silent'
  );
}
