import type { KeyObject } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { ParsedJournal } from '../evidence/journal.ts';
import type { Results } from '../reports/results.ts';
import { packed } from './container.ts';
import { fingerprintOf, signatureOf, spkiOf } from './keys.ts';
import {
  BUNDLE_FORMAT,
  factsOf,
  MANIFEST,
  manifestBytes,
  sha256,
  SIGNATURE,
  type Manifest,
  type SealedFile,
} from './manifest.ts';

/** A journal with the bytes that it was read from. */
export interface JournalFile extends ParsedJournal {
  readonly bytes: Buffer;
}

/** The contract documents that a run was judged by in place of the harness's own: what each of the two holds, by relative path. */
export type Documents = Readonly<
  Partial<Record<'supplierApi' | 'supplierUpdatesApi', Readonly<Record<string, Buffer>>>>
>;

/** What goes into a bundle: the evidence of a run, and what was concluded from it. */
export interface Content {
  readonly journal: JournalFile;
  /** The journals that the journal was put together from, in their order. */
  readonly shards: readonly JournalFile[];
  readonly documents: Documents;
  readonly results: Results;
  /** All reports by file name, that of the results included. */
  readonly reports: Readonly<Record<string, string>>;
}

/** Who seals, with what and when. */
export interface Sealing {
  readonly privateKey: KeyObject;
  readonly harness: Manifest['harness'];
  /** ISO 8601, UTC. */
  readonly sealedAt: string;
}

/** The members of a bundle that hold evidence rather than reports. */
export const JOURNAL = 'journal.ndjson.gz';
export const shardMember = (number: number): string => `shards/shard-${number}.ndjson.gz`;

/** The member that holds a report; what only machines read, and much of it, is packed. */
export function reportMember(name: string): string {
  return name.endsWith('.har') ? `${name}.gz` : name;
}

/** The bytes of a bundle: the same content, key and time give the same bytes. */
export function sealed(content: Content, { privateKey, harness, sealedAt }: Sealing): Uint8Array {
  const documents = documentMembers(content.documents);
  const bodies = new Map<string, Buffer>([
    ...Object.entries(content.reports).map(([name, text]) => [reportMember(name), Buffer.from(text)] as const),
    [JOURNAL, content.journal.bytes],
    ...content.shards.map(({ bytes }, index) => [shardMember(index + 1), bytes] as const),
    ...documents.bodies,
  ]);
  const members = [...bodies].map(([name, body]) => ({ name, body, stored: isPacked(name) ? gzipSync(body) : body }));
  const manifest: Manifest = {
    format: BUNDLE_FORMAT,
    sealedAt,
    harness,
    key: {
      algorithm: 'Ed25519',
      publicKey: spkiOf(privateKey).toString('base64'),
      fingerprint: fingerprintOf(privateKey),
    },
    ...factsOf(content.results, content.journal, content.shards),
    ...(documents.bodies.length > 0 ? { documents: documents.names } : {}),
    files: Object.fromEntries(members.map(({ name, body, stored }) => [name, fileOf(body, stored)])),
  };
  const signed = manifestBytes(manifest);
  return packed(
    new Map<string, Uint8Array>([
      [MANIFEST, signed],
      [SIGNATURE, signatureOf(signed, privateKey)],
      ...members.map(({ name, stored }) => [name, stored] as const),
    ]),
  );
}

function isPacked(member: string): boolean {
  return member.endsWith('.gz');
}

function fileOf(body: Buffer, stored: Buffer): SealedFile {
  const file = { sha256: sha256(stored), bytes: stored.length };
  return body === stored ? file : { ...file, unpacked: { sha256: sha256(body), bytes: body.length } };
}

function documentMembers(documents: Documents): {
  readonly names: NonNullable<Manifest['documents']>;
  readonly bodies: readonly (readonly [member: string, body: Buffer])[];
} {
  const bodies: (readonly [string, Buffer])[] = [];
  const names = Object.entries(documents).map(([role, files]) => {
    const members = Object.entries(files).map(([path, body]) => {
      // Where a document lies may lead out of the bundle, or hold what no member may be called.
      const plain = (path.split('/').at(-1) ?? '').replace(/[^A-Za-z0-9-]+/g, '.').replace(/^\.+|\.+$/g, '');
      const member = `contract/${bodies.length + 1}-${plain.slice(-60).replace(/^[.-]+/, '')}`;
      bodies.push([member, body]);
      return [path, member] as const;
    });
    return [role, Object.fromEntries(members)] as const;
  });
  return { names: Object.fromEntries(names), bodies };
}

/** What packed members of all kinds may hold together, in bytes; a run of a whole night has a hundredth of it. */
export const LARGEST_CONTENT = 1024 * 1024 * 1024;

/** How much more than it should a packed member may hold and still be looked at, to tell what is wrong with it; in bytes. */
const SLACK = 16 * 1024 * 1024;

/** What a member holds: its bytes, unpacked where its manifest says that it is packed. Undefined where it cannot be unpacked. */
export function bodyOf(stored: Uint8Array, { unpacked }: SealedFile): Buffer | undefined {
  const bytes = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength);
  if (!unpacked) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: Math.min(unpacked.bytes, LARGEST_CONTENT) + SLACK });
  } catch {
    return undefined; // Not of gzip, damaged, or far larger than it says: all the same, it is not what was sealed.
  }
}
