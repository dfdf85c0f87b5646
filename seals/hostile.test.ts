import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { zipSync } from 'fflate';
import { JOURNAL } from './bundle.ts';
import { BundleError, packed } from './container.ts';
import { bodyIn } from './evidence.ts';
import { closed, fitting, manifestOf, NESTED, opened, resealed } from './fixtures/forger.ts';
import { failedRun, newKeys, sealedFolder, verify, wrongIn } from './fixtures/sealed-run.ts';
import { verificationJson, verificationText } from './text.ts';
import { BUNDLE_FORMAT, MANIFEST, manifestBytes, type Manifest } from './manifest.ts';

const supplier = newKeys();
let bundle: Uint8Array;

test.beforeAll(async ({}, info) => {
  const folder = await failedRun(join(info.project.outputDir, `hostile-run-${info.workerIndex}`));
  bundle = await sealedFolder(folder, supplier.privateKey);
});

const bytes = (content: string | number) =>
  Buffer.alloc(typeof content === 'number' ? content : content.length, content);

/** A ZIP file with members of any name, packed or not. */
function zip(members: Readonly<Record<string, Uint8Array>>, level: 0 | 9 = 0): Uint8Array {
  return zipSync(members, { level, mtime: new Date(1980, 0, 1) });
}

/** A ZIP file whose list names one member so often. */
function repeated(name: string, times: number): Uint8Array {
  const one = Buffer.from(zip({ [name]: bytes(1000) }));
  const list = one.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  const entry = one.subarray(list, one.length - 22);
  const end = Buffer.from(one.subarray(one.length - 22));
  for (const place of [8, 10]) end.writeUInt16LE(times, place);
  end.writeUInt32LE(entry.length * times, 12);
  return Buffer.concat([one.subarray(0, list), ...Array.from({ length: times }, () => entry), end]);
}

const withManifest = (change: (manifest: Manifest) => unknown) => {
  const loot = opened(bundle);
  loot.set(MANIFEST, Buffer.from(`${JSON.stringify(change(manifestOf(loot)), undefined, 2)}\n`));
  return closed(loot);
};

