import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { zipSync } from 'fflate';
import { start, startScript } from '../suites/fixtures/command.ts';
import { BUILT } from '../suites/engine/harness.ts';

const at = (...path: readonly string[]) => test.info().outputPath(...path);

async function told(parameters: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  return start(parameters, environment).ended;
}

/** A run in a folder, and a pair of keys beside it. */
async function sealable(): Promise<void> {
  const run = ['run', '--only', 'provide-to-completion', '--defect', 'goes-on-after-completion', '--no-playwright'];
  expect((await told([...run, '--out', at('out')])).code).toBe(1);
  expect((await told(['keys', '--out', at('acme')])).code).toBe(0);
}

test('keys are made once, the private one for nobody else', async () => {
  const made = await told(['keys', '--out', at('keys', 'acme')]);
  expect(made.written).toMatch(
    /acme\.key: the private key.*\n.*acme\.pub: the public key.*\nFingerprint: [0-9a-f]{64}\n$/,
  );
  expect(made.code).toBe(0);
  expect(statSync(at('keys', 'acme.key')).mode & 0o777).toBe(0o600);
  const secret = readFileSync(at('keys', 'acme.key'), 'utf8');
  expect(made.written).not.toContain(secret.split('\n')[1] ?? '');

  const again = await told(['keys', '--out', at('keys', 'acme')]);
  expect(again).toEqual({
    code: 2,
    written: expect.stringMatching(/^\S*acme\.key is there already, and keys are never written over; [^\n]*\n$/),
  });
  expect(readFileSync(at('keys', 'acme.key'), 'utf8')).toBe(secret);

  for (const name of ['acme.key', 'acme.pub']) {
    expect((await told(['keys', '--out', at('keys', name)])).written).toMatch(/^\S*acme\.key is there already/);
  }
  for (const name of ['', `${at('keys')}/`]) {
    expect(await told(['keys', '--out', name])).toEqual({
      code: 2,
      written: expect.stringMatching(
        /^--out ".*" names no files; give their path without endings, such as keys\/acme\n$/,
      ),
    });
  }
  expect(readdirSync(at('keys'))).toEqual(['acme.key', 'acme.pub']);

  const nowhere = await told(['keys', '--out', '/dev/null/acme']);
  expect(nowhere).toEqual({ code: 2, written: expect.stringMatching(/^cannot write the keys [^\n]*--out\n$/) });
});

