import type { Event, History, InboundEvent, NoteEvent } from './history.ts';
import { JournalError, type JournalHeader, type RecordedRun } from './journal.ts';

/** The journal of one shard, and where it was read from. */
export interface ShardJournal {
  readonly path: string;
  readonly run: RecordedRun;
}

/** One shard on the clock of the whole. */
interface Part {
  readonly header: JournalHeader;
  /** Without its end. */
  readonly events: History;
  /** What is added to its clock, in milliseconds. */
  readonly offset: number;
  readonly endsAt: number;
}

/**
 * The run that shards are the parts of. Each shard keeps its order, and a delivery that several have heard of is one event, by
 * its receipt; between these, time decides.
 * @throws JournalError when the journals are not all the shards of one run.
 */
export function mergeShards(journals: readonly ShardJournal[]): RecordedRun {
  refuseStrangers(journals);
  const shards = journals.toSorted((one, other) => indexOf(one) - indexOf(other)).map(({ run }) => run);
  const parts = onOneClock(shards);
  const runs = new Set(shards.flatMap(({ header }) => header.run ?? []));
  const endsAt = Math.max(...parts.map((part) => part.endsAt));
  const heard = heardUntil(parts, endsAt);
  const start = Math.min(...parts.map(({ offset }) => offset));
  const numbers = parts.map(() => new Map<number, number>());
  const history: Event[] = [];
  for (const copies of inOrder(parts)) {
    const kept = copies.filter(({ event }) => !isOfMerged(event, runs));
    const [first] = kept;
    // What a shard learned to be another shard's is no news any more.
    if (!first) {
      for (const { part, event } of copies) numbers[part]?.set(event.seq, history.length);
      continue;
    }
    const seq = history.length + 1;
    for (const { part, event } of copies) numbers[part]?.set(event.seq, seq);
    const best = kept.find(({ event }) => event.type !== 'inbound' || !event.elsewhere) ?? first;
    const until = Math.max(...copies.map(({ part }) => heard[part] ?? endsAt));
    history.push({
      ...renumbered(withoutMerged(best.event, runs), numbers[best.part]),
      seq,
      mono: rounded(best.event.mono + (parts[best.part]?.offset ?? 0) - start),
      ...(until < endsAt ? { heardUntil: rounded(until - start) } : {}),
    });
  }
  const last = lastOf(shards);
  history.push({ ...last, seq: history.length + 1, mono: rounded(endsAt - start) });
  return { header: headerOf(shards), history };
}

/** The end of the whole: that of a shard that was interrupted, else the latest. */
function lastOf(shards: readonly RecordedRun[]): Event {
  const ends = shards.flatMap(({ history }) => history.at(-1) ?? []);
  const latest = ends.toSorted((one, other) => one.at.localeCompare(other.at)).at(-1);
  const found = ends.find((event) => event.type === 'end' && event.reason === 'interrupted') ?? latest;
  if (!found || !latest) throw new Error('a shard has no end');
  return { ...found, at: latest.at };
}

function headerOf(shards: readonly RecordedRun[]): JournalHeader {
  const [first] = shards.map(({ header }) => header).toSorted((a, b) => a.startedAt.localeCompare(b.startedAt));
  if (!first) throw new Error('there are no shards');
  const { shard: _, run: __, ...common } = first;
  return {
    ...common,
    shards: shards.map(({ header: { shard, run, startedAt } }) => ({
      index: shard?.index ?? 0,
      ...(run === undefined ? {} : { run }),
      startedAt,
    })),
  };
}

const indexOf = ({ run: { header } }: ShardJournal) => header.shard?.index ?? 0;

/** What has to be the same in all shards of one run, in the words of whoever puts it right. */
const SAME: readonly (readonly [words: string, of: (header: JournalHeader) => unknown])[] = [
  ['the version of the harness differs', ({ harness }) => harness.version],
  ['the supplier differs', ({ supplier }) => `${supplier.name} at ${supplier.baseUrl}`],
  ['the features, the tenant or the pace differ', ({ profile }) => profile],
  ['the contract documents differ', ({ contract }) => contract],
  ['the seed differs', ({ seed }) => seed],
  ['what the run was limited to (--only) differs', ({ only = [] }) => only],
  ['the known failures that were waived differ', ({ waivers = [] }) => waivers],
  ['the number of shards differs', ({ shard }) => shard?.of],
];

const isWord = (value: unknown) => typeof value === 'string' || typeof value === 'number';

function refuseStrangers(journals: readonly ShardJournal[]): void {
  const [first, ...others] = journals;
  if (!first) throw new JournalError('no journal was given');
  const whole = journals.find(({ run }) => run.header.shard === undefined);
  if (whole) {
    throw new JournalError(
      `${whole.path} is the journal of a whole run; only the shards of one run (run --shard) are judged together`,
    );
  }
  for (const { path, run } of others) {
    for (const [words, of] of SAME) {
      const [one, other] = [of(first.run.header), of(run.header)];
      if (JSON.stringify(one) === JSON.stringify(other)) continue;
      const told = isWord(one) && isWord(other) ? ` (${one}, and ${other})` : '';
      throw new JournalError(
        `${first.path} and ${path} are not shards of one run: ${words}${told}; give the journals of one run`,
      );
    }
  }
  const of = first.run.header.shard?.of ?? 0;
  for (let index = 1; index <= of; index += 1) {
    const found = journals.filter((journal) => indexOf(journal) === index);
    if (found.length === 0) {
      throw new JournalError(
        `shard ${index} of ${of} is missing; give the journals of all ${of} shards, since what was not played cannot be judged`,
      );
    }
    if (found.length > 1) {
      throw new JournalError(
        `${found.map(({ path }) => path).join(' and ')} are both shard ${index} of ${of}; give each shard once`,
      );
    }
  }
}

