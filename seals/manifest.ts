import { createHash } from 'node:crypto';
import { Ajv } from 'ajv';
import type { ParsedJournal } from '../evidence/journal.ts';
import type { Results } from '../reports/results.ts';
import { BundleError } from './container.ts';

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
  readonly run: Pick<
    Results,
    | 'harness'
    | 'supplier'
    | 'profile'
    | 'contract'
    | 'seed'
    | 'startedAt'
    | 'finishedAt'
    | 'interrupted'
    | 'interruption'
    | 'only'
    | 'shard'
  >;
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

/** What a manifest tells of a run, from its journals and from what was concluded. */
export function factsOf(results: Results, journal: ParsedJournal, shards: readonly ParsedJournal[]): Facts {
  const { harness, supplier, profile, contract, seed, startedAt, finishedAt, interrupted } = results;
  const { interruption, only, shard, decision, summary, waivers = [] } = results;
  return {
    run: {
      harness,
      supplier,
      profile,
      contract,
      seed,
      startedAt,
      finishedAt,
      interrupted,
      ...(interruption === undefined ? {} : { interruption }),
      ...(only ? { only } : {}),
      ...(shard ? { shard } : {}),
    },
    journal: endOf(journal),
    ...(shards.length > 0 ? { shards: shards.map(endOf) } : {}),
    decision,
    summary,
    waivers: waivers.length,
  };
}

function endOf({ history, chain = '' }: ParsedJournal): JournalEnd {
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

const LARGEST_MANIFEST = 4 * 1024 * 1024;

const HASH = { type: 'string', pattern: '^[0-9a-f]{64}$' } as const;
const COUNT = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER } as const;
const MOMENT = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z$' } as const;
const text = { type: 'string' } as const;

/** An object with all of these members, and of others only those that are optional here. */
function shape(required: Readonly<Record<string, object>>, optional: Readonly<Record<string, object>> = {}): object {
  return {
    type: 'object',
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
  };
}

const named = shape({ name: text, version: text });
const journalEnd = shape({ events: COUNT, chain: HASH });
const documents = { type: 'object', additionalProperties: text } as const;

const PROFILE = {
  type: 'object',
  required: ['name', 'features', 'tenant', 'pace'],
  properties: {
    name: text,
    features: { type: 'array', items: text },
    tenant: text,
    pace: { type: 'object', required: ['request', 'acknowledge', 'outcome'], additionalProperties: { type: 'number' } },
  },
} as const;

const isManifest = new Ajv({ strict: false }).compile<Manifest>(
  shape(
    {
      format: text,
      sealedAt: MOMENT,
      harness: named,
      key: shape({ algorithm: { const: 'Ed25519' }, publicKey: text, fingerprint: HASH }),
      run: shape(
        {
          harness: named,
          supplier: shape({ name: text, baseUrl: text }),
          profile: PROFILE,
          contract: { type: 'object', additionalProperties: HASH },
          seed: { type: 'number' },
          startedAt: MOMENT,
          finishedAt: MOMENT,
          interrupted: { type: 'boolean' },
        },
        {
          interruption: text,
          only: { type: 'array', items: text },
          shard: shape({ index: COUNT, of: COUNT }),
        },
      ),
      journal: journalEnd,
      decision: { enum: ['certifiable', 'certifiable-with-waivers', 'not-certifiable'] },
      summary: { type: 'object', additionalProperties: COUNT },
      waivers: COUNT,
      files: {
        type: 'object',
        additionalProperties: shape(
          { sha256: HASH, bytes: COUNT },
          { unpacked: shape({ sha256: HASH, bytes: COUNT }) },
        ),
      },
    },
    {
      shards: { type: 'array', items: journalEnd, maxItems: 999 },
      documents: shape({}, { supplierApi: documents, supplierUpdatesApi: documents }),
    },
  ),
);

/**
 * The manifest in the bytes of its member.
 * @throws BundleError when there is none, or none of the format that this version reads.
 */
export function readManifest(bytes: Uint8Array | undefined): Manifest {
  if (!bytes) throw new BundleError(`it is no bundle of sealed evidence: it has no ${MANIFEST}`);
  if (bytes.length > LARGEST_MANIFEST) throw new BundleError(`its ${MANIFEST} is larger than any that seal writes`);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BundleError(`its ${MANIFEST} is not JSON (${why}); ask for the original file`);
  }
  const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined;
  if (format !== BUNDLE_FORMAT) {
    throw new BundleError(
      typeof format === 'string' && format.startsWith('supplier-conformance/bundle@')
        ? `it has the format ${format}, and this version reads ${BUNDLE_FORMAT}; verify it with the version of the harness that sealed it`
        : `its ${MANIFEST} is of no bundle of sealed evidence (its format should be ${BUNDLE_FORMAT})`,
    );
  }
  if (isManifest(value)) return value;
  const [fault] = isManifest.errors ?? [];
  throw new BundleError(
    `its ${MANIFEST} is not as seal writes it: ${fault?.instancePath || 'it'} ${fault?.message ?? 'is of another shape'}; ask for the original file`,
  );
}