test('a run is sealed in one file, which verifies, and each way in which it does not has its exit code', async () => {
  await sealable();
  const out = at('bundle.zip');
  const sealed = await told(['seal', at('out'), '--key', at('acme.key'), '--out', out]);
  expect(sealed.written).toMatch(/^Sealed: \S*bundle\.zip, .* of the run of .* against Reference supplier/);
  expect(sealed.written).toContain('Decision: not certifiable\n');
  expect(sealed.code).toBe(0);
  expect(readdirSync(test.info().outputPath()).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  const [, secret = 'none'] = readFileSync(at('acme.key'), 'utf8').split('\n');
  expect(secret.length).toBeGreaterThan(40);
  expect(readFileSync(out).includes(secret)).toBe(false);
  expect(sealed.written).not.toContain(secret);

  const verified = await told(['verify', out, '--key', at('acme.pub')]);
  expect(verified.written).toMatch(/^✓ Seal +made with the key that was given/m);
  expect(verified.written).toMatch(/^ {2}Decision +not certifiable$/m);
  expect(verified.written).toMatch(/✓ Verified: .*The run is\s+not certifiable\.\n$/s);
  expect(verified.code).toBe(0);

  const unknown = await told(['verify', out]);
  expect(unknown.written).toMatch(
    /\? Not verified: nothing was found wrong, but not everything could be checked \(seal\)\./,
  );
  expect(unknown.code).toBe(3);

  const asJson = await told(['verify', out, '--key', at('acme.pub'), '--json']);
  expect(JSON.parse(asJson.written)).toMatchObject({ outcome: 'verified', manifest: { decision: 'not-certifiable' } });

  await told(['keys', '--out', at('other')]);
  const others = await told(['verify', out, '--key', at('other.pub')]);
  expect(others.written).toMatch(/^✕ Seal +it was made with another key/m);
  expect(others.written).toMatch(/✕ Does not verify: seal\./);
  expect(others.code).toBe(1);

  const bytes = readFileSync(out);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  writeFileSync(at('changed.zip'), bytes);
  const changed = await told(['verify', at('changed.zip'), '--key', at('acme.pub')]);
  expect(changed.written).toMatch(/^✕ Members .* was changed/m);
  expect(changed.code).toBe(1);

  // Again at another time: it takes the place of the earlier one.
  expect((await told(['seal', at('out'), '--key', at('acme.key'), '--out', out])).code).toBe(0);
});

test('by default a bundle is called after the supplier and the run', async () => {
  await sealable();
  mkdirSync(at('here'));
  const main = join(BUILT, 'cli', 'main.js');
  const { written, code } = await startScript(main, ['seal', at('out'), '--key', at('acme.key')], {}, at('here')).ended;
  expect(code, written).toBe(0);
  expect(readdirSync(at('here'))).toEqual([
    expect.stringMatching(/^reference-supplier-sync-with-the-defect-[a-z-]+-\d{8}-\d{4}\.zip$/),
  ]);
});

test('a key with a passphrase takes it from the environment', async () => {
  await sealable();
  const environment = { SUPPLIER_CONFORMANCE_PASSPHRASE: 'open sesame' };
  expect((await told(['keys', '--out', at('shut')], environment)).written).toContain('encrypted with the passphrase');
  const seal = ['seal', at('out'), '--key', at('shut.key'), '--out', at('shut.zip')];
  expect((await told(seal, environment)).code).toBe(0);
  expect(await told(seal)).toEqual({
    code: 2,
    written: expect.stringMatching(/is encrypted; put its passphrase into [^\n]*\n$/),
  });
  expect((await told(['verify', at('shut.zip'), '--key', at('shut.pub')])).code).toBe(0);
});

test('what cannot be sealed or verified is told in one line, with 2', async () => {
  await sealable();
  const journal = readFileSync(at('out', 'journal.ndjson'), 'utf8');
  mkdirSync(at('cut'));
  writeFileSync(at('cut', 'journal.ndjson'), journal.slice(0, -200));
  mkdirSync(at('empty'));
  copyFileSync(at('acme.pub'), at('a-copy.pub'));
  writeFileSync(at('letters.docx'), zipSync({ 'letter.xml': Buffer.from('to be kept') }));
  const key = ['--key', at('acme.key')];
  for (const [parameters, line] of [
    [['seal', at('out'), '--key', at('none.key')], /^cannot read the private key .*none\.key \(ENOENT\)/],
    [['seal', at('out'), '--key', at('acme.pub')], /acme\.pub is a public key, and nothing can be signed with that/],
    [['seal', at('out'), '--key', at('out')], /^cannot read the private key .* \(EISDIR\)/],
    [['seal', at('empty'), ...key], /empty holds no journal\.ndjson; give the folder of a run/],
    [['seal', at('nowhere'), ...key], /nowhere holds no journal\.ndjson/],
    [
      ['seal', at('cut'), ...key],
      /is cut short: .*; seal a run that came to its end: wait for one that goes on, and repeat one that was killed$/,
    ],
    [['seal', at('out'), ...key, '--out', at('a-copy.pub')], /a-copy\.pub is there already, and is no bundle/],
    [['seal', at('out'), ...key, '--out', at('letters.docx')], /letters\.docx is there already, and is no bundle/],
    [['seal', at('out'), ...key, '--out', '/dev/null/a.zip'], /^cannot write the bundle \/dev\/null\/a\.zip/],
    [['verify', at('nothing.zip')], /^there is no file .*nothing\.zip; give the bundle that seal wrote/],
    [['verify', at('out')], /out is not a file; give the bundle/],
    [['verify', at('out', 'index.html')], /index\.html: it is no bundle of sealed evidence, or a damaged one/],
    [
      ['verify', at('out', 'index.html'), '--key', at('acme.key')],
      /acme\.key is a private key, which only its owner should have/,
    ],
  ] as const) {
    const { code, written } = await told(parameters);
    expect(written.trimEnd(), parameters.join(' ')).toMatch(line);
    expect(written.trimEnd(), parameters.join(' ')).not.toContain('\n');
    expect(code, parameters.join(' ')).toBe(2);
  }
  expect(readFileSync(at('a-copy.pub'), 'utf8')).toBe(readFileSync(at('acme.pub'), 'utf8'));
});
