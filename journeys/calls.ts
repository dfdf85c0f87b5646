import { randomUUID } from 'node:crypto';
import { isObject } from '../specs/json-object.ts';
import { thrownWords } from '../specs/thrown.ts';
import type { Contract } from '../specs/contract-types.ts';
import { CREATIONS } from '../specs/lifecycle.ts';
import { rawBody } from '../evidence/bodies.ts';
import type { Exchange } from '../evidence/exchanges.ts';
import { givenNumber } from '../evidence/given-number.ts';
import type { Header, RawBody, RequestEvent, Unplaced } from '../evidence/history.ts';
import { jsonObject } from '../evidence/kci.ts';
import type { Recorder } from '../evidence/recorder.ts';
import type { Authorization, Presented } from './authorization.ts';
import type { Answer, Client } from './client.ts';
import type { Ears } from './ears.ts';
import { ENDING, heededAfter, Interruption, pause, type Interruptions } from './interruption.ts';
import type { Call } from './journey.ts';
import { createLimits, HELD_UP_WORDS, type Endured } from './limits.ts';
import type { Pacing } from './pacing.ts';
import type { Placeholders, Steerer } from './steering.ts';
import { urlPiece } from './urls.ts';
import type { Waits } from './waits.ts';

/** What calls to the supplier are made of. */
export interface CallsOptions {
  readonly base: URL;
  readonly tenant: string;
  readonly contract: Contract;
  readonly client: Client;
  readonly authorization: Authorization;
  readonly steerer: Steerer;
  readonly ears: Ears;
  readonly waits: Waits;
  readonly recorder: Recorder;
  readonly interruptions: Interruptions;
  readonly pacing: Pacing;
  /** Milliseconds that a request may be put off for in all, by a supplier that asks for patience. */
  readonly patience: number;
  /** Milliseconds that all that is put off may hold the run up. */
  readonly heldUp: number;
  /** Milliseconds for an answer. */
  readonly within: number;
  /** Resolves when whoever takes the KCIs knows what it has to know before a request is sent. */
  readonly ready?: () => Promise<void>;
}

/** The operations whose requests have notes that a steering text can travel in. */
const WITH_NOTES: readonly string[] = [
  'handleCreateOrder',
  'handleAmendOrder',
  'handleCreateProblem',
  'handleAmendProblem',
];

/** The operation that has something held for us without KCIs that report on it. */
const RESERVING = 'handleReserveAppointment';

/** An exchange, and after how many milliseconds its request is to be sent again, where the supplier asked for patience. */
interface Attempt extends Exchange {
  readonly again?: number;
}

/** What tells an attempt from the one before it. */
interface Repeating extends Endured {
  readonly conversation: string;
  /** The X-Request-ID of the one before; absent for the first. */
  readonly repeated?: string;
}

/**
 * Sends requests and records them and their answers: each request before it leaves, and exactly one outcome of it. One that is
 * put off is sent again, as long as the run can be held up, and the last answer is the one to it.
 */
