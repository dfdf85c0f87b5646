import type { KeyObject } from 'node:crypto';
import type { Event } from '../evidence/history.ts';
import { count } from '../reports/text.ts';
import { conclusionsOf, type Judging } from './conclusions.ts';
import { BundleError, LARGEST_BUNDLE, unpacked, type Members, type Unpacked } from './container.ts';
import { bodyIn, readEvidence, type SealedEvidence } from './evidence.ts';
import { foundOf, type Finding } from './finding.ts';
import { isPacked, LARGEST_BODY, LARGEST_CONTENT } from './gzip.ts';
import { fingerprintOf, isSignedBy, keyFrom } from './keys.ts';
import { readManifest } from './manifest-reading.ts';
import { MANIFEST, sha256, SIGNATURE, type Manifest } from './manifest.ts';
import { oneLine } from './one-line.ts';

/** What verifying a bundle takes beside the bundle. */
export interface Verifying extends Judging {
  /** The key that it has to be sealed with; without it, whose key it was stays open. */
  readonly publicKey?: KeyObject;
  /** The time by the clock of this machine, in milliseconds since 1970. */
  readonly now: number;
}

/** What became of verifying a bundle. */
export interface Verification {
  /** `verified`; `open` where nothing is wrong, but not everything could be checked; `wrong`. */
  readonly outcome: 'verified' | 'open' | 'wrong';
  readonly findings: readonly Finding[];
  /** What was sealed; absent where that cannot be read. */
  readonly manifest?: Manifest;
}

/**
 * Verifies the bytes of a bundle: that nothing of it was changed after it was sealed, by which key it was, and that all that it
 * concludes follows from its evidence. Nothing is written and nothing is fetched.
 * @throws BundleError when it is no bundle, or none that this version reads.
 */
export async function verified(bytes: Uint8Array, verifying: Verifying): Promise<Verification> {
  if (bytes.length > LARGEST_BUNDLE) throw new BundleError('it is larger than any bundle of sealed evidence');
  const { members, astray } = unpacked(bytes);
  const container = containerFindings(members, astray);
  let manifest: Manifest;
  try {
    manifest = readManifest(members.get(MANIFEST));
  } catch (error) {
    // What was changed after it was sealed is told as that, rather than as something that never was a bundle.
    if (!(error instanceof BundleError) || !astray || !members.has(MANIFEST)) throw error;
    return { outcome: 'wrong', findings: [...container, { about: 'Manifest', state: 'wrong', text: error.message }] };
  }
  refuseBomb(manifest);
  const evidence = readEvidence(members, manifest);
  const findings = [
    ...container,
    ...sealFindings(members, manifest, verifying.publicKey),
    ...fileFindings(members, manifest),
    ...evidence.findings,
    ...(await conclusionsOf(evidence, members, manifest, verifying)),
    ...timeFindings(manifest, evidence, verifying.now),
  ].map((finding) => ({ ...finding, text: oneLine(finding.text) }));
  const states = new Set(findings.map(({ state }) => state));
  return { outcome: states.has('wrong') ? 'wrong' : states.has('open') ? 'open' : 'verified', findings, manifest };
}

function containerFindings(members: Members, astray: Unpacked['astray']): readonly Finding[] {
  return foundOf(
    'File',
    astray ? [`byte ${astray.offset.toLocaleString('en')} of it, ${astray.part}, is not what was sealed`] : [],
    `one ZIP file of ${count(members.size, 'member')}, with nothing before, between or after them`,
  );
}

/** Refuses to unpack what is far more than the evidence of a run. */
function refuseBomb({ files }: Manifest): void {
  const claims = Object.values(files).map(({ bytes, unpacked: content }) => content?.bytes ?? bytes);
  const total = claims.reduce((sum, bytes) => sum + bytes, 0);
  if (total > LARGEST_CONTENT || claims.some((bytes) => bytes > LARGEST_BODY)) {
    throw new BundleError('it claims to hold more than any bundle of sealed evidence, and was not unpacked');
  }
}

