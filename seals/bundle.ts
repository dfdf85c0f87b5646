import type { KeyObject } from 'node:crypto';
import type { Results } from '../reports/results.ts';
import { size } from '../reports/text.ts';
import { BundleError, packed } from './container.ts';
import { gzipped, isPacked, LARGEST_BODY, LARGEST_CONTENT } from './gzip.ts';
import { fingerprintOf, signatureOf, spkiOf } from './keys.ts';
import {
  BUNDLE_FORMAT,
  factsOf,
  MANIFEST,
  manifestBytes,
  sha256,
  SIGNATURE,
  type ChainedJournal,
  type Manifest,
  type SealedFile,
} from './manifest.ts';

/** A journal with the bytes that it was read from. */
export interface JournalFile extends ChainedJournal {
  readonly bytes: Buffer;
}

/** The contract documents that a run was judged by in place of the harness's own: what each of the two holds, by relative path. */
export type Documents = Readonly<Partial<Record<(typeof ROLES)[number], Readonly<Record<string, Buffer>>>>>;

/** The two documents of the contract, as a configuration names them, in their order. */
const ROLES = ['supplierApi', 'supplierUpdatesApi'] as const;

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

/** What goes into a bundle beside its manifest: what each member holds, unpacked, by name and in the order in which they are sealed. */
export function bodiesOf({
  reports,
  journal,
  shards,
  documents,
}: Omit<Content, 'results'>): ReadonlyMap<string, Buffer> {
  const named = documentMembers(documents);
  return new Map([
    ...Object.entries(reports).map(([name, text]) => [reportMember(name), Buffer.from(text)] as const),
    [JOURNAL, journal.bytes] as const,
    ...shards.map(({ bytes }, index) => [shardMember(index + 1), bytes] as const),
    ...ROLES.flatMap((role) =>
      Object.entries(documents[role] ?? {}).map(([path, body]) => [named[role]?.[path] ?? path, body] as const),
    ),
  ]);
}

/**
 * The bytes of a bundle: the same content, key and time give the same bytes.
 * @throws BundleError when it is more than a bundle may hold.
 */
export function sealed(content: Content, { privateKey, harness, sealedAt }: Sealing): Uint8Array {
  const { results, journal, shards, documents } = content;
  const members = [...bodiesOf(content)].map(([name, body]) => ({
    name,
    body,
    stored: isPacked(name) ? gzipped(body) : body,
  }));
  refuseLarge(members.map(({ body }) => body.length));
  const manifest: Manifest = {
    format: BUNDLE_FORMAT,
    sealedAt,
    harness,
    key: {
      algorithm: 'Ed25519',
      publicKey: spkiOf(privateKey).toString('base64'),
      fingerprint: fingerprintOf(privateKey),
    },
    ...factsOf(results, journal, shards),
    ...(Object.keys(documents).length > 0 ? { documents: documentMembers(documents) } : {}),
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

/** What would not be read is not written. */
function refuseLarge(sizes: readonly number[]): void {
  const [total, most] = [sizes.reduce((sum, bytes) => sum + bytes, 0), Math.max(...sizes)];
  if (total <= LARGEST_CONTENT && most <= LARGEST_BODY) return;
  throw new BundleError(
    `evidence and reports are ${size(total)}, the largest file of them ${size(most)}, and a bundle holds at most ${size(LARGEST_CONTENT)} in files of at most ${size(LARGEST_BODY)}; hand in a run that sends and receives less`,
  );
}

function fileOf(body: Buffer, stored: Buffer): SealedFile {
  const file = { sha256: sha256(stored), bytes: stored.length };
  return body === stored ? file : { ...file, unpacked: { sha256: sha256(body), bytes: body.length } };
}

/** The members that hold contract documents, by role and path. */
export function documentMembers(documents: Documents): NonNullable<Manifest['documents']> {
  const places = ROLES.flatMap((role) => Object.keys(documents[role] ?? {}).map((path) => ({ role, path })));
  const members = places.map(({ role, path }, index) => {
    // Where a document lies may lead out of the bundle, or hold what no member may be called.
    const plain = (path.split('/').at(-1) ?? '').replace(/[^A-Za-z0-9-]+/g, '.').replace(/^\.+|\.+$/g, '');
    return { role, path, member: `contract/${index + 1}-${plain.slice(-60).replace(/^[.-]+/, '')}` };
  });
  return Object.fromEntries(
    ROLES.filter((role) => documents[role]).map((role) => [
      role,
      Object.fromEntries(members.filter((each) => each.role === role).map(({ path, member }) => [path, member])),
    ]),
  );
}
