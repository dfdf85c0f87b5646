import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { InboundEvent, Unplaced } from '../../evidence/history.ts';
import { readKci, type Kci } from '../../evidence/kci.ts';
import type { Recorder } from '../../evidence/recorder.ts';
import type { Redaction } from '../../evidence/redaction.ts';
import type { AnswerScript } from '../answers.ts';
import { createBacklog, type Backlog, type Entry, type Room } from './backlog.ts';
import { createClaims } from './claims.ts';
import { createHolds, type Holds } from './holds.ts';
import type { Keep, Kept } from './keep.ts';
import { RECEIVER_FORMAT, type Joined, type Joining, type Line, type Update } from './protocol.ts';

/** What a receiver is made of, beside its ports. */
export interface HubOptions {
  /** Opens the journal; called when the port is ours. */
  readonly keep: () => Keep;
  readonly redact: Redaction;
  readonly version: string;
  readonly contract: Readonly<Record<string, string>>;
  /** Scripts the gateway's answers; the result takes back what is left. */
  readonly script: (matches: (kci: Kci) => boolean, script: AnswerScript) => () => void;
  readonly url: () => string;
  /** Told in words of what a person may want to know. */
  readonly tell: (text: string) => void;
  readonly room?: Room;
  /** Milliseconds after which a run that does not listen any more counts as gone; default 30 s. */
  readonly patience?: number;
}

/** What happens between the supplier's port and the runs, without either. */
export interface Hub {
  /** Takes what arrives: keeps it, and has it for the runs. */
  readonly recorder: Pick<Recorder, 'record'>;
  /** Lets a run in, or says why not. */
  readonly join: (joining: Joining) => Joined | { readonly refusal: string };
  readonly knows: (run: string) => boolean;
  readonly update: (run: string, update: Update) => void;
  readonly backlog: () => Backlog;
  readonly holds: Holds;
  /** Says that a run has begun to listen; the result says that it has stopped. */
  readonly listens: (run: string) => () => void;
  readonly leave: (run: string) => void;
  readonly close: () => void;
}

/** How many runs may be there at once. */
const RUNS = 200;

/** How many scripts a run may have. */
const SCRIPTS = 10_000;

interface Guest {
  readonly label: string;
  readonly scripts: (() => void)[];
  listening: number;
  gone?: NodeJS.Timeout;
}

