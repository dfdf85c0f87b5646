import { Ajv } from 'ajv';
import { thrownWords } from '../specs/thrown.ts';
import { BundleError } from './container.ts';
import { BUNDLE_FORMAT, MANIFEST, type Manifest } from './manifest.ts';

const LARGEST_MANIFEST = 4 * 1024 * 1024;

const HASH = { type: 'string', pattern: '^[0-9a-f]{64}$' } as const;
const COUNT = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER } as const;
const MOMENT = { type: 'string', format: 'moment' } as const;
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

const duration = { type: 'number', minimum: 0 } as const;

const profile = shape({
  name: text,
  features: { type: 'array', items: text },
  tenant: text,
  pace: shape({ request: duration, acknowledge: duration, outcome: duration, quiet: duration }),
});

const summary = shape({
  passed: COUNT,
  failed: COUNT,
  warned: COUNT,
  notExercised: COUNT,
  notApplicable: COUNT,
  broken: COUNT,
  waived: COUNT,
} satisfies Readonly<Record<keyof Manifest['summary'], object>>);

/** A point in time as this harness writes it: ISO 8601, UTC. */
function isMoment(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/.test(value) && !Number.isNaN(Date.parse(value));
}

const isManifest = new Ajv({ strict: false, formats: { moment: isMoment } }).compile<Manifest>(
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
          profile,
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
      summary,
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
    const why = thrownWords(error);
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
  if (isManifest(value)) {
    // Each would be unpacked for itself, and one that is named a thousand times fills any memory.
    const documents = Object.values(value.documents ?? {}).flatMap((named) => Object.values(named));
    if (new Set(documents).size === documents.length) return value;
    throw new BundleError(`its ${MANIFEST} is not as seal writes it: it names one member for several documents`);
  }
  const [fault] = isManifest.errors ?? [];
  throw new BundleError(
    `its ${MANIFEST} is not as seal writes it: ${fault?.instancePath || 'it'} ${fault?.message ?? 'is of another shape'}; ask for the original file`,
  );
}
