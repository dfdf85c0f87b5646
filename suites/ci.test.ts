import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { parse } from 'yaml';
import { PACKAGE_ROOT } from './engine/harness.ts';
import { OUTPUT } from './engine/plan.ts';
import { start } from './fixtures/command.ts';

const read = (path: string) => readFileSync(join(PACKAGE_ROOT, path), 'utf8');
const WORKFLOWS = readdirSync(join(PACKAGE_ROOT, 'ci')).map((name) => `ci/${name}`);

/** A command line of the harness as somebody is told to write it. */
interface Written {
  readonly command: string;
  readonly flags: readonly string[];
  readonly line: string;
}

/** The command lines of the harness in a text, those that go over several lines included. */
function commandsIn(text: string): readonly Written[] {
  return [
    ...text.matchAll(
      /(?:npx |\.bin\/|\$ )supplier-conformance[ \n]+([a-z][a-z-]*)\b([^\n|`&]*(?:\n {10,}(?!- )[^\n|`&]*)*)/g,
    ),
  ].map(([line, command = '', rest = '']) => ({
    line,
    command,
    flags: [...rest.replace(/#.*/g, '').matchAll(/(?:^|\s)(--[a-z][a-z-]*)/g)].map(([, flag = '']) => flag),
  }));
}

const helps = new Map<string, Promise<string>>();

/** What a command says of itself. */
function helpOf(command: string): Promise<string> {
  const known = helps.get(command);
  if (known) return known;
  const asked = start([command, '--help']).ended.then(({ code, written }) => {
    expect(code, `${command} --help:\n${written}`).toBe(0);
    return written;
  });
  helps.set(command, asked);
  return asked;
}

async function expectReal(written: readonly Written[]): Promise<void> {
  for (const { command, flags, line } of written) {
    const help = await helpOf(command);
    expect(help, line).toContain(`Usage: supplier-conformance ${command}`);
    for (const flag of flags) expect(help, line).toMatch(new RegExp(`${flag}\\b`));
  }
}

test('a command and its flags are found where they are written', () => {
  expect(
    commandsIn('run: npx supplier-conformance judge\n          a b\n          --out reports # --not-this\n'),
  ).toMatchObject([{ command: 'judge', flags: ['--out'] }]);
  expect(commandsIn('- exec node_modules/.bin/supplier-conformance run --within 45m || test $? -eq 1')).toMatchObject([
    { command: 'run', flags: ['--within'] },
  ]);
});

for (const path of WORKFLOWS) {
  test(`${path} is YAML, runs every night, keeps what a run leaves, and asks for nothing that does not exist`, async () => {
    const text = read(path);
    expect(parse(text)).toBeInstanceOf(Object);
    const written = commandsIn(text);
    expect(written.map(({ command }) => command)).toContain('run');
    await expectReal(written);
    expect(text).toMatch(/schedule/);
    expect(text).toMatch(/always/);
    // The folders that commands write to are those that are kept.
    const folders = [...text.matchAll(/--out (\S+)/g)].map(([, folder = '']) => folder);
    for (const folder of folders) expect(text).toMatch(new RegExp(`(?:path: |- )${folder.split('/')[0]}/`));
  });
}

test('the workflows of both kinds exist, whole and in shards', () => {
  const all = WORKFLOWS.map(read);
  expect(all.filter((text) => text.includes('runs-on:'))).toHaveLength(2);
  expect(all.some((text) => text.includes('resource_group:'))).toBe(true);
  expect(all.filter((text) => text.includes('--shard'))).toHaveLength(2);
  expect(
    all.filter((text) => text.includes('junit.xml') || /path: (\|\n +)?reports\/(out\/)?\n/.test(text)),
  ).toHaveLength(3);
});

/** The steps of the GitHub jobs of a workflow, or of what is switched on in it. */
function stepsIn(text: string): readonly Readonly<Record<string, unknown>>[] {
  const { jobs } = parse(text) as {
    readonly jobs: Readonly<Record<string, { readonly steps: readonly Readonly<Record<string, unknown>>[] }>>;
  };
  return Object.values(jobs).flatMap(({ steps }) => steps);
}

for (const path of WORKFLOWS) {
  test(`${path} seals a run where there is a key, draws the nights, and keeps both`, () => {
    const text = read(path);
    const written = commandsIn(text).map(({ command }) => command);
    expect(written).toEqual(expect.arrayContaining(['seal', 'trend']));
    for (const name of ['reports/bundle.zip', 'reports/trend.html']) {
      expect(text.includes(`--out ${name}`), name).toBe(true);
      const isKept = text.includes(`            ${name}\n`) || /(?:path: |- )reports\/\n/.test(text);
      expect(isKept, name).toBe(true);
    }
    if (!path.includes('github')) return;
    // A secret of its own step, and only there: whatever else a job runs does not see it.
    const steps = stepsIn(text);
    const holding = steps.filter((step) => JSON.stringify(step).includes('secrets.SEAL_KEY'));
    expect(holding).toHaveLength(1);
    expect(holding[0]).toMatchObject({
      shell: 'bash',
      if: expect.stringContaining("env.SEALS == 'true'"),
      run: expect.stringContaining('--key <(printenv SEAL_KEY)'),
    });
    expect(text.match(/secrets\.SEAL_KEY(?! != '')/g)).toHaveLength(1);
    // Nights are kept under a name that begins as that by which they are fetched.
    const [fetched, kept] = steps.filter(({ uses }) => String(uses).startsWith('actions/cache/'));
    expect(fetched).toMatchObject({ with: { path: 'nights', 'restore-keys': 'conformance-nights-' } });
    expect(kept).toMatchObject({ uses: 'actions/cache/save@v4', with: { path: 'nights' } });
    expect(JSON.stringify(kept)).toContain('"key":"conformance-nights-');
  });
}

test('what a job says of a run it takes from its results', () => {
  for (const path of WORKFLOWS.filter((name) => name.includes('github'))) {
    const telling = stepsIn(read(path)).find(({ id }) => id === 'verdicts');
    const folder = test.info().outputPath(path);
    mkdirSync(join(folder, 'reports', 'out'), { recursive: true });
    const said = (interrupted: boolean): string => {
      writeFileSync(join(folder, 'reports', 'out', OUTPUT.results), JSON.stringify({ interrupted }));
      writeFileSync(join(folder, 'reports', 'out', OUTPUT.summary), 'summary');
      const [summary, output] = [join(folder, 'summary'), join(folder, 'output')];
      for (const file of [summary, output]) writeFileSync(file, '');
      execFileSync('bash', ['-e', '-c', String(telling?.run)], {
        cwd: folder,
        // On a socket it would take itself for a login and read the settings of whoever runs this.
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { PATH: process.env.PATH, GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: output },
      });
      expect(readFileSync(summary, 'utf8')).toBe('summary');
      return readFileSync(output, 'utf8');
    };
    expect(said(false)).toBe('whole=true\n');
    expect(said(true)).toBe('whole=false\n');
  }
});

test('what jobs show and send on is what a run leaves', () => {
  const names: readonly string[] = Object.values(OUTPUT);
  for (const path of WORKFLOWS) {
    const told = [...read(path).matchAll(/reports\/[\w$-]+\/([\w.-]+\.\w+)/g)].map(([, name = '']) => name);
    for (const name of told) expect(names, path).toContain(name);
    const isGitHub = path.includes('github');
    expect(told.includes(OUTPUT.summary), path).toBe(isGitHub);
    if (!isGitHub) continue;
    expect(read(path)).toMatch(/always\(\)\n +run: \|\n.*\n +cat reports\/out\/summary\.md >> "\$GITHUB_STEP_SUMMARY"/);
    // What not everybody has is there to be switched on, and is YAML then too.
    const optional = read(path).replace(/^( *)# (- name: Follow| {2}\S| {4}\S)/gm, '$1$2');
    expect(JSON.stringify(parse(optional))).toContain('"sarif_file":"reports/out/results.sarif"');
  }
});

const PAGES = [
  'README.md',
  ...readdirSync(join(PACKAGE_ROOT, 'docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
];

for (const path of PAGES) {
  test(`${path} tells of no command, no flag and no page that does not exist`, async () => {
    const text = read(path);
    const written = commandsIn(text);
    expect(written.length).toBeGreaterThan(2);
    await expectReal(written);
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)]+)\)/g)].map(([, link = '']) => link);
    for (const link of links) expect(existsSync(join(PACKAGE_ROOT, link)), link).toBe(true);
  });
}

test('the image starts a command that exists, not as root, and leaves out what is not for it', async () => {
  const text = read('Dockerfile');
  const list = (instruction: string) =>
    JSON.parse(new RegExp(`^${instruction} (\\[.*\\])$`, 'm').exec(text)?.[1] ?? '[]') as readonly string[];
  expect(list('ENTRYPOINT')).toEqual(['supplier-conformance']);
  const [command = '', ...rest] = list('CMD');
  await expectReal([{ command, flags: rest.filter((word) => word.startsWith('--')), line: text }]);
  expect(text.indexOf('\nUSER node\n')).toBeGreaterThan(text.lastIndexOf('\nRUN '));
  expect(text.match(/^FROM (?!node:)/m)).toBeNull();
  expect(read('.dockerignore').split('\n')).toEqual(expect.arrayContaining(['node_modules', '.git', 'dist']));
});
