import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { RESULTS_SCHEMA, RESULTS_SCHEMA_ID } from '../reports/results-schema.ts';
import { PACKAGE_ROOT } from './engine/harness.ts';
import { startScript, type Command } from './fixtures/command.ts';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')) as Manifest;

/** An otherwise empty folder in which the packed package is installed, with what it depends on and nothing else. */
interface Installed {
  readonly folder: string;
  /** The files of the package. */
  readonly files: readonly string[];
  /** Runs its command there. */
  readonly command: (parameters: readonly string[], environment?: NodeJS.ProcessEnv) => Command;
}

/** Packs the package and installs it as a package manager does, without a network: its dependencies are those of this folder. */
function install(name = 'project'): Installed {
  const folder = test.info().outputPath(name);
  const home = join(folder, 'node_modules', manifest.name);
  mkdirSync(home, { recursive: true });
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
      cwd: PACKAGE_ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      shell: process.platform === 'win32',
    }),
  ) as readonly { readonly filename: string; readonly files: readonly { readonly path: string }[] }[];
  if (!packed) throw new Error('npm pack told of no package');
  execFileSync('tar', ['-xzf', join(folder, packed.filename), '-C', home, '--strip-components=1']);
  for (const name of Object.keys(manifest.dependencies)) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(PACKAGE_ROOT, 'node_modules', name), link, 'junction');
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'a-project', private: true, type: 'module' }));
  const bin = join(home, manifest.bin['supplier-conformance'] ?? '');
  return {
    folder,
    files: packed.files.map(({ path }) => path),
    command: (parameters, environment) => startScript(bin, parameters, environment, folder),
  };
}

test('the package holds what runs, and nothing of what it is made with', () => {
  const { files } = install();
  expect(files).toEqual(
    expect.arrayContaining([
      'package.json',
      'README.md',
      'LICENSE',
      'dist/index.js',
      'dist/index.d.ts',
      'dist/cli/main.js',
      'dist/results.schema.json',
    ]),
  );
  for (const document of ['supplier-api.yaml', 'supplier-updates-api.yaml'])
    expect(files).toContain(`dist/specs/${document}`);
  const foreign = files.filter((path) =>
    /(?<!\.d)\.ts$|\.test\.|fixtures|^(?!dist\/|ci\/|docs\/|package\.json$|README\.md$|LICENSE$)/.test(path),
  );
  expect(foreign).toEqual([]);
});

test('installed in an empty folder, its command says its version, writes a configuration and conducts a run', async () => {
  const { folder, command } = install();
  const version = await command(['--version']).ended;
  expect(version).toEqual({ code: 0, written: `${manifest.name} ${manifest.version}\n` });

  expect((await command(['init']).ended).code).toBe(0);
  expect(readFileSync(join(folder, 'supplier.yaml'), 'utf8')).toContain('baseUrl:');

  // The configuration is there now, and would be taken.
  const run = await command(['run', '--style', 'rich', '--only', 'provide-to-completion', '--out', 'out']).ended;
  expect(run.written).toContain('Orders: how a service order is accepted or refused');
  expect(run.written).toContain('✓ KCIs: what the supplier volunteers about its orders');
  expect(run.code, run.written).toBe(0);

  const again = await command(['judge', join('out', 'journal.ndjson')]).ended;
  expect(again.code, again.written).toBe(0);
});

test('a sealed run verifies on another machine, with nothing but the package, the bundle and the public key', async () => {
  const { folder, command } = install('supplier');
  const run = await command(['run', '--only', 'provide-to-completion', '--out', 'out', '--no-playwright']).ended;
  expect(run.code, run.written).toBe(0);
  expect((await command(['keys', '--out', 'acme']).ended).code).toBe(0);
  expect((await command(['seal', 'out', '--key', 'acme.key', '--out', 'bundle.zip']).ended).code).toBe(0);

  const other = install('onboarding');
  for (const name of ['bundle.zip', 'acme.pub']) cpSync(join(folder, name), join(other.folder, name));
  rmSync(folder, { recursive: true });
  const before = readdirSync(other.folder).toSorted();
  const elsewhere = { TZ: 'Pacific/Auckland', LANG: 'sv_SE.UTF-8', LC_ALL: 'sv_SE.UTF-8' };
  const { code, written } = await other.command(['verify', 'bundle.zip', '--key', 'acme.pub'], elsewhere).ended;
  expect(written).toMatch(/✓ Verified: /);
  expect(code).toBe(0);
  expect(readdirSync(other.folder).toSorted()).toEqual(before);
});

