import { join } from 'node:path';
import type { Area } from '../../specs/requirement.ts';
import type { Contract } from '../../specs/contract-types.ts';
import { loadContract } from '../../specs/contract.ts';
import type { Profile } from '../../specs/profile.ts';
import type { Event } from '../../evidence/history.ts';
import { createJournal, JOURNAL_FORMAT, type Journal, type JournalHeader } from '../../evidence/journal.ts';
import { createRecorder } from '../../evidence/recorder.ts';
import { createRedaction } from '../../evidence/redaction.ts';
import { startCallbackServer } from '../../callbacks/server.ts';
import { CATALOGUE } from '../../checks/catalogue.ts';
import { judge } from '../../checks/judge.ts';
import type { Verdict } from '../../checks/verdict.ts';
import { JOURNEYS } from '../../journeys/index.ts';
import { isVariantId } from '../../journeys/variants/ids.ts';
import { createStages, type Stages } from '../../journeys/stage.ts';
import type { ReportInput } from '../../reports/input.ts';
import type { Progress } from '../../reports/progress.ts';
import { coursesOf, findingsOf } from './findings.ts';
import { HARNESS } from './harness.ts';
import { OUTPUT, type Plan } from './plan.ts';
import { play } from './play.ts';
import { reachable } from './preflight.ts';
import { clearReports, inputOf, writeReports } from './reporting.ts';
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
  /** Ends the run early; it still gets its end, its verdicts and its reports. */
  readonly interrupt: (why: string) => void;
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
}

/**
 * Starts a run: opens the journal, listens for KCIs and plays all journeys together.
 * @throws SelectionError, SteeringError, ContractError, UnreachableError, CallbackError, OutputError or JournalError when it cannot start.
 */
export async function startRun(plan: Plan, options: RunOptions = {}): Promise<LiveRun> {
  const { config } = plan;
  const { features, tenant, pace } = config;
  const selection = select(plan.only, features, CATALOGUE, JOURNEYS);
  const contract = options.contract ?? (await loadContract(config.contract));
  await reachable(config.supplier.baseUrl, Math.min(pace.request, 10_000));

  const profile: Profile = { name: 'Supplier API 1.15', features, tenant, pace };
  const header = headerOf(plan, profile, contract);
  const journal = journalOnDemand(plan.out, header);
  const recorder = createRecorder(createRedaction(), journal.append);
  const interruption = new AbortController();
  let fault: string | undefined;
  const giveUp = (why: string) => {
    fault ??= why;
    interruption.abort(new Error(why));
  };
  const callbacks = await startCallbackServer({
    listen: config.callbacks.listen,
    basePath: config.callbacks.publicUrl === undefined ? '/v1' : new URL(config.callbacks.publicUrl).pathname,
    ...(config.callbacks.auth ? { auth: config.callbacks.auth } : {}),
    ...(config.callbacks.tls ? { tls: config.callbacks.tls } : {}),
    contract,
    recorder,
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
      recorder,
      variants: { ...config.variants, seed: plan.seed, ...repeated(plan.only) },
      findings: (looked) =>
        findingsOf(looked, { catalogue: selection.catalogue, history: recorder.history, contract, profile }),
      courses: (variants) =>
        coursesOf(variants, { catalogue: selection.catalogue, history: recorder.history, contract, profile }),
      script: callbacks.script,
      signal: interruption.signal,
      contract,
      ...(options.onInstruction ? { onInstruction: options.onInstruction } : {}),
    });
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

  const ended = (async (): Promise<FinishedRun> => {
    try {
      await playing.ended;
    } finally {
      await close();
    }
    recorder.record({ type: 'end', reason: interruption.signal.aborted ? 'interrupted' : 'finished' });
    journal.close();
    const { history } = recorder;
    const verdicts = judge(selection.catalogue, history, contract, profile).filter(selection.counts);
    const input = inputOf({ header, history }, verdicts, contract);
    writeReports(plan.out, input);
    return { ...input, ...(fault === undefined ? {} : { fault }) };
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
    ended,
  };
}

/** The variants that a run is limited to, where it is limited to any. */
function repeated(only: readonly string[]): { readonly only?: readonly string[] } {
  const variants = only.filter(isVariantId);
  return variants.length > 0 ? { only: variants } : {};
}

function headerOf(plan: Plan, profile: Profile, contract: Contract): JournalHeader {
  const { supplier, contract: contractFiles } = plan.config;
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
    startedAt: new Date().toISOString(),
  };
}

/** A journal that takes the place of an earlier one only when the run has begun, be it by the first thing that arrives. */
function journalOnDemand(folder: string, header: JournalHeader): Journal & { readonly open: () => void } {
  let journal: Journal | undefined;
  const open = () => (journal ??= createJournal(join(folder, OUTPUT.journal), header));
  return { open, append: (event: Event) => open().append(event), close: () => open().close() };
}
