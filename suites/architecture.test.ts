import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { PACKAGE_ROOT } from './engine/harness.ts';

/** Which folders the modules of a folder may import from, beside their own. Tests stand beside what they cover and may use anything. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  specs: [],
  evidence: ['specs'],
  callbacks: ['specs', 'evidence'],
  journeys: ['specs', 'evidence'],
  checks: ['specs', 'evidence', 'callbacks'],
  supplier: ['specs'],
  reports: ['specs', 'evidence', 'callbacks', 'checks'],
  seals: ['specs', 'evidence', 'checks', 'reports'],
  suites: ['specs', 'evidence', 'callbacks', 'journeys', 'checks', 'supplier', 'reports', 'seals', 'cli'],
  cli: ['specs', 'evidence', 'callbacks', 'journeys', 'checks', 'supplier', 'reports', 'seals', 'suites'],
};

/** What of `callbacks` is pure, so that checks may look through it. */
const PURE_VIEWS = ['callbacks/streams.ts', 'callbacks/transitions.ts', 'callbacks/samples.ts'];

/** About 300 lines; a module that needs more is two modules. Lists of requirements and defects may be longer. */
const LONGEST = 340;
const DATA = /^(specs\/requirements|supplier\/defects)\//;

interface Module {
  readonly path: string;
  readonly folder: string;
  readonly lines: number;
  /** Paths of this project's own modules. */
  readonly own: readonly string[];
  /** Names of packages and of Node's own modules. */
  readonly foreign: readonly string[];
}

const modules: readonly Module[] = Object.keys(MAY_IMPORT).flatMap((folder) =>
  readdirSync(join(PACKAGE_ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.includes('fixtures'))
    .map((name) => moduleAt(join(folder, name))),
);

function moduleAt(path: string): Module {
  const source = readFileSync(join(PACKAGE_ROOT, path), 'utf8');
  const imported = [
    ...source.matchAll(
      /(?:^|\n)\s*(?:import|export)\b[^;'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s*['"]([^'"]+)['"]/g,
    ),
  ].map(([, from, dynamic, bare]) => from ?? dynamic ?? bare ?? '');
  const here = dirname(resolve(PACKAGE_ROOT, path));
  return {
    path,
    folder: path.split('/')[0] ?? '',
    lines: source.split('\n').length,
    own: imported.filter((name) => name.startsWith('.')).map((name) => relative(PACKAGE_ROOT, resolve(here, name))),
    foreign: imported.filter((name) => !name.startsWith('.')),
  };
}

test('finds the modules and what they import', () => {
  expect(modules.length).toBeGreaterThan(50);
  expect(modules.find(({ path }) => path === 'checks/views.ts')?.own).toContain('callbacks/streams.ts');
  expect(modules.find(({ path }) => path === 'evidence/journal.ts')?.foreign).toContain('node:fs');
});

test('each folder imports only from those below it', () => {
  const astray = modules.flatMap(({ path, folder, own }) =>
    own
      .filter((target) => {
        const to = target.split('/')[0] ?? '';
        return to !== folder && !MAY_IMPORT[folder]?.includes(to);
      })
      .map((target) => `${path} imports ${target}`),
  );
  expect(astray).toEqual([]);
});

test('checks look at callbacks only through its pure views', () => {
  const astray = modules
    .filter(({ folder }) => folder === 'checks')
    .flatMap(({ path, own }) =>
      own
        .filter((target) => target.startsWith('callbacks/') && !PURE_VIEWS.includes(target))
        .map((target) => `${path} imports ${target}`),
    );
  expect(astray).toEqual([]);
});

test('what decides touches neither network nor disk', () => {
  const reached = reachable(modules.filter(({ folder }) => folder === 'checks').map(({ path }) => path));
  const impure = reached.flatMap(({ path, foreign }) =>
    foreign
      .filter((name) => path.startsWith('checks/') || /^node:|^undici|^fastify|playwright/.test(name))
      .map((name) => `${path} imports ${name}`),
  );
  // Bytes are told from text by a function of Node's that reads nothing but its argument.
  expect(impure.filter((line) => !line.endsWith(' imports node:buffer'))).toEqual([]);
});

function reachable(from: readonly string[]): readonly Module[] {
  const seen = new Set(from);
  for (const path of seen)
    for (const target of modules.find((module) => module.path === path)?.own ?? []) seen.add(target);
  return modules.filter(({ path }) => seen.has(path));
}

test('no module imports itself in a circle', () => {
  const circles: string[] = [];
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' > '));
    if (done.has(path) || trail.includes(path)) return;
    for (const target of modules.find((module) => module.path === path)?.own ?? []) walk(target, [...trail, path]);
    done.add(path);
  };
  for (const { path } of modules) walk(path, []);
  expect(circles).toEqual([]);
});

test('modules can be read in one sitting', () => {
  const long = modules.filter(({ path, lines }) => lines > LONGEST && !DATA.test(path));
  expect(long.map(({ path, lines }) => `${path}: ${lines} lines`)).toEqual([]);
});
