import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Area } from '../../specs/requirement.ts';
import type { Contract } from '../../specs/contract-types.ts';
import { loadContract } from '../../specs/contract.ts';
import type { Profile } from '../../specs/profile.ts';
import type { EndEvent, Event, Unplaced } from '../../evidence/history.ts';
import { createJournal, JOURNAL_FORMAT, type Journal, type JournalHeader } from '../../evidence/journal.ts';
import { createRecorder } from '../../evidence/recorder.ts';
import { createRedaction } from '../../evidence/redaction.ts';
import { CATALOGUE } from '../../checks/catalogue.ts';
import { judge } from '../../checks/judge.ts';
import type { Verdict } from '../../checks/verdict.ts';
import { JOURNEYS } from '../../journeys/index.ts';
import { isVariantId } from '../../journeys/variants/ids.ts';
import { createStages, type Stages } from '../../journeys/stage.ts';
import type { ReportInput } from '../../reports/input.ts';
import type { Progress } from '../../reports/progress.ts';
import { duration } from '../../reports/text.ts';
import { alarms, omens } from './alarms.ts';
import { refuseForeign } from './baseline.ts';
import { secretsOf } from '../../cli/config-secrets.ts';
import { coursesOf, findingsOf } from './findings.ts';
import { openGateway } from './gateway.ts';
import { HARNESS } from './harness.ts';
import { forgotten } from './left-over.ts';
import { OUTPUT, type Plan } from './plan.ts';
import { play } from './play.ts';
import { reachable } from './preflight.ts';
import { clearReports, inputOf, makeFolder, writeReports } from './reporting.ts';
import { select } from './selection.ts';
import { settle } from './settlement.ts';

/** A run that is over, with all that its reports were drawn from. */
export interface FinishedRun extends ReportInput {
  /** Set when the run could not go on through no fault of the supplier: what is wrong and what to do. */
  readonly fault?: string;
}

/** A run that is under way. */
export interface LiveRun {
  /** Where the callback server listens. */
  readonly callbackUrl: string;
  readonly progress: () => Progress;
  /** The verdicts on an area: early when its journeys have ended and nothing is amiss, else with the end of the run. */
  readonly area: (area: Area) => Promise<readonly Verdict[]>;
  /** Ends the run early; it still takes back what it can, and gets its end, its verdicts and its reports. */
  readonly interrupt: (why: string) => void;
  /**
   * Ends the run where it is, before it returns: nothing is taken back any more, but listed in the reports, which are written.
   * @throws OutputError or JournalError when they cannot be.
   */
  readonly endAtOnce: (why: string) => FinishedRun;
  /** Resolves when the reports are written; rejects when the journal or the reports cannot be. */
  readonly ended: Promise<FinishedRun>;
}

/** What whoever starts a run may bring along, and want to hear of. */
export interface RunOptions {
  /** The contract, already loaded; by default that of the plan is. */
  readonly contract?: Contract;
  /** The callback address, before the first request is sent. */
  readonly onListening?: (callbackUrl: string) => void;
  /** What a person should do now, where the steering needs one. */
  readonly onInstruction?: (text: string) => void;
  /** What stands in the way of a run or will, in one line each, as soon as it shows. */
  readonly onNotice?: (text: string) => void;
  /** Whether its reports are drawn, which its journal can give at any time; default: true. */
  readonly reports?: boolean;
}

/**
 * Starts a run: opens the journal, listens for KCIs and plays all journeys together.
 * @throws BaselineError, SelectionError, SteeringError, ContractError, UnreachableError, CallbackError, OutputError or JournalError when it cannot start.
 */
