import { randomUUID } from 'node:crypto';
import type { Contract } from '../specs/contract-types.ts';
import type { Feature } from '../specs/requirement.ts';
import type { Pace } from '../specs/profile.ts';
import type { Exchange } from '../evidence/exchanges.ts';
import { type Handles, jsonObject, type Kci } from '../evidence/kci.ts';
import type { Recorder } from '../evidence/recorder.ts';
import { createAuthorization, type Credentials } from './authorization.ts';
import { createCalls } from './calls.ts';
import { createClient, type Tls } from './client.ts';
import { knock } from './credentials-admission.ts';
import { createEars } from './ears.ts';
import { createIds } from './ids.ts';
import { Interruption, pause, watchInterruption } from './interruption.ts';
import {
  FROM_OUTSIDE,
  type GatewayScript,
  type Stage,
  type Steered,
  type TestData,
  type VariantWish,
} from './journey.ts';
import { mostHeldUp } from './limits.ts';
import { isText, objects } from './live-services.ts';
import { createPacing } from './pacing.ts';
import { createSteerer, type SteeringTable } from './steering.ts';
import { createWaits, type Wait } from './waits.ts';

/** What the stages of a run are made of. */
export interface StagesOptions {
  /** Where the Supplier API is served; it may have a path. */
  readonly baseUrl: string;
  readonly tenant: string;
  readonly authorization: Credentials;
  readonly tls?: Tls;
  readonly data: TestData;
  readonly features: readonly Feature[];
  readonly pace: Pace;
  readonly steering: SteeringTable;
  /** How many requests may be sent in a second, by all journeys together. */
  readonly requestsPerSecond: number;
  /** Milliseconds that a supplier which asks for patience may hold the run up in all; by default as many as suit the pace. */
  readonly heldUp?: number;
  readonly recorder: Recorder;
  readonly contract: Contract;
  /** Which variants of requests are sent. */
  readonly variants: VariantWish;
  /** Whether what is left when a journey is over is taken back; default: true. */
  readonly cleansUp?: boolean;
  /** What the checks find wrong with exchanges. */
  readonly findings: Stage['findings'];
  /** What the checks find wrong with the courses of generated orders. */
  readonly courses: Stage['courses'];
  /** Scripts the gateway's answers to the next KCIs that match, which are those about something of this run. */
  readonly script: (matches: (kci: Kci) => boolean, script: GatewayScript, handles: Handles) => void;
  /** What other runs have a part in, where several hear from one receiver. */
  readonly shared?: SharedGateway;
  /** Aborted when the run is interrupted. */
  readonly signal: AbortSignal;
  /** Told whenever a wait begins or ends, with all that are under way. */
  readonly onWaits?: (current: readonly Wait[]) => void;
  /** Shows a person what to do, where steering needs one. */
  readonly onInstruction?: (text: string) => void;
}

/** What a run has to tell the others, and has to wait for, that hear from the same receiver. */
export interface SharedGateway {
  /** The wall-clock time that ids count from, in milliseconds since 1970. */
  readonly idsFrom?: number;
  /** The part of a run in shards that this one is. */
  readonly shard?: { readonly index: number; readonly of: number };
  /** Makes known that something is about this run, which no request of its own tells. */
  readonly claim?: (handles: Handles) => void;
  /** Resolves when the gateway knows of all scripts so far. */
  readonly settled?: () => Promise<void>;
  /** Waits for what only one of all runs may have at a time; resolves with what gives it back. */
  readonly hold?: (name: string, signal: AbortSignal) => Promise<() => void>;
}

/** How long it may take to see whether we are let in, in milliseconds. */
const KNOCKING = 10_000;

/** One stage for each journey of a run, all with the same supplier, ids, rate and ears. */
export interface Stages {
  readonly stageFor: (journey: string) => Stage;
  /**
   * Sees whether we are let in, which the history tells nothing of; resolves with what a person should look at all the same.
   * @throws AdmissionError or AuthorizationError when we are not.
   */
  readonly knock: () => Promise<string | undefined>;
  /** What the journeys are waiting for at the moment. */
  readonly waits: () => readonly Wait[];
  /** Breaks off what is under way and gives the connections back. */
  readonly close: () => Promise<void>;
}

/**
 * Sets the stages of a run.
 * @throws SteeringError when the steering table cannot work.
 */
