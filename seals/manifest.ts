import { createHash } from 'node:crypto';
import type { ParsedJournal } from '../evidence/journal.ts';
import { toldOfRun, type Results, type ToldOfRun } from '../reports/results.ts';

/** The format of the bundles that this version seals and verifies; it changes when a reader of an earlier one would misread it. */
export const BUNDLE_FORMAT = 'supplier-conformance/bundle@1';

/** The members that are about the others. */
export const MANIFEST = 'manifest.json';
export const SIGNATURE = 'manifest.sig';

/** What a manifest tells of a member. */
export interface SealedFile {
  /** Hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
  /** What it holds, for one that is packed with gzip. */
  readonly unpacked?: { readonly sha256: string; readonly bytes: number };
}

/** What a journal comes down to. */
export interface JournalEnd {
  readonly events: number;
  /** The link of its last line. */
  readonly chain: string;
}

/** What a manifest tells of a run; all of it follows from the journals and from the verdicts on them. */
export interface Facts {
  readonly run: ToldOfRun;
  readonly journal: JournalEnd;
  /** The journals of the shards that the journal was put together from, in their order; absent for a run in one piece. */
  readonly shards?: readonly JournalEnd[];
  readonly decision: Results['decision'];
  readonly summary: Results['summary'];
  /** How many known failures were waived, for a time. */
  readonly waivers: number;
}

/** What is signed: what a bundle holds, and what that comes down to. */
export interface Manifest extends Facts {
  readonly format: typeof BUNDLE_FORMAT;
  /** ISO 8601, UTC; by the clock of whoever sealed it. */
  readonly sealedAt: string;
  /** The harness that judged and sealed; that which conducted the run is told with the run. */
  readonly harness: { readonly name: string; readonly version: string };
  readonly key: {
    readonly algorithm: 'Ed25519';
    /** SPKI in DER, as base64. */
    readonly publicKey: string;
    readonly fingerprint: string;
  };
  /** The contract documents that take the place of the harness's own: each with what it refers to, by relative path, and the member that holds it. */
  readonly documents?: Readonly<
    Partial<Record<'supplierApi' | 'supplierUpdatesApi', Readonly<Record<string, string>>>>
  >;
  /** All other members but the signature, by name and in their order. */
  readonly files: Readonly<Record<string, SealedFile>>;
}

/** A journal whose lines are chained, which only can be sealed. */
export interface ChainedJournal extends ParsedJournal {
  readonly chain: string;
}

/** What a manifest tells of a run, from its journals and from what was concluded. */
export function factsOf(results: Results, journal: ChainedJournal, shards: readonly ChainedJournal[]): Facts {
  const { decision, summary, waivers = [] } = results;
  return {
    run: toldOfRun(results),
    journal: endOf(journal),
    ...(shards.length > 0 ? { shards: shards.map(endOf) } : {}),
    decision,
    summary,
    waivers: waivers.length,
  };
}

function endOf({ history, chain }: ChainedJournal): JournalEnd {
  return { events: history.length, chain };
}

/** SHA-256 of bytes, hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A manifest as the bytes that are signed. */
export function manifestBytes(manifest: Manifest): Buffer {
  return Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`);
}
