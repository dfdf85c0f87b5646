import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { expect, test } from '@playwright/test';
import { BUILT } from '../suites/engine/harness.ts';

/** `lint-kcis` as a user calls it. */
async function lintKcis(file: string, input: string | Buffer = '') {
  const child = spawn(process.execPath, [join(BUILT, 'cli', 'main.js'), 'lint-kcis', file], { stdio: 'pipe' });
  child.stdin.end(input);
  const [out, err, [code]] = await Promise.all([textOf(child.stdout), textOf(child.stderr), once(child, 'close')]);
  return { out, err, code: code as number | null };
}

const file = (content: string | Buffer) => {
  const path = test.info().outputPath('kcis.txt');
  writeFileSync(path, content);
  return path;
};

const KCI = {
  id: '3c6f0a51-8d2e-4b97-a1f4-5e0d9c7b2a68',
  sequenceNumber: 1,
  issuedOn: '2026-01-10T09:53:39.144Z',
  reasonCode: 'ACKNOWLEDGED',
  provideServiceOrder: {
    id: 12345,
    tenant: 'TENANT1',
    supplierOrderReference: 'FC123',
    status: 'ACKNOWLEDGED',
    address: { id: '10002429380', type: 'UPRN' },
    serviceOrderItem: { serviceSpecification: { id: 'FTTP' }, serviceCharacteristics: [] },
    primaryContact: { name: 'A Customer', phoneNumber: '01632 960001' },
  },
};
const RIGHT = JSON.stringify(KCI, null, 2);
const UNLIKELY = JSON.stringify({ ...KCI, problemCode: 'NOBODY_KNOWS' });
const WRONG = JSON.stringify({ ...KCI, id: 'k1' });

test('0 when nothing binding is broken, from a file or a pipe', async () => {
  const path = file(`Our first sample:\n${RIGHT}\n`);
  expect(await lintKcis(path)).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringMatching(/^✓ 1 KCI: nothing wrong\n[\s\S]*\n {2}In: .*kcis\.txt\n$/),
  });
  expect(await lintKcis('-', UNLIKELY)).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringMatching(/KCI-PROBLEM-LISTED[\s\S]*✓ 1 KCI: 0 errors, 1 warning\n[\s\S]*In: stdin\n/),
  });
});

test('1 when something binding is broken, or a part is not JSON', async () => {
  expect(await lintKcis('-', `\n${WRONG}`)).toMatchObject({
    code: 1,
    err: '',
    out: expect.stringMatching(
      /^Errors\n {2}line 2 {2}ACKNOWLEDGED, sequence 1, id k1\n {4}✕ KCI-ID [\s\S]*1 error, 0 warnings\n/,
    ),
  });
  expect(await lintKcis('-', `${RIGHT}\n${RIGHT.slice(0, -1)}`)).toMatchObject({
    code: 1,
    err: '',
    out: expect.stringMatching(/not JSON\n {4}✕ KCI-JSON /),
  });
});

test('2, and one clear line, when there is nothing to judge', async () => {
  const cases: readonly (readonly [Awaited<ReturnType<typeof lintKcis>>, RegExp])[] = [
    [
      await lintKcis('nowhere.json'),
      /^cannot read nowhere\.json \(ENOENT\); give a file with KCIs, or - for [^\n]*\n$/,
    ],
    [await lintKcis(test.info().outputPath()), /^cannot read [^\n]* \(EISDIR\); [^\n]*\n$/],
    [await lintKcis('-', ''), /^there is no KCI in stdin: give JSON objects as they are sent to POST \/kcis[^\n]*\n$/],
    [await lintKcis('-', '{"id": 1, "reasonCode": "OTHER"}'), /^there is no KCI in stdin[^\n]*\n$/],
    [await lintKcis(file(`${RIGHT.slice(0, -2)},\n}`)), /^[^\n]*kcis\.txt:\d+: not JSON: expected a name [^\n]*\n$/],
    [
      await lintKcis('-', Buffer.from(RIGHT, 'utf16le').fill(0xff, 0, 1)),
      /^stdin is not UTF-8 text; save it as UTF-8\n$/,
    ],
  ];
  for (const [{ code, out, err }, expected] of cases) {
    expect(err).toMatch(expected);
    expect(out).toBe('');
    expect(code).toBe(2);
  }
});
