import { randomUUID } from 'node:crypto';
import { isObject } from '../specs/json-object.ts';
import type { Contract } from '../specs/contract-types.ts';
import {
  header,
  json,
  type Header,
  type InboundAnswer,
  type InboundEvent,
  type Unplaced,
} from '../evidence/history.ts';
import { readKci, type Kci } from '../evidence/kci.ts';
import type { Tokens } from './tokens.ts';

/** An inbound request as it arrived, before anything was decided about it. */
export type Arrival = Omit<Unplaced<InboundEvent>, 'type' | 'answer' | 'refusal' | 'scripted'>;

/** What the gateway does with an arrival: the decided part of an inbound event, and what is really sent where that is a secret. */
export interface Decision {
  readonly answer: InboundAnswer;
  readonly refusal?: string;
  readonly scripted?: true;
  /** The body to send, where the recorded answer leaves a secret out. */
  readonly send?: string;
}

/**
 * One answer that a journey asked for: a status instead of the normal answer, a closed socket, or the normal answer after a
 * delay in milliseconds.
 */
export type ScriptedAnswer = '503' | '401' | 'drop' | { readonly delayMs: number };

/** Answers for the next deliveries of matching KCIs, one each. */
export interface AnswerScript {
  readonly answers: readonly ScriptedAnswer[];
}

/** Decides as the gateway would. */
export interface Gate {
  readonly decide: (arrival: Arrival) => Decision;
  /**
   * Scripts the answers to the next matching KCIs that come with a good token; of several scripts the earliest goes first. The
   * result takes back what is left of it.
   */
  readonly script: (matches: (kci: Kci) => boolean, script: AnswerScript) => () => void;
}

/** The mark that stands for an access token in the recorded answer of the token endpoint. */
const WITHHELD = '[redacted]';
const JSON_BODY: Header = ['content-type', 'application/json; charset=utf-8'];
const BEARER: Header = ['www-authenticate', 'Bearer'];
// The supplier's own names may stand in a message, and be of any length and number.
const MESSAGES = 20;
const MESSAGE_LENGTH = 500;

/** The paths below the base path that the gateway serves. */
export const PATHS = { kcis: '/kcis', token: '/auth/supplier/access-token' } as const;

/** The gateway's decisions about what arrives at `basePath`, which has no slash at its end. */
export function createGate(basePath: string, contract: Contract, tokens: Tokens): Gate {
  const scripts: { readonly matches: (kci: Kci) => boolean; readonly answers: ScriptedAnswer[] }[] = [];
  // The token that a scripted 401 found fault with, by the id of the KCI. It stays good for every other KCI: a supplier need
  // not expect that a token ends before its time, so the rest of the run must not depend on how it takes this.
  const withdrawn = new Map<string, Set<string>>();

  const scripted = (kci: Kci): ScriptedAnswer | undefined => {
    const index = scripts.findIndex(({ matches }) => matches(kci));
    const answer = scripts[index]?.answers.shift();
    if (scripts[index]?.answers.length === 0) scripts.splice(index, 1);
    return answer;
  };

  const decideKci = (arrival: Arrival): Decision => {
    const admission = tokens.admit(header(arrival.headers, 'Authorization'));
    if (!admission.ok) return refused(401, [admission.why], [BEARER]);
    if (scripts.length === 0 && withdrawn.size === 0) return judged(arrival, contract);

    const kci = readKci({ ...arrival, type: 'inbound', seq: 0, at: '', mono: 0, answer: { dropped: true } });
    if (kci?.id !== undefined && withdrawn.get(kci.id)?.has(admission.tokenId)) {
      return { ...refused(401, ['the access token is no longer accepted for this KCI'], [BEARER]), scripted: true };
    }
    const answer = kci && scripted(kci);
    if (answer === undefined) return judged(arrival, contract);
    switch (answer) {
      case '503':
        return { ...unavailable('scripted by a journey'), scripted: true };
      case 'drop':
        return { ...cutOff('connection closed, scripted by a journey'), scripted: true };
      case '401': {
        if (kci?.id !== undefined) {
          withdrawn.set(kci.id, (withdrawn.get(kci.id) ?? new Set()).add(admission.tokenId));
        }
        return { ...refused(401, ['the access token is no longer accepted'], [BEARER]), scripted: true };
      }
      default: {
        const decision = judged(arrival, contract);
        const later = 'dropped' in decision.answer ? decision.answer : { ...decision.answer, delayMs: answer.delayMs };
        return { ...decision, answer: later, scripted: true };
      }
    }
  };

  return {
    decide: (arrival) => {
      const { endpoint, method } = arrival;
      if (endpoint === 'other') return nothingThere(arrival, basePath);
      if (method !== 'POST') return refused(405, [`only POST is possible here, not ${method}`], [['allow', 'POST']]);
      const encoding = header(arrival.headers, 'Content-Encoding');
      if (encoding !== undefined && encoding.trim().toLowerCase() !== 'identity') {
        return refused(415, ['the body should come without a Content-Encoding']);
      }
      return endpoint === 'token' ? granted(arrival, tokens) : decideKci(arrival);
    },
    script: (matches, { answers }) => {
      const added = { matches, answers: [...answers] };
      if (answers.length > 0) scripts.push(added);
      return () => {
        const place = scripts.indexOf(added);
        if (place >= 0) scripts.splice(place, 1);
      };
    },
  };
}