export function createStages(options: StagesOptions): Stages {
  const { tenant, tls, data, features, pace, recorder, contract, signal } = options;
  const { shared = {} } = options;
  const withTls = tls ? { tls } : {};
  const remark = (text: string, journey?: string) =>
    void recorder.record({ type: 'note', ...(journey === undefined ? {} : { journey }), note: 'remark', text });

  const interruptions = watchInterruption(signal);
  const waits = createWaits(options.onWaits);
  const ears = createEars(recorder, waits, interruptions);
  const base = new URL(options.baseUrl);
  const client = createClient(base, tls, interruptions);
  const authorization = createAuthorization(options.authorization, {
    ...withTls,
    within: pace.request,
    interruptions,
    onTrouble: remark,
  });
  const instruct = options.onInstruction ?? (() => undefined);
  const steererFor = (journey?: string) =>
    createSteerer(options.steering, {
      ...withTls,
      tenant,
      within: Math.max(pace.request, pace.acknowledge),
      interruptions,
      remark: (text) => remark(text, journey),
      instruct,
    });
  const calls = createCalls({
    base,
    tenant,
    contract,
    client,
    authorization,
    steerer: steererFor(),
    ears,
    waits,
    recorder,
    interruptions,
    pacing: createPacing(options.requestsPerSecond, interruptions),
    patience: pace.outcome,
    heldUp: options.heldUp ?? mostHeldUp(pace.outcome),
    within: pace.request,
    ...(shared.settled ? { ready: shared.settled } : {}),
  });
  const newId = createIds(shared.idsFrom, shared.shard);
  const exclusively = held(queues(), signal, shared.hold);
  let availability: Promise<Exchange> | undefined;

  return {
    knock: () =>
      knock({
        baseUrl: options.baseUrl,
        credentials: options.authorization,
        tenant,
        contract,
        client,
        authorization,
        ...withTls,
        address: data.address,
        ...(data.serviceSpecification === undefined ? {} : { serviceSpecification: data.serviceSpecification }),
        isServed: features.includes('availability'),
        within: Math.min(pace.request, KNOCKING),
      }),
    waits: waits.current,
    stageFor: (journey) => {
      const steerer = steererFor(journey);
      const lookUp = () =>
        (availability ??= calls(journey, {
          operation: 'handleAvailabilityCheck',
          query: { address: JSON.stringify(data.address) },
          aim: 'in-coverage',
        }));
      const knownOf = (known: Steered): Steered => {
        const told = known.gatewayId === undefined ? undefined : ears.reference(known.gatewayId);
        return told === undefined ? known : { ...known, supplierReference: told };
      };
      return {
        data,
        features,
        tenant,
        pace,
        contract,
        variants: options.variants,
        findings: options.findings,
        courses: options.courses,
        signal,
        newId,
        newConversation: randomUUID,
        call: (call) => calls(journey, call),
        unwelcome: (kind) =>
          authorization.refusable(kind, pace.outcome).catch((error: unknown) => {
            throw interruptions.interrupted() ? new Interruption() : error;
          }),
        idle: async (waitingFor, milliseconds) => {
          const over = waits.begin(journey, waitingFor, milliseconds);
          const whole = await pause(milliseconds, interruptions);
          over();
          return whole;
        },
        availability: lookUp,
        specification: async () => {
          if (data.serviceSpecification !== undefined) return data.serviceSpecification;
          return features.includes('availability') ? firstOffered(await lookUp()) : undefined;
        },
        exclusively,
        canSteer: (scenario) => steerer.means(scenario).length > 0,
        steeredBy: steerer.means,
        steer: async (scenario, known) => {
          if (interruptions.interrupted()) return false;
          const after = recorder.history.length;
          const isDone = await steerer.act(scenario, knownOf(known));
          if (isDone && steerer.means(scenario).some((means) => FROM_OUTSIDE.includes(means))) {
            const { serviceId } = known;
            const steered = { scenario, ...(serviceId === undefined ? {} : { serviceId }), after };
            const text = `had the supplier play ${scenario}${serviceId === undefined ? '' : ` for service ${serviceId}`}`;
            recorder.record({ type: 'note', journey, note: 'steered', text, steered });
          }
          return isDone;
        },
        announcement: async (fits, wait) => {
          const kci = await ears.waitForUnclaimed(journey, fits, wait);
          if (!kci) return undefined;
          const handles = {
            gatewayId: newId(),
            tenant,
            conversation: randomUUID(),
            ...(kci.supplierReference === undefined ? {} : { supplierReference: kci.supplierReference }),
          };
          ears.expect(handles);
          shared.claim?.(handles);
          return handles;
        },
        kci: (handles, fits, wait) => ears.waitFor(journey, handles, fits, wait),
        kcis: ears.heard,
        reference: ({ gatewayId }) => ears.reference(gatewayId),
        script: (handles, script) => {
          ears.expect(handles);
          options.script((kci) => ears.isAbout(kci, handles), script, handles);
        },
        listen: async () => {
          const over = waits.begin(journey, 'what should not come', pace.quiet);
          const whole = await pause(pace.quiet, interruptions);
          over();
          const text = whole
            ? `listened for ${pace.quiet / 1000} s to what else would come`
            : 'did not listen to the end: the run was interrupted';
          recorder.record({ type: 'note', journey, note: 'waited', text });
        },
        cleansUp: options.cleansUp ?? true,
        leaveOver: (text, left) => void recorder.record({ type: 'note', journey, note: 'left-over', text, left }),
        remark: (text) => remark(text, journey),
      };
    },
    close: async () => {
      ears.close();
      await Promise.all([client.close(), authorization.close()]);
    },
  };
}

/** Acts of the same name one after the other, whether they succeed or not. */
function queues(): Stage['exclusively'] {
  const last = new Map<string, Promise<unknown>>();
  return (name, act) => {
    const turn = (last.get(name) ?? Promise.resolve()).then(act, act);
    last.set(name, turn);
    return turn;
  };
}

/** The same, but that no other run acts under that name at the same time, where runs can tell each other. */
function held(queued: Stage['exclusively'], signal: AbortSignal, hold: SharedGateway['hold']): Stage['exclusively'] {
  if (!hold) return queued;
  return (name, act) =>
    queued(name, async () => {
      const giveBack = await hold(name, signal);
      try {
        return await act();
      } finally {
        giveBack();
      }
    });
}

/** The service that an availability answer offers first, of those that a request can name. */
export function firstOffered({ response }: Exchange): string | undefined {
  const offered = response?.status === 200 ? jsonObject(response.body)?.serviceSpecifications : undefined;
  return objects(offered)
    .map(({ id }) => id)
    .find(isText);
}