export function createCalls(options: CallsOptions): (journey: string, call: Call) => Promise<Exchange> {
  const { base, tenant, contract, client, authorization, steerer, ears, waits, recorder, interruptions } = options;
  const { pacing, patience } = options;
  const limits = createLimits(options.heldUp);
  const told = new Set<string>();
  const tell = (text: string) => {
    if (!told.has(text)) recorder.record({ type: 'note', note: 'remark', text });
    told.add(text);
  };

  const attempt = async (journey: string, call: Call, before: Repeating): Promise<Attempt> => {
    const goOn = () => {
      if (interruptions.interrupted() && !call.tidying) throw new Interruption();
    };
    goOn();
    await pacing.turn();
    goOn();
    const presented: Presented = call.presenting
      ? { ...call.presenting, reused: false }
      : await authorization.present().catch((error: unknown) => {
          goOn();
          throw error;
        });
    goOn();
    await options.ready?.();
    goOn();

    const operation = contract.operation(call.operation);
    const exchange = randomUUID();
    const { conversation } = before;
    const scenario = call.scenario !== undefined && isAskedFor(call.scenario, steerer) ? call.scenario : undefined;
    const known = placeholders(call, tenant);
    const text = bodyText(call, scenario === undefined ? undefined : steerer.notes(scenario, known));
    const path = base.pathname.replace(/\/+$/, '') + pathText(operation.path, call.path) + queryText(call.query);
    const headers = withoutHeaders(
      [
        ['Accept', 'application/json'],
        ...(text === undefined ? [] : [['Content-Type', call.contentType ?? 'application/json'] as const]),
        ['User-Agent', 'supplier-conformance'],
        ['X-Request-ID', exchange],
        ['X-Conversation-ID', conversation],
        ...(operation.requiredHeaders.some((name) => name.toLowerCase() === 'tenant')
          ? [['Tenant', tenant] as const]
          : []),
        ...(presented.value === undefined ? [] : [['Authorization', presented.value] as const]),
        ...(scenario === undefined ? [] : steerer.headers(scenario, known)),
      ],
      call.without ?? [],
    );

    const creation = CREATIONS[call.operation];
    if (creation && known.id !== undefined) {
      ears.expect({ gatewayId: known.id, tenant, conversation, kind: creation.kind });
    }
    const request = recorder.record({
      type: 'request',
      exchange,
      journey,
      operation: call.operation,
      intent: call.intent ?? { valid: true },
      ...(call.variant === undefined ? {} : { variant: call.variant }),
      ...(scenario === undefined ? {} : { scenario }),
      ...(call.aim === undefined ? {} : { aim: call.aim }),
      ...(call.generated === undefined ? {} : { generated: call.generated }),
      ...(before.repeated === undefined ? {} : { repeats: before.repeated }),
      method: operation.method.toUpperCase(),
      url: base.origin + path,
      headers,
      ...(text === undefined ? {} : { body: recordedBody(text) }),
    } satisfies Unplaced<RequestEvent>) as RequestEvent;

    const within = interruptions.interrupted() ? Math.min(options.within, ENDING.answer) : options.within;
    // What may create something is not broken off at once: then nobody would know whether there is something to take back.
    const heeding = call.tidying
      ? 'nothing'
      : creation || call.operation === RESERVING
        ? heededAfter(ENDING.answer, interruptions)
        : interruptions;
    const send = async (fields: readonly Header[]) => {
      const over = waits.begin(journey, `the answer to ${call.operation}`, within);
      try {
        const outgoing = {
          method: request.method,
          path,
          headers: fields,
          ...(text === undefined ? {} : { body: text }),
        };
        return await client.send(outgoing, within, heeding);
      } catch (error) {
        const detail = thrownWords(error);
        recorder.record({
          type: 'no-response',
          exchange,
          reason: 'interrupted',
          detail: `the harness could not send it: ${detail}`,
        });
        throw error;
      } finally {
        over();
      }
    };

    let outcome = await send(headers);
    // A token may be withdrawn before it lapses. Who is told so gets a new one and repeats the request, which was not looked
    // at: one request, so one exchange, since a second with the same order would be an order placed twice.
    if (
      'status' in outcome &&
      outcome.status === 401 &&
      presented.reused &&
      presented.value !== undefined &&
      showsCredentials(headers)
    ) {
      const fresh = await authorization.renew(presented.value);
      if (fresh !== undefined) {
        recorder.record({
          type: 'note',
          journey,
          note: 'remark',
          text: `the supplier answered 401 to an access token that should still have been good; request ${exchange} was repeated with a new one, and only the second answer counts`,
        });
        outcome = await send(headers.map(([name, value]) => [name, isAuthorization(name) ? fresh : value]));
      }
    }

    if (!('status' in outcome)) {
      // An ending run has less patience than it has promised; what it could not wait for is nobody's failure.
      const isOurs = outcome.reason === 'timeout' && within < options.within;
      const reason = isOurs ? 'interrupted' : outcome.reason;
      const noResponse = recorder.record({ type: 'no-response', exchange, ...outcome, reason });
      return { request, noResponse: noResponse as NonNullable<Exchange['noResponse']> };
    }
    const again = limits.putOff(outcome, before, interruptions.interrupted() ? ENDING.answer : patience);
    const response = recorder.record({
      type: 'response',
      exchange,
      ...outcome,
      ...(again === undefined ? {} : { putOff: true as const }),
    }) as NonNullable<Exchange['response']>;
    if (again === 'never') {
      tell(HELD_UP_WORDS);
      return { request, response };
    }
    if (again !== undefined) return { request, response, again };
    if (outcome.status !== 429) pacing.answered();
    if (creation && known.id !== undefined) {
      const reference = referenceIn(outcome);
      if (reference !== undefined) ears.learn(known.id, reference);
    }
    return { request, response };
  };

  const letPass = async (journey: string, { operation, tidying }: Call, milliseconds: number): Promise<void> => {
    pacing.hold(milliseconds);
    tell(
      'the supplier put requests off (429 or 503 with Retry-After): the run waits as long as it asks for, and slows down',
    );
    const over = waits.begin(journey, `the supplier to take ${operation}, which it has put off`, milliseconds);
    if (interruptions.interrupted() && tidying) await new Promise((resolve) => setTimeout(resolve, milliseconds));
    else await pause(milliseconds, interruptions);
    over();
  };

  return async (journey, call) => {
    let before: Repeating = { repeats: 0, waited: 0, conversation: call.conversation ?? randomUUID() };
    for (;;) {
      const { again, ...exchange } = await attempt(journey, call, before);
      if (again === undefined) return exchange;
      await letPass(journey, call, again);
      const { repeats, waited } = before;
      before = { ...before, repeats: repeats + 1, waited: waited + again, repeated: exchange.request.exchange };
    }
  };
}

