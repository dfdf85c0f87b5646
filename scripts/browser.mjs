// Finds the browser that the report's own tests open it in; run as a program, it installs one where there is none.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** How long an installer may take, in milliseconds; a network that swallows packets would hold it for ever. */
const INSTALLING = 180_000;

/** How a browser is started for tests: no calls home, nothing that a container lacks. */
export const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The browsers of this machine: the one that CHROMIUM names, Playwright's own, and those of the system. */
function candidates() {
  const named = process.env.CHROMIUM ? [process.env.CHROMIUM] : [];
  const folders = (process.env.PATH ?? '').split(delimiter);
  const system = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...named, chromium.executablePath(), ...system, ...PLACES].filter(isProgram);
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // asking is the only way to know
  }
}

/** The program of the browser to test with: the first that can tell its version, which one without its libraries cannot. */
export function executablePath() {
  return candidates().find(tellsItsVersion);
}

function tellsItsVersion(path) {
  // On Windows a browser that is asked for its version opens a window instead.
  if (process.platform === 'win32') return true;
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

/** Whether the browser that would be used really starts. */
async function starts() {
  const path = executablePath();
  if (path === undefined) return false;
  try {
    const browser = await chromium.launch({ executablePath: path, args: ARGUMENTS });
    await browser.close();
    return true;
  } catch (error) {
    console.error(`${path} does not start: ${String(error.message).split('\n')[0]}`);
    return false;
  }
}

const isRoot = process.getuid?.() === 0;
const playwright = (...words) => [
  process.execPath,
  createRequire(import.meta.url).resolve('@playwright/test/cli'),
  ...words,
];

/** The ways to a browser, the gentlest first: into the user's cache, then into the system where that is allowed. */
const WAYS = [
  [playwright('install', 'chromium')],
  ...(isRoot
    ? [
        [
          ['apt-get', 'update', '-qq'],
          ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium'],
        ],
        [playwright('install-deps', 'chromium')],
      ]
    : []),
];

function run([program, ...words]) {
  const { status, error, stderr } = spawnSync(program, words, {
    encoding: 'utf8',
    timeout: INSTALLING,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (status === 0) return true;
  const last = (stderr ?? '').trim().split('\n').at(-1);
  console.error(`${program} ${words.join(' ')}: ${error?.message ?? last ?? `ended with ${status}`}`);
  return false;
}

/** Sees to a browser that starts; false where there is none and none could be installed. */
async function ensure() {
  if (await starts()) return true;
  for (const commands of WAYS) {
    console.error(`installing a browser for the report's own tests: ${commands.at(-1).slice(-4).join(' ')}`);
    if (commands.every(run) && (await starts())) return true;
  }
  return false;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  if (await ensure()) {
    console.log(`the report's own tests use ${executablePath()}`);
  } else {
    console.error(
      'There is no browser to test the report with. Install Chromium or Chrome, or name one by CHROMIUM=/path/to/it.',
    );
    process.exitCode = 1;
  }
}