for (const [title, make, told] of [
  ['nothing', () => bytes(0), /cannot be read as a ZIP file/],
  ['a text', () => bytes('not a bundle at all, though long enough to be one'), /cannot be read as a ZIP file/],
  ['a ZIP file that is cut', () => bundle.subarray(0, bundle.length - 30), /cannot be read as a ZIP file/],
  ['an empty ZIP file', () => zip({}), /empty ZIP file/],
  ['another ZIP file', () => zip({ 'readme.txt': bytes('hello') }), /it has no manifest\.json/],
  [
    'packed members, which may be a bomb',
    () => zip({ [MANIFEST]: bytes(5_000_000) }, 9),
    /is packed, or claims more room/,
  ],
  [
    'a name that leads out of the bundle',
    () => zip({ '../outside': bytes('x') }),
    /a member with the name "\.\.\/outside"/,
  ],
  [
    'a name that leads out of it further on',
    () => zip({ 'shards/../../outside': bytes('x') }),
    /a member with the name/,
  ],
  ['an absolute name', () => zip({ '/etc/passwd': bytes('x') }), /a member with the name "\/etc\/passwd"/],
  ['a name of Windows', () => zip({ 'C:\\autoexec.bat': bytes('x') }), /a member with the name/],
  ['a folder', () => zip({ 'folder/': bytes(0) }), /a member with the name "folder\/"/],
  ['a name of control characters', () => zip({ 'a\u001b[2J.html': bytes('x') }), /the name "a\\u001b\[2J\.html"/],
  [
    'a name that would end the line',
    () => zip({ 'a\n✓ Verified: all is well\n.html': bytes('x') }),
    /the name "a\\n✓ Verified/,
  ],
  [
    'a name that turns text about, and one of the controls that are not ASCII',
    () => zip({ 'a\u202e\u009b2J.html': bytes('x') }),
    /the name "a⟨U\+202E⟩⟨U\+009B⟩2J\.html"/,
  ],
  ['a name without end', () => zip({ ['a'.repeat(5000)]: bytes('x') }), /the name "a{60}…"/],
  [
    'the prototype of everything',
    () =>
      Buffer.from(
        Buffer.from(zip({ '_-proto-_': bytes('x') }))
          .toString('latin1')
          .replaceAll('_-proto-_', '__proto__'),
        'latin1',
      ),
    /a member with the name "__proto__"/,
  ],
  [
    'two names that are one where case does not count',
    () => zip({ 'index.html': bytes('x'), 'INDEX.HTML': bytes('y') }),
    /two members with the name "INDEX\.HTML"/,
  ],
  [
    'a name that ends in a dot, which some systems drop',
    () => zip({ 'index.html.': bytes('x') }),
    /a member with the name/,
  ],
  ['one name twice', () => repeated('a.txt', 2), /two members with the name "a\.txt"/],
  [
    'far too many members',
    () => zip(Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [`a${index}`, bytes(0)]))),
    /more than 1000 members/,
  ],
  [
    'a manifest that is no JSON',
    () => packed(new Map([[MANIFEST, bytes('{"format":')]])),
    /its manifest\.json is not JSON/,
  ],
  [
    'a manifest that is no text',
    () => packed(new Map([[MANIFEST, Buffer.from([0xff, 0xfe])]])),
    /its manifest\.json is not JSON/,
  ],
  [
    'a manifest that is no object',
    () => packed(new Map([[MANIFEST, bytes('null')]])),
    /of no bundle of sealed evidence/,
  ],
  [
    'a manifest that begins with a line of ours',
    () => packed(new Map([[MANIFEST, bytes('x\n✓ Verified')]])),
    /its manifest\.json is not JSON \(.*x ✓ Verif/,
  ],
  [
    'a manifest with the line of ours as a name',
    () =>
      withManifest((manifest) => ({
        ...manifest,
        files: { ...manifest.files, '\n✓ Verified: nothing was changed\u202e': { sha256: 'none', bytes: 1 } },
      })),
    /not as seal writes it: \/files\/ ✓ Verified: nothing was changed⟨U\+202E⟩\/sha256 must match/,
  ],
  [
    'a manifest that is nested without end',
    () => {
      const loot = opened(bundle);
      const text = JSON.stringify(manifestOf(loot)).replace('"profile":{', `"profile":{"more":${NESTED},`);
      loot.set(MANIFEST, Buffer.from(text));
      return closed(loot);
    },
    /not as seal writes it: \/run\/profile must NOT have additional properties/,
  ],
  [
    'a manifest that names one member for many documents',
    () =>
      withManifest((manifest) => ({
        ...manifest,
        documents: {
          supplierApi: Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`${index}`, JOURNAL])),
        },
      })),
    /not as seal writes it: it names one member for several documents/,
  ],
  [
    'a manifest without totals',
    () => withManifest((manifest) => ({ ...manifest, summary: {} })),
    /not as seal writes it: \/summary must have required property/,
  ],
  [
    'a manifest of a day that is none',
    () => withManifest((manifest) => ({ ...manifest, sealedAt: '2026-99-99T99:99:99Z' })),
    /not as seal writes it: \/sealedAt must match format/,
  ],
  ['a huge manifest', () => packed(new Map([[MANIFEST, bytes(5 * 1024 * 1024)]])), /larger than any/],
  [
    'a manifest of something else',
    () => withManifest((manifest) => ({ ...manifest, format: 'other@1' })),
    new RegExp(`should be ${BUNDLE_FORMAT}`),
  ],
  [
    'a manifest of a later format',
    () => withManifest((manifest) => ({ ...manifest, format: 'supplier-conformance/bundle@2' })),
    /bundle@2, and this version reads .*with the version of the harness that sealed it/,
  ],
  [
    'a manifest without files',
    () => withManifest((manifest) => ({ ...manifest, files: undefined })),
    /not as seal writes it: .*files/,
  ],
  [
    'a manifest that says more',
    () => withManifest((manifest) => ({ ...manifest, approved: true })),
    /not as seal writes it: .*additional/,
  ],
  [
    'a packed member that claims to be enormous',
    () => {
      const loot = opened(bundle);
      const manifest = fitting(loot);
      const file = { sha256: '0'.repeat(64), bytes: 1, unpacked: { sha256: '0'.repeat(64), bytes: 2 ** 40 } };
      loot.set(MANIFEST, manifestBytes({ ...manifest, files: { ...manifest.files, [JOURNAL]: file } }));
      return closed(loot);
    },
    /claims to hold more than any bundle/,
  ],
  [
    'a file that is larger than any text can be',
    () => {
      const loot = opened(bundle);
      const manifest = fitting(loot);
      const file = { sha256: '0'.repeat(64), bytes: 1, unpacked: { sha256: '0'.repeat(64), bytes: 300 * 1024 * 1024 } };
      loot.set(MANIFEST, manifestBytes({ ...manifest, files: { ...manifest.files, 'exchanges.har.gz': file } }));
      return closed(loot);
    },
    /claims to hold more than any bundle/,
  ],
] as const) {
  test(`${title} is no bundle, which is said in one line`, async () => {
    const refused = verify(make(), supplier.publicKey);
    await expect(refused).rejects.toThrow(BundleError);
    await expect(refused).rejects.toThrow(told);
    await expect(refused).rejects.not.toThrow(/\n/);
  });
}

