import { isObject } from '../../specs/json-object.ts';
import type { InboundEvent, Unplaced } from '../../evidence/history.ts';
import { type Handles } from '../../evidence/kci.ts';
import type { ScriptedAnswer } from '../answers.ts';

/** The format of what a receiver and a run say to each other, and of what a receiver keeps. */
export const RECEIVER_FORMAT = 'supplier-conformance/receiver@1';

/** How a run introduces itself: `POST /runs`. */
export interface Joining {
  readonly format: typeof RECEIVER_FORMAT;
  /** The version of the harness. */
  readonly version: string;
  /** SHA-256 of each contract document by file name: the receiver answers by its own, which have to be the same. */
  readonly contract: Readonly<Record<string, string>>;
  /** A name that no other run has. */
  readonly run: string;
  /** What the run calls itself to a person. */
  readonly label: string;
  /** The names of what it holds, for a run that comes again. */
  readonly holding: readonly string[];
}

/** What a run is told when it joins. */
export interface Joined {
  readonly format: typeof RECEIVER_FORMAT;
  /** The name of the receiver, which outlives its process. */
  readonly receiver: string;
  /** The name of its process. */
  readonly boot: string;
  /** The number of the last delivery before. */
  readonly number: number;
  /** Where KCIs arrive, base path included. */
  readonly url: string;
  /** The time that the run may count its ids from, in milliseconds since 1970: no other run has the same second. */
  readonly idsFrom: number;
}

/** What KCIs may name something by that a run has created, or asked for. */
export type Claim = Partial<Handles>;

/** Answers that a run wants given to the next KCIs about something of its own. */
export interface Script {
  readonly handles: Handles;
  readonly answers: readonly ScriptedAnswer[];
}

/** What a run makes known: `POST /runs/RUN/updates`. */
export interface Update {
  readonly claims: readonly Claim[];
  readonly scripts: readonly Script[];
}

/** One line of `GET /runs/RUN/deliveries?after=NUMBER`. */
export type Line =
  | {
      readonly number: number;
      readonly receipt: string;
      /** Milliseconds since it arrived. */
      readonly age: number;
      /** The runs that it is about, as far as that was known when it arrived. */
      readonly of: readonly string[];
      readonly delivery: Omit<Unplaced<InboundEvent>, 'receipt' | 'elsewhere'>;
    }
  | { readonly number: number; readonly attribution: { readonly run: string; readonly receipts: readonly string[] } }
  /** A sign of life, with the number of the last delivery. */
  | { readonly head: number }
  /** What follows is no longer kept. */
  | { readonly lost: true };

/** Milliseconds between two signs of life. */
export const BEAT = 2_000;

/** The most bytes that one message to a receiver has. */
export const MESSAGE_LIMIT = 1024 * 1024;

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= 2_000;
const isOptionalText = (value: unknown) => value === undefined || isText(value);
const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** Whether a message is the introduction of a run of any version. */
export function isJoining(value: unknown): value is Joining {
  return (
    isObject(value) &&
    isText(value.format) &&
    isText(value.version) &&
    isObject(value.contract) &&
    isText(value.run) &&
    /^[\w-]{8,64}$/.test(value.run) &&
    isText(value.label) &&
    isTexts(value.holding)
  );
}

/** Whether a message makes something known. */
export function isUpdate(value: unknown): value is Update {
  return (
    isObject(value) &&
    Array.isArray(value.claims) &&
    value.claims.every(isClaim) &&
    Array.isArray(value.scripts) &&
    value.scripts.every(isScript)
  );
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isText);
}

function isClaim(value: unknown): boolean {
  return (
    isObject(value) &&
    (value.gatewayId === undefined || isCount(value.gatewayId)) &&
    [value.conversation, value.supplierReference, value.tenant, value.kind].every(isOptionalText)
  );
}

function isScript(value: unknown): boolean {
  return (
    isObject(value) &&
    isClaim(value.handles) &&
    isCount((value.handles as Claim).gatewayId) &&
    Array.isArray(value.answers) &&
    value.answers.length <= 1_000 &&
    value.answers.every(isAnswer)
  );
}

function isAnswer(value: unknown): boolean {
  if (typeof value === 'string') return ['503', '401', 'drop'].includes(value);
  return isObject(value) && isCount(value.delayMs) && value.delayMs >= 0 && value.delayMs <= 3_600_000;
}