const ACCEPTED: Decision = { answer: { status: 204, headers: [], body: '' } };

/** The answer to a KCI by its contents alone. A warning never refuses, nor does an order that is not known (yet). */
function judged(arrival: Arrival, contract: Contract): Decision {
  if (!header(arrival.headers, 'X-Request-ID')?.trim()) return refused(400, ['the header X-Request-ID is missing']);
  if (arrival.body.bytes === 0) return refused(400, ['the body is missing']);
  const parsed = json(arrival.body);
  // The parser's own message quotes the body, which may hold what is to be kept out of the evidence.
  if (!parsed.ok) return refused(400, ['the body is not JSON in UTF-8']);
  if (!isObject(parsed.value)) return refused(400, ['the body is not a JSON object']);
  const errors = findings(parsed.value, contract);
  if (errors === 'too deep') return refused(400, ['the body is nested too deeply']);
  if (errors.length === 0) return ACCEPTED;
  const status = errors.some(({ actual }) => actual === 'missing') ? 400 : 422;
  return refused(
    status,
    errors.map(({ where, expected, actual }) =>
      actual === 'missing' ? `${where}: missing, expected ${expected}` : `${where}: not as expected: ${expected}`,
    ),
  );
}

function findings(body: unknown, contract: Contract) {
  try {
    return contract.judgeKci(body).filter(({ severity }) => severity === 'error');
  } catch (error) {
    // Whoever walks a value recursively can be sent one that is too deep to be walked.
    if (error instanceof RangeError) return 'too deep';
    throw error;
  }
}

function granted({ headers, body }: Arrival, tokens: Tokens): Decision {
  const grant = tokens.grant({
    contentType: header(headers, 'Content-Type'),
    authorization: header(headers, 'Authorization'),
    form: body.text,
  });
  const fields: readonly Header[] = [JSON_BODY, ['cache-control', 'no-store']];
  if (!grant.ok) {
    const text = JSON.stringify({ error: grant.error, error_description: grant.why });
    return { answer: { status: 400, headers: fields, body: text }, refusal: `${grant.error}: ${grant.why}` };
  }
  const answer = (accessToken: string) =>
    JSON.stringify({ access_token: accessToken, token_type: 'Bearer', expires_in: grant.expiresIn });
  return { answer: { status: 200, headers: fields, body: answer(WITHHELD) }, send: answer(grant.accessToken) };
}

function nothingThere({ method, path }: Arrival, basePath: string): Decision {
  const asked = `${method} ${path.split('?')[0]}`.slice(0, 200);
  return refused(404, [
    `there is nothing at ${asked}: KCIs go to POST ${basePath}${PATHS.kcis}, token requests to POST ${basePath}${PATHS.token}`,
  ]);
}

const CODES: Readonly<Record<number, string>> = {
  400: 'MALFORMED_REQUEST',
  401: 'NOT_AUTHORISED',
  404: 'NOT_FOUND',
  500: 'GATEWAY_FAULT',
};

/** A refusal with the gateway's error object. */
export function refused(status: number, reasons: readonly string[], headers: readonly Header[] = []): Decision {
  const messages = reasons.slice(0, MESSAGES).map((reason) => reason.slice(0, MESSAGE_LENGTH));
  if (reasons.length > MESSAGES) messages.push(`and ${reasons.length - MESSAGES} more`);
  const body = JSON.stringify({ uuid: randomUUID(), code: CODES[status] ?? 'INVALID_REQUEST', messages });
  return { answer: { status, headers: [JSON_BODY, ...headers], body }, refusal: messages.join('; ') };
}

/** A refusal because the gateway is temporarily out of service, which has no body. */
export function unavailable(why: string): Decision {
  return { answer: { status: 503, headers: [], body: '' }, refusal: why };
}

/** A refusal of a body that is longer than what is taken. */
export function tooLong(bytes: number): Decision {
  return refused(413, [`the body has ${bytes} bytes, which is more than is taken`], [['connection', 'close']]);
}

/** What remains to be done about an arrival that nobody waits for an answer to. */
export function cutOff(why: string): Decision {
  return { answer: { dropped: true }, refusal: why };
}