function sealFindings(members: Members, manifest: Manifest, publicKey: KeyObject | undefined): readonly Finding[] {
  const about = 'Seal';
  const { publicKey: named, fingerprint } = manifest.key;
  const spki = Buffer.from(named, 'base64');
  const key = spki.toString('base64') === named ? keyFrom(spki) : undefined;
  const [signed, signature] = [members.get(MANIFEST), members.get(SIGNATURE)];
  const wrong =
    !key || fingerprintOf(key) !== fingerprint
      ? ['the manifest names no key, or not by its fingerprint']
      : !signed || !signature
        ? [`${SIGNATURE} is missing: the bundle is not sealed`]
        : isSignedBy(signed, signature, key)
          ? []
          : [`the signature is not one of the manifest by the key that it names: one of them was changed`];
  if (wrong.length > 0) return foundOf(about, wrong, '');
  if (!publicKey) {
    return [
      {
        about,
        state: 'open',
        text: `it is intact, but whose it is was not checked: it was made with the key ${fingerprint}; give --key with the public key of the supplier`,
      },
    ];
  }
  const expected = fingerprintOf(publicKey);
  return foundOf(
    about,
    expected === fingerprint
      ? []
      : [`it was made with another key: ${fingerprint}, and the one that was given is ${expected}`],
    `made with the key that was given, ${fingerprint}`,
  );
}

function fileFindings(members: Members, manifest: Manifest): readonly Finding[] {
  const { files } = manifest;
  const due = [MANIFEST, SIGNATURE, ...Object.keys(files)];
  const missing = due.filter((name) => !members.has(name)).map((name) => `${name} is missing`);
  const strange = [...members.keys()].filter((name) => !due.includes(name)).map((name) => `${name} was not sealed`);
  const changed = Object.entries(files).flatMap(([name, file]) => {
    const stored = members.get(name);
    if (!stored) return [];
    if (stored.length !== file.bytes) {
      return [`${name} was changed: it has ${stored.length} bytes, and ${file.bytes} were sealed`];
    }
    if (sha256(stored) !== file.sha256) return [`${name} was changed: its SHA-256 is not the one that was sealed`];
    if (isPacked(name) !== (file.unpacked !== undefined)) {
      return [`${name} is ${file.unpacked ? '' : 'not '}packed, which shows something else to whoever opens it`];
    }
    if (!file.unpacked) return [];
    const body = bodyIn(members, manifest, name);
    return body && sha256(body) === file.unpacked.sha256
      ? []
      : [`${name} does not unpack to what the manifest says of it`];
  });
  const isInOrder = [...members.keys()].every((name, index) => name === due[index]);
  const wrong = [...missing, ...strange, ...changed];
  return foundOf(
    'Members',
    wrong.length === 0 && !isInOrder ? ['they are not in the order in which they were sealed'] : wrong,
    `${count(Object.keys(files).length, 'file')} ${Object.keys(files).length === 1 ? 'is' : 'are'} as sealed, by SHA-256`,
  );
}

/** How far clocks may be apart and still be taken for right, in milliseconds. */
const TOLERANCE = 5 * 60_000;

/** What the times say that do not fit; none of it is proof, since clocks may be wrong. */
function timeFindings(
  { sealedAt, run: { startedAt, finishedAt } }: Manifest,
  { journal }: SealedEvidence,
  now: number,
): readonly Finding[] {
  const notes: string[] = [];
  if (Date.parse(finishedAt) < Date.parse(startedAt)) {
    notes.push(`the run is said to have finished at ${finishedAt}, before it started at ${startedAt}`);
  }
  if (Date.parse(sealedAt) < Date.parse(finishedAt)) {
    notes.push(`it is said to have been sealed at ${sealedAt}, before the run had finished at ${finishedAt}`);
  }
  if (Date.parse(sealedAt) > now + TOLERANCE) {
    notes.push(`it is said to have been sealed at ${sealedAt}, which is yet to come by the clock of this machine`);
  }
  // Each event has two times: that of the clock on the wall, and how long the run had been going on, which nobody can set. What a
  // receiver had heard before the run counts from its start.
  const start = Date.parse(startedAt);
  const odd = journal?.history.find(
    (event) => event.mono !== 0 && !(Math.abs(beginningBy(event) - start) <= TOLERANCE),
  );
  if (odd) notes.push(`by the times of event ${odd.seq} the run did not start at ${startedAt}`);
  return notes.map((text) => ({
    about: 'Time',
    state: 'note',
    text: `${text}: a clock was wrong, or set, or a time was edited`,
  }));
}

/** When a run started for what an event says of its time, in milliseconds since 1970; not a number where it says nothing usable. */
function beginningBy({ at, mono }: Event): number {
  return typeof at === 'string' && typeof mono === 'number' ? Date.parse(at) - mono : Number.NaN;
}