/** A hub that nobody has joined. */
export function createHub(options: HubOptions): Hub {
  const { redact, tell, patience = 30_000 } = options;
  const boot = randomUUID();
  const claims = createClaims();
  const holds = createHolds();
  const guests = new Map<string, Guest>();
  let lastIds = 0;
  let opened: { readonly keep: Keep; readonly backlog: Backlog } | undefined;
  const open = () => {
    if (opened) return opened;
    const keep = options.keep();
    opened = { keep, backlog: createBacklog(keep.last, keep.earlier.map(keptEntry), options.room) };
    return opened;
  };

  const receive = (event: Unplaced<InboundEvent>): InboundEvent => {
    const { keep, backlog } = open();
    const number = backlog.head() + 1;
    const receipt = `${keep.receiver}-${number}`;
    const at = new Date().toISOString();
    const placed: InboundEvent = { seq: number, at, mono: performance.now(), ...event };
    const kci = readKci(placed);
    const of = kci ? claims.of(kci) : [];
    keep.append({ number, receipt, at, of, delivery: event });
    backlog.push(() => deliveryEntry(placed.mono, { number, receipt, of, delivery: event }));
    if (kci && of.length === 0) claims.remember(receipt, kci);
    return placed;
  };

  const leave = (run: string) => {
    const guest = guests.get(run);
    if (!guest) return;
    guests.delete(run);
    clearTimeout(guest.gone);
    for (const takeBack of guest.scripts) takeBack();
    holds.leave(run);
    claims.leave(run);
    tell(`the run ${guest.label} has ended`);
  };

  /** Counts a run as gone unless it listens again in time. */
  const expire = (run: string, guest: Guest) => {
    guest.gone = setTimeout(() => {
      if (guests.get(run) === guest) leave(run);
    }, patience).unref();
  };

  return {
    holds,
    leave,
    backlog: () => open().backlog,
    knows: (run) => guests.has(run),
    recorder: {
      record: (unplaced) => {
        const event = redact(unplaced);
        if (event.type === 'inbound') return receive(event);
        if (event.type === 'note') tell(event.text);
        return { seq: 0, at: new Date().toISOString(), mono: performance.now(), ...event };
      },
    },
    join: ({ format, version, contract, run, label, holding }) => {
      if (format !== RECEIVER_FORMAT || version !== options.version) {
        return {
          refusal: `the receiver is of version ${options.version} of the harness and the run of version ${version}; use the same`,
        };
      }
      const other = Object.keys({ ...options.contract, ...contract }).filter(
        (file) => options.contract[file] !== contract[file],
      );
      if (other.length > 0) {
        return {
          refusal: `the receiver answers by another version of ${other.join(' and ')}; start it with the configuration of the run`,
        };
      }
      const known = guests.get(run);
      if (!known && guests.size >= RUNS) return { refusal: `${RUNS} runs are there already, which is all that may be` };
      const guest = known ?? { label, scripts: [], listening: 0 };
      if (!known) {
        guests.set(run, guest);
        expire(run, guest);
        tell(`the run ${label} has ${holding.length > 0 ? 'come again' : 'begun'}`);
      }
      for (const name of holding) holds.keep(run, name);
      const { keep, backlog } = open();
      lastIds = Math.max(Date.now(), lastIds + 1000);
      return {
        format: RECEIVER_FORMAT,
        receiver: keep.receiver,
        boot,
        number: backlog.head(),
        url: options.url(),
        idsFrom: lastIds,
      };
    },
    update: (run, update) => {
      const guest = guests.get(run);
      if (!guest) return;
      const receipts = update.claims.flatMap((claim) => claims.add(run, claim));
      for (const { handles, answers } of update.scripts) {
        if (guest.scripts.length >= SCRIPTS) break;
        claims.add(run, handles);
        guest.scripts.push(options.script((kci) => claims.isAbout(run, kci, handles.gatewayId), { answers }));
      }
      if (receipts.length > 0) open().backlog.push((number) => attributionEntry(number, run, receipts));
    },
    listens: (run) => {
      const guest = guests.get(run);
      if (!guest) return () => undefined;
      guest.listening += 1;
      clearTimeout(guest.gone);
      return () => {
        guest.listening -= 1;
        if (guest.listening === 0 && guests.get(run) === guest) expire(run, guest);
      };
    },
    close: () => {
      for (const { gone } of guests.values()) clearTimeout(gone);
      opened?.keep.close();
    },
  };
}

type Delivery = Extract<Line, { readonly delivery: unknown }>;

/** A delivery for the backlog; it is written down once, but for its age. */
function deliveryEntry(arrived: number, { number, ...told }: Omit<Delivery, 'age'>): Omit<Entry, 'number'> {
  const rest = JSON.stringify(told).slice(1);
  return {
    size: rest.length,
    line: (now) => `{"number":${number},"age":${Math.max(0, Math.round(now - arrived))},${rest}\n`,
  };
}

function attributionEntry(number: number, run: string, receipts: readonly string[]): Omit<Entry, 'number'> {
  const line = `${JSON.stringify({ number, attribution: { run, receipts } } satisfies Line)}\n`;
  return { size: line.length, line: () => line };
}

/** What an earlier process has kept; only the wall clock can tell how old it is. */
function keptEntry({ number, receipt, at, of, delivery }: Kept): Entry {
  const arrived = performance.now() - (Date.now() - Date.parse(at));
  return { number, ...deliveryEntry(arrived, { number, receipt, of, delivery: delivery as Delivery['delivery'] }) };
}
