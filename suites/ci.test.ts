import { existsSync, readdirSync, readFileSync } from 'node:fs';
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
  expect(all.filter((text) => text.includes('junit.xml') || text.includes('path: reports/out'))).toHaveLength(3);
});

test('what jobs show and send on is what a run leaves', () => {
  const names: readonly string[] = Object.values(OUTPUT);
  for (const path of WORKFLOWS) {
    const told = [...read(path).matchAll(/reports\/[\w$-]+\/([\w.-]+\.\w+)/g)].map(([, name = '']) => name);
    for (const name of told) expect(names, path).toContain(name);
    const isGitHub = path.includes('github');
    expect(told.includes(OUTPUT.summary), path).toBe(isGitHub);
    if (!isGitHub) continue;
    expect(read(path)).toMatch(/always\(\)\n +run: .*summary\.md >> "\$GITHUB_STEP_SUMMARY"/);
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