/** A successful order is asked for by not asking for anything else. */
function isAskedFor(scenario: NonNullable<Call['scenario']>, steerer: Steerer): boolean {
  return scenario === 'ORDER_SUCCESSFUL' || steerer.means(scenario).length > 0;
}

function placeholders(call: Call, tenant: string): Placeholders & { readonly scenario: string } {
  const body = isObject(call.body) ? call.body : {};
  const id = givenNumber(body.id);
  return {
    scenario: call.scenario ?? '',
    tenant,
    ...(id === undefined ? {} : { id }),
    ...(typeof body.supplierOrderReference === 'string' ? { supplierReference: body.supplierOrderReference } : {}),
    ...(typeof body.serviceId === 'string' ? { serviceId: body.serviceId } : {}),
  };
}

function bodyText(call: Call, steeringNotes: string | undefined): string | undefined {
  if (call.rawBody !== undefined) return call.rawBody;
  const { body } = call;
  if (body === undefined) return undefined;
  if (steeringNotes === undefined || !isObject(body) || !WITH_NOTES.includes(call.operation))
    return JSON.stringify(body);
  const notes = typeof body.notes === 'string' ? `${steeringNotes} ${body.notes}` : steeringNotes;
  return JSON.stringify({ ...body, notes });
}

function recordedBody(text: string): RawBody {
  return rawBody(Buffer.from(text, 'utf8'));
}

function pathText(template: string, values: Call['path'] = {}): string {
  return template.replace(/\{(.+?)\}/g, (_, name: string) => urlPiece(values[name] ?? ''));
}

function queryText(query: Call['query']): string {
  const pairs = Object.entries(query ?? {}).flatMap(([name, given]) =>
    (typeof given === 'string' ? [given] : given).map((value) => `${urlPiece(name)}=${urlPiece(value)}`),
  );
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}

/** The headers without those to leave out; of two with the same name the later counts, so that steering can replace one. */
function withoutHeaders(headers: readonly Header[], without: readonly string[]): readonly Header[] {
  const left = new Map(headers.map(([name, value]) => [name.toLowerCase(), [name, value] as const]));
  for (const name of without) left.delete(name.toLowerCase());
  return [...left.values()];
}

function showsCredentials(headers: readonly Header[]): boolean {
  return headers.some(([name]) => isAuthorization(name));
}

function isAuthorization(name: string): boolean {
  return name.toLowerCase() === 'authorization';
}

function referenceIn({ status, body }: Answer): string | undefined {
  const told = status >= 200 && status < 300 ? jsonObject(body) : undefined;
  const reference = told?.supplierOrderReference ?? told?.supplierReference;
  return typeof reference === 'string' && reference !== '' ? reference : undefined;
}
