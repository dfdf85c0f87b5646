import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { isWaiver } from '../specs/waiver.ts';
import { ConfigError } from './config-document.ts';
import { loadConfig } from './config.ts';
import { chosenWaivers, readWaivers } from './waivers.ts';

function file(name: string, content: string): string {
  const folder = test.info().outputPath();
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const REST = 'reason: It is being put right, owner: Jo Doe, expires: 2026-12-31';

/** What is wrong with a file, without the folder of it. */
function faultOf(content: string): string {
  const path = file('waivers.yaml', content);
  try {
    readWaivers(path);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message.replaceAll(path, 'waivers.yaml');
  }
  throw new Error('no fault was found');
}

test('reads waivers with all that can be said of them, and where they stand', () => {
  const path = file(
    'waivers.yaml',
    `# known failures
- check: answers-every-request
  operation: handleQuote
  reason: Quotes take a minute on staging; costs \${MUCH}.
  owner: Jo Doe
  expires: 2026-12-31
  link: https://tracker.example/browse/Q-1?focus=2
- { requirement: KCI-TERMINAL, outcome: not-exercised, reason: Shown by hand., owner: Sam, expires: "2028-02-29" }
`,
  );
  expect(readWaivers(path).every(isWaiver), 'such as seals are verified with').toBe(true);
  expect(readWaivers(path)).toEqual([
    {
      check: 'answers-every-request',
      operation: 'handleQuote',
      outcome: 'failed',
      reason: 'Quotes take a minute on staging; costs ${MUCH}.',
      owner: 'Jo Doe',
      expires: '2026-12-31',
      link: 'https://tracker.example/browse/Q-1?focus=2',
      place: 'waivers.yaml:2:3',
    },
    {
      requirement: 'KCI-TERMINAL',
      outcome: 'not-exercised',
      reason: 'Shown by hand.',
      owner: 'Sam',
      expires: '2028-02-29',
      place: 'waivers.yaml:8:3',
    },
  ]);
  expect(readWaivers(file('empty.yaml', '# none yet\n'))).toEqual([]);
  expect(readWaivers(file('none.yaml', '[]\n'))).toEqual([]);
});

test('says where a waiver is wrong and what was meant', () => {
  expect(faultOf(`- { chekc: x, ${REST} }`)).toBe('waivers.yaml:1:5: unknown key [0].chekc; did you mean check?');
  expect(faultOf(`- { check: nothing-follows-a-terminal-statuses, ${REST} }`)).toBe(
    'waivers.yaml:1:5: there is no check nothing-follows-a-terminal-statuses; did you mean nothing-follows-a-terminal-status?',
  );
  expect(faultOf(`- { requirement: KCI-TERMINL, ${REST} }`)).toBe(
    'waivers.yaml:1:5: there is no requirement KCI-TERMINL; did you mean KCI-TERMINAL?',
  );
  expect(faultOf(`- { check: KCI-TERMINAL, ${REST} }`)).toContain('is a requirement, not a check; write requirement:');
  expect(faultOf(`- { requirement: answers-every-request, ${REST} }`)).toContain(
    'is a check, not a requirement; write check:',
  );
  expect(faultOf(`- { check: answers-every-request, operation: handleQuotes, ${REST} }`)).toMatch(
    /^waivers\.yaml:1:\d+: there is no operation handleQuotes; did you mean handleQuote\?$/,
  );
  expect(faultOf(`- { requirement: KCI-TERMINAL, operation: handleQuote, ${REST} }`)).toContain(
    'the verdicts on KCI-TERMINAL are not told apart by operation; leave it out',
  );
  expect(faultOf(`- { ${REST} }`)).toContain('what is waived is missing');
  expect(faultOf(`- { check: answers-every-request, requirement: HTTP-ANSWERED, ${REST} }`)).toContain('both there');
  expect(faultOf(`- { check: own-requests, ${REST} }`)).toContain('the harness itself, which cannot be waived');
  expect(faultOf(`- { requirement: HTTP-OWN-REQUESTS, ${REST} }`)).toContain('which cannot be waived');
});

test('says what a value should be, and what is missing, each on a line of its own', () => {
  const fault = faultOf(
    `- check: answers-every-request
  reason: ' '
  expires: 2026-02-30
  link: javascript:alert(1)
  outcome: broken
`,
  );
  expect(fault.split('\n')).toEqual([
    'waivers.yaml:1:3: [0].owner is missing; expected who answers for it',
    'waivers.yaml:5:3: [0].outcome: expected failed or not-exercised, not "broken"',
    'waivers.yaml:2:3: [0].reason: expected why it fails and what is being done about it, not " "',
    'waivers.yaml:3:3: [0].expires: expected the last day on which the waiver counts (UTC), written 2026-12-31, not "2026-02-30"',
    'waivers.yaml:4:3: [0].link: expected the http or https address of a page that tells more, not "javascript:alert(1)"',
  ]);
  expect(faultOf('waivers: []')).toBe(
    'waivers.yaml: expected a list of waivers, each with check or requirement, reason, owner and expires',
  );
  expect(faultOf('- [')).toMatch(/^waivers\.yaml:\d+:\d+: /);
});

test('a thing is waived once', () => {
  const twice = `- { requirement: KCI-TERMINAL, ${REST} }\n- { requirement: KCI-TERMINAL, outcome: failed, ${REST} }\n`;
  expect(faultOf(twice)).toBe(
    'waivers.yaml:2:3: KCI-TERMINAL is waived already, at waivers.yaml:1:3; delete one of the two',
  );
  const apart = twice.replace('outcome: failed', 'outcome: not-exercised');
  expect(readWaivers(file('apart.yaml', apart))).toHaveLength(2);
});

test('a file that is not there is said to be, and what to do', () => {
  expect(() => readWaivers('nowhere.yaml')).toThrow(
    'cannot read the waivers nowhere.yaml (ENOENT); give the path of a list of waivers, or leave it out',
  );
});

test('a configuration brings the waivers beside it, or those that it names', () => {
  const minimal = 'supplier: { baseUrl: http://127.0.0.1:9001 }\ndata: { address: { id: "1", type: UPRN } }\n';
  const config = file('supplier.yaml', minimal);
  expect(loadConfig(config, {}).waivers).toEqual([]);
  file('waivers.yaml', `- { requirement: KCI-TERMINAL, ${REST} }`);
  expect(loadConfig(config, {}).waivers).toMatchObject([{ requirement: 'KCI-TERMINAL', place: 'waivers.yaml:1:3' }]);
  file('others.yaml', `- { requirement: KCI-JSON, ${REST} }`);
  const naming = file('naming.yaml', `${minimal}waivers: others.yaml\n`);
  expect(loadConfig(naming, {}).waivers).toMatchObject([{ requirement: 'KCI-JSON', place: 'others.yaml:1:3' }]);
  const astray = file('astray.yaml', `${minimal}waivers: nowhere.yaml\n`);
  expect(() => loadConfig(astray, {})).toThrow(/cannot read the waivers .*nowhere\.yaml/);
});

test('a command line brings its own, or none', () => {
  const path = file('own.yaml', `- { requirement: KCI-TERMINAL, ${REST} }`);
  expect(chosenWaivers(undefined)).toEqual({});
  expect(chosenWaivers(false)).toEqual({ waivers: [] });
  expect(chosenWaivers(path).waivers).toHaveLength(1);
});
