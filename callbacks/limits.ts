import { BODY_LIMIT } from '../evidence/bodies.ts';

/** The bounds that keep a hanging or flooding sender from taking the run with it. */
export interface Limits {
  /** How much of one body is taken, in bytes; a longer one is refused. */
  readonly bodyBytes: number;
  /** How long request line and header fields may be together, in bytes. */
  readonly headerBytes: number;
  /** Milliseconds for request line and header fields to arrive; at most `requestTimeout`. */
  readonly headersTimeout: number;
  /** Milliseconds for a whole request to arrive. */
  readonly requestTimeout: number;
  /** Milliseconds for which an idle connection stays open. */
  readonly keepAliveTimeout: number;
  /** How many connections may be open at once. */
  readonly connections: number;
  /** How many inbound requests are kept in one run. */
  readonly keptRequests: number;
  /** How much text of bodies and header fields is kept in one run, in characters. */
  readonly keptText: number;
}

/** The bounds where nothing else is said: far above what a busy supplier sends. */
export const DEFAULT_LIMITS: Limits = {
  bodyBytes: BODY_LIMIT,
  headerBytes: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 72_000,
  connections: 256,
  keptRequests: 100_000,
  keptText: 256 * 1024 * 1024,
};