export async function startRun(plan: Plan, options: RunOptions = {}): Promise<LiveRun> {
  const { config } = plan;
  const { features, tenant, pace } = config;
  refuseForeign(plan.baseline, config.supplier);
  const selection = select(plan.only, features, CATALOGUE, JOURNEYS, plan.shard);
  const contract = options.contract ?? (await loadContract(config.contract));
  makeFolder(plan.out);
  await reachable(config.supplier.baseUrl, Math.min(pace.request, 10_000));

  const profile: Profile = { name: 'Supplier API 1.15', features, tenant, pace };
  const header = headerOf(plan, profile, contract);
  const journal = journalOnDemand(plan.out, header);
  const recorder = createRecorder(createRedaction(secretsOf(config)), journal.append);
  const interruption = new AbortController();
  const notice = options.onNotice ?? (() => undefined);
  recorder.onEvent(alarms(config.callbacks, notice));
  let fault: string | undefined;
  const giveUp = (why: string) => {
    fault ??= why;
    interruption.abort(new Error(why));
  };
  const callbacks = await openGateway(config.callbacks, {
    contract,
    recorder,
    run: header.run,
    label: labelOf(plan),
    onFault: ({ message }) => giveUp(message),
  });
  let stages: Stages | undefined;
  const close = async () => {
    await stages?.close();
    await callbacks.close();
  };
  try {
    stages = createStages({
      baseUrl: config.supplier.baseUrl,
      tenant,
      authorization: config.authorization,
      ...(config.tls ? { tls: config.tls } : {}),
      data: config.data,
      features,
      pace,
      steering: config.steering,
      requestsPerSecond: config.requestsPerSecond,
      cleansUp: config.cleansUp ?? true,
      recorder,
      variants: { ...config.variants, seed: plan.seed, ...repeated(plan.only) },
      findings: (looked) =>
        findingsOf(looked, { catalogue: selection.catalogue, history: recorder.history, contract, profile }),
      courses: (variants) =>
        coursesOf(variants, { catalogue: selection.catalogue, history: recorder.history, contract, profile }),
      script: callbacks.script,
      shared: { ...callbacks.shared, ...(plan.shard ? { shard: plan.shard } : {}) },
      signal: interruption.signal,
      contract,
      ...(options.onInstruction ? { onInstruction: options.onInstruction } : {}),
    });
    const doubt = await stages.knock();
    for (const text of [...(doubt === undefined ? [] : [doubt]), ...omens(config)]) notice(text);
    clearReports(plan.out);
    journal.open();
  } catch (error) {
    await close();
    throw error;
  }
  options.onListening?.(callbacks.url);
  const playing = play({
    journeys: selection.journeys,
    stages,
    recorder,
    tempo: config,
    signal: interruption.signal,
    giveUp,
  });

  let finished: FinishedRun | undefined;
  const conclude = (): FinishedRun => {
    if (finished) return finished;
    const { signal } = interruption;
    for (const { text, ...rest } of forgotten(recorder.history, signal.aborted)) {
      recorder.record({ type: 'note', note: 'left-over', text, ...rest });
    }
    recorder.record(endOf(signal));
    const chain = journal.close();
    const { history } = recorder;
    const verdicts = judge(selection.catalogue, history, contract, profile).filter(selection.counts);
    const input = inputOf({ header, history }, verdicts, contract, {
      chain,
      ...(plan.baseline ? { baseline: plan.baseline } : {}),
    });
    if (options.reports ?? true) writeReports(plan.out, input);
    return (finished = { ...input, ...(fault === undefined ? {} : { fault }) });
  };
  const { within } = config;
  const budget =
    within === undefined
      ? undefined
      : setTimeout(() => interruption.abort(new Error(`its time of ${duration(within)} was over`)), within);
  const ended = (async (): Promise<FinishedRun> => {
    try {
      await playing.ended;
    } finally {
      clearTimeout(budget);
      await close();
    }
    return conclude();
  })();
  // Whoever awaits the end hears of its failure; until then it is nobody's unhandled rejection.
  ended.catch(() => undefined);
  const final = ended.then(({ verdicts }) => verdicts);
  final.catch(() => undefined);
  return {
    callbackUrl: callbacks.url,
    progress: () => ({ ...playing.progress(), events: recorder.history.length }),
    area: (area) => settle(area, { selection, playing, history: recorder.history, contract, profile, final }),
    interrupt: (why) => interruption.abort(new Error(why)),
    endAtOnce: (why) => {
      interruption.abort(new Error(why));
      return conclude();
    },
    ended,
  };
}

function endOf(signal: AbortSignal): Unplaced<EndEvent> {
  if (!signal.aborted) return { type: 'end', reason: 'finished' };
  const why: unknown = signal.reason;
  return { type: 'end', reason: 'interrupted', why: why instanceof Error ? why.message : String(why) };
}

/** What a run calls itself to whoever watches the receiver. */
function labelOf({ config, shard, only }: Plan): string {
  const part = shard ? `, shard ${shard.index} of ${shard.of}` : only.length > 0 ? ', limited' : '';
  return `of ${hostname()} against ${config.supplier.name}${part}`;
}

/** The variants that a run is limited to, where it is limited to any. */
function repeated(only: readonly string[]): { readonly only?: readonly string[] } {
  const variants = only.filter(isVariantId);
  return variants.length > 0 ? { only: variants } : {};
}

function headerOf(plan: Plan, profile: Profile, contract: Contract): JournalHeader {
  const { supplier, contract: contractFiles, waivers = [] } = plan.config;
  return {
    type: 'header',
    format: JOURNAL_FORMAT,
    harness: HARNESS,
    supplier,
    profile,
    contract: contract.hashes,
    ...(Object.keys(contractFiles).length > 0 ? { contractFiles } : {}),
    seed: plan.seed,
    ...(plan.only.length > 0 ? { only: plan.only } : {}),
    ...(waivers.length > 0 ? { waivers } : {}),
    ...(plan.shard ? { shard: plan.shard } : {}),
    ...(plan.config.callbacks.receiver ? { run: randomUUID() } : {}),
    startedAt: new Date().toISOString(),
  };
}

/** A journal that takes the place of an earlier one only when the run has begun, be it by the first thing that arrives. */
function journalOnDemand(folder: string, header: JournalHeader): Journal & { readonly open: () => void } {
  let journal: Journal | undefined;
  const open = () => (journal ??= createJournal(join(folder, OUTPUT.journal), header));
  return { open, append: (event: Event) => open().append(event), close: () => open().close() };
}
