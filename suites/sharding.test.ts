import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { PACKAGE_ROOT } from './engine/harness.ts';

/** What Playwright lists, as far as it is looked at here. */
interface Suite {
  readonly suites?: readonly Suite[];
  readonly specs?: readonly { readonly file: string; readonly tests: readonly { readonly projectName: string }[] }[];
}

/** The specs that Playwright would run with these words on its command line, with the names of their projects. */
async function listed(...words: readonly string[]): Promise<readonly (readonly [project: string, file: string])[]> {
  const command = createRequire(import.meta.url).resolve('@playwright/test/cli');
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(PW|PLAYWRIGHT|TEST_|SUPPLIER_|FORCE_COLOR)/.test(name),
  );
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [command, 'test', '--config', join(PACKAGE_ROOT, 'playwright.config.ts'), '--list', '--reporter=json', ...words],
    { cwd: PACKAGE_ROOT, env: Object.fromEntries(own), maxBuffer: 64 * 1024 * 1024 },
  );
  const specsIn = ({ suites = [], specs = [] }: Suite): readonly (readonly [string, string])[] => [
    ...specs.flatMap(({ file, tests }) => tests.map(({ projectName }) => [projectName, file] as const)),
    ...suites.flatMap(specsIn),
  ];
  return specsIn(JSON.parse(stdout) as Suite);
}

const areas = readdirSync(join(PACKAGE_ROOT, 'suites')).filter((name) => name.endsWith('.spec.ts'));

for (const words of [['--shard=1/3'], ['--shard', '2/3'], ['--shard=3/3']]) {
  test(`with ${words.join(' ')} Playwright judges every area, each once`, async () => {
    const found = await listed(...words);
    expect(found.map(([, file]) => basename(file)).toSorted()).toEqual(areas.toSorted());
    expect(new Set(found.map(([project]) => project)).size).toBe(1);
  });
}

test('without shards there is one list', async () => {
  expect((await listed()).length).toBe(areas.length);
});
