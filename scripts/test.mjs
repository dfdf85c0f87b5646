// The harness judging itself: builds what is out of date, sees to a browser, and runs the self-tests. Parameters go to Playwright.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const node = (...parameters) => {
  const { status, signal } = spawnSync(process.execPath, parameters, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? (signal === 'SIGINT' ? 130 : 1));
};

/** Whether something was changed after it was last built. */
function outOfDate() {
  const built = join(root, 'dist', 'cli', 'main.js');
  if (!existsSync(built)) return true;
  const since = statSync(built).mtimeMs;
  const folders = readdirSync(root, { withFileTypes: true }).filter(
    (entry) =>
      entry.isDirectory() &&
      !entry.name.startsWith('.') &&
      !['dist', 'node_modules', 'test-results'].includes(entry.name),
  );
  const sources = folders.flatMap(({ name }) =>
    readdirSync(join(root, name), { recursive: true, encoding: 'utf8' }).map((path) => join(root, name, path)),
  );
  const settings = ['tsconfig.json', 'package.json', 'playwright.config.ts'].map((name) => join(root, name));
  return [...sources.filter((path) => /\.(ts|yaml)$/.test(path)), ...settings].some(
    (path) => statSync(path).mtimeMs > since,
  );
}

if (outOfDate()) node(join(root, 'scripts', 'build.mjs'));
node(join(root, 'scripts', 'browser.mjs'));
const playwright = createRequire(import.meta.url).resolve('@playwright/test/cli');
node(playwright, 'test', '--config', join(root, 'selftest.config.ts'), ...process.argv.slice(2));