test('the schema of the results is there for programs', async () => {
  const { folder } = install();
  writeFileSync(
    join(folder, 'schema.mjs'),
    `import { createRequire } from 'node:module';
const schema = createRequire(import.meta.url)('supplier-conformance/results.schema.json');
console.log(schema.$id, schema.required.includes('verdicts'));
`,
  );
  const ran = await startScript(join(folder, 'schema.mjs'), [], {}, folder).ended;
  expect(ran).toEqual({ code: 0, written: `${RESULTS_SCHEMA_ID} true\n` });
  const schema = join(folder, 'node_modules', manifest.name, 'dist', 'results.schema.json');
  expect(JSON.parse(readFileSync(schema, 'utf8'))).toEqual(JSON.parse(JSON.stringify(RESULTS_SCHEMA)));
});

test('its Playwright configuration can be made one of a project', async () => {
  const { folder } = install();
  writeFileSync(join(folder, 'playwright.config.js'), "export { default } from 'supplier-conformance/playwright';\n");
  const playwright = createRequire(import.meta.url).resolve('@playwright/test/cli');
  const listed = startScript(playwright, ['test', '--list', '--reporter', 'list'], {}, folder);
  const { code, written } = await listed.ended;
  expect(written).toMatch(/Total: \d\d tests in \d\d files/);
  expect(code).toBe(0);
});

test('a program in TypeScript can read results and judge a journal', async () => {
  const { folder, command } = install();
  const { code, written } = await command([
    'run',
    '--only',
    'availability-in-coverage',
    '--out',
    'out',
    '--no-playwright',
  ]).ended;
  expect(code, written).toBe(0);
  writeFileSync(
    join(folder, 'nightly.ts'),
    `import { readFileSync } from 'node:fs';
import { judgeJournals, readJournal, RESULTS_FORMAT, type Event, type Results, type Verdict } from 'supplier-conformance';

const results = JSON.parse(readFileSync('out/results.json', 'utf8')) as Results;
const failed = ({ outcome, severity }: Verdict): boolean => outcome === 'failed' && severity === 'error';
const again: Results = await judgeJournals('out/journal.ndjson');
const last: Event | undefined = readJournal('out/journal.ndjson').history.at(-1);
// @ts-expect-error: what is exported is typed, so that a misspelt member is an error.
void again.certifyable;
console.log(JSON.stringify([results.format === RESULTS_FORMAT, again.verdicts.filter(failed).length, last?.type, again.leftOver.length === results.leftOver.length]));
`,
  );
  const options = {
    module: 'nodenext',
    target: 'es2023',
    strict: true,
    types: ['node'],
    skipLibCheck: false,
    outDir: 'built',
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['nightly.ts'] }));
  const nodeTypes = join(folder, 'node_modules', '@types', 'node');
  mkdirSync(dirname(nodeTypes), { recursive: true });
  symlinkSync(join(PACKAGE_ROOT, 'node_modules', '@types', 'node'), nodeTypes, 'junction');
  const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));
  const compiled = await startScript(join(typescript, 'bin', 'tsc'), ['-p', folder], {}, folder).ended;
  expect(compiled).toEqual({ code: 0, written: '' });
  const ran = await startScript(join(folder, 'built', 'nightly.js'), [], {}, folder).ended;
  expect(ran).toEqual({ code: 0, written: '[true,0,"end",true]\n' });
});