/**
 * The shards on one clock. Where two heard of the same deliveries these tell how far their clocks are apart, else their wall
 * clocks have to.
 */
function onOneClock(shards: readonly RecordedRun[]): readonly Part[] {
  const offsets: number[] = [];
  for (const [index, { history }] of shards.entries()) {
    const shared = shards
      .slice(0, index)
      .map((other, known) => apart(other.history, history, offsets[known] ?? 0))
      .find((found) => found !== undefined);
    const [first] = history;
    offsets.push(shared ?? (first ? Date.parse(first.at) - first.mono : 0));
  }
  return shards.map(({ header, history }, index) => {
    const offset = offsets[index] ?? 0;
    return { header, events: history.slice(0, -1), offset, endsAt: (history.at(-1)?.mono ?? 0) + offset };
  });
}

/** The offset of a history, by what it has heard together with one of which the offset is known; the middle of what each says. */
function apart(known: History, history: History, offset: number): number | undefined {
  const times = new Map(known.flatMap((event) => receiptOf(event).map((receipt) => [receipt, event.mono] as const)));
  const found = history
    .flatMap((event) => receiptOf(event).flatMap((receipt) => (times.get(receipt) ?? Number.NaN) - event.mono))
    .filter((difference) => !Number.isNaN(difference))
    .toSorted((one, other) => one - other);
  const middle = found[Math.floor(found.length / 2)];
  return middle === undefined ? undefined : middle + offset;
}

const receiptOf = (event: Event): readonly string[] =>
  event.type === 'inbound' && event.receipt !== undefined ? [event.receipt] : [];

/**
 * Until when each shard's own orders were listened to: on, for as long as another shard of the run heard from the same receiver
 * without a break, since that hears what is about all of them.
 */
function heardUntil(parts: readonly Part[], endsAt: number): readonly number[] {
  const listening = parts
    .filter(({ header }) => header.run !== undefined)
    .map(({ offset, endsAt: until }) => ({ from: offset, until }));
  return parts.map((part) => {
    if (part.header.run === undefined) return part.endsAt;
    let until = part.endsAt;
    for (;;) {
      const next = listening.find((other) => other.from <= until && other.until > until);
      if (!next) return Math.min(until, endsAt);
      until = next.until;
    }
  });
}

/** An event of a shard. */
interface Copy {
  readonly part: number;
  readonly event: Event;
}

/** The events of all parts, each with its copies, in an order that is that of each part. */
function* inOrder(parts: readonly Part[]): Generator<readonly [Copy, ...Copy[]]> {
  const next = parts.map(() => 0);
  const holders = new Map<string, Set<number>>();
  for (const [part, { events }] of parts.entries()) {
    for (const receipt of events.flatMap(receiptOf)) {
      holders.set(receipt, (holders.get(receipt) ?? new Set()).add(part));
    }
  }
  for (;;) {
    const heads = parts
      .flatMap(({ events, offset }, part): readonly (Copy & { readonly time: number })[] => {
        const event = events[next[part] ?? 0];
        return event ? [{ part, event, time: event.mono + offset }] : [];
      })
      .toSorted((one, other) => one.time - other.time);
    // What several have heard of comes when all of them have come to it; should they disagree on the order, time decides.
    const isReady = ({ event }: Copy) =>
      receiptOf(event).every((receipt) =>
        [...(holders.get(receipt) ?? [])].every((part) =>
          heads.some((head) => head.part === part && receiptOf(head.event).includes(receipt)),
        ),
      );
    const chosen = heads.find(isReady) ?? heads[0];
    if (!chosen) return;
    const [receipt] = receiptOf(chosen.event);
    const twins = heads.filter(
      (head) => head !== chosen && receipt !== undefined && receiptOf(head.event).includes(receipt),
    );
    for (const { part } of [chosen, ...twins]) {
      next[part] = (next[part] ?? 0) + 1;
      if (receipt !== undefined) holders.get(receipt)?.delete(part);
    }
    yield [chosen, ...twins];
  }
}

/** Whether a note only says that something was about a run that is now part of the whole. */
function isOfMerged(event: Event, runs: ReadonlySet<string>): boolean {
  return event.type === 'note' && event.elsewhere !== undefined && runs.has(event.elsewhere.run);
}

/** An event without the mark that it is about another run, where that run is part of the whole. */
function withoutMerged(event: Event, runs: ReadonlySet<string>): Event {
  if (event.type !== 'inbound' || !event.elsewhere?.some((run) => runs.has(run))) return event;
  const { elsewhere: _, ...own } = event;
  return own satisfies InboundEvent;
}

/** What an event says of other events by their numbers, in the numbers of the whole. */
function renumbered(event: Event, numbers: ReadonlyMap<number, number> | undefined): Event {
  if (event.type !== 'note') return event;
  const numberOf = (seq: number) => numbers?.get(seq) ?? 0;
  const text =
    event.note === 'waited'
      ? event.text.replace(/\bin event (\d+)$/, (_, seq: string) => `in event ${numberOf(Number(seq))}`)
      : event.text;
  const { steered } = event;
  return {
    ...event,
    text,
    ...(steered ? { steered: { ...steered, after: numberOf(steered.after) } } : {}),
  } satisfies NoteEvent;
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