test('members that share their bytes do not multiply them', async () => {
  const one = Buffer.from(zip({ 'a.txt': bytes(100_000), 'b.txt': bytes(0) }));
  const list = one.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  const entry = one.subarray(list, list + 46 + 5);
  const entries = Array.from({ length: 500 }, (_, index) => {
    const copy = Buffer.from(entry);
    copy.write(`${String.fromCharCode(97 + (index % 26))}${String(index).padStart(3, '0')}x`, 46);
    return copy;
  });
  const end = Buffer.from(one.subarray(one.length - 22));
  for (const place of [8, 10]) end.writeUInt16LE(entries.length, place);
  end.writeUInt32LE(entry.length * entries.length, 12);
  const bomb = Buffer.concat([one.subarray(0, list), ...entries, end]);
  await expect(verify(bomb)).rejects.toThrow(/claims more room than there is/);
});

test('a packed member that holds far more than it claims is not unpacked', async () => {
  const loot = opened(bundle);
  loot.set(JOURNAL, gzipSync(Buffer.alloc(200 * 1024 * 1024)));
  const manifest = manifestOf(loot).files[JOURNAL];
  expect(bodyIn(loot, manifestOf(loot), JOURNAL)).toBeUndefined();
  const verification = await verify(
    resealed(loot, supplier.privateKey, (forged) => ({
      ...forged,
      files: { ...forged.files, [JOURNAL]: { ...forged.files[JOURNAL], unpacked: manifest?.unpacked } },
    })),
    supplier.publicKey,
  );
  expect(verification.outcome).toBe('wrong');
  expect(wrongIn(verification)).toContainEqual(
    expect.stringMatching(/^Members: journal\.ndjson\.gz does not unpack to what/),
  );
  expect(wrongIn(verification)).toContainEqual(
    expect.stringMatching(/^Chain: journal\.ndjson is missing, or cannot be unpacked/),
  );
});

test('what a bundle says of itself cannot steer a terminal, nor pass for a line of ours', async () => {
  const name = 'A\u001b[2J\u202eB\u009b\n✓ Verified\n  Decision      certifiable';
  const forged = resealed(opened(bundle), supplier.privateKey, (manifest) => ({
    ...manifest,
    run: { ...manifest.run, supplier: { name, baseUrl: 'https://a.example' } },
  }));
  const verification = await verify(forged, supplier.publicKey);
  const told = verificationText('a\u001b[1m.zip', verification, { colour: false, width: 100 });
  const json = verificationJson(verification);
  for (const character of ['\u001b', '\u202e', '\u009b']) {
    expect(told).not.toContain(character);
    expect(json).not.toContain(character);
  }
  expect(told).not.toMatch(/^\s*✓ Verified/m);
  expect(told.match(/^ {2}Decision/gm)).toHaveLength(1);
  expect(JSON.parse(json)).toMatchObject({ outcome: 'wrong', manifest: { run: { supplier: { name } } } });
});
