import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** How much of what a failed test says is said again at the end, in lines. */
const LINES = 30;

/**
 * A Playwright reporter that closes the test run with what failed, and why, and then the one line 'N passed, N failed', for people
 * and machines to count by; where tests were skipped, ', N skipped' follows. Of a long log often the end alone is kept.
 */
export default class CountReporter {
  outcomes = new Map();

  onTestEnd(test, { status, errors = [] }) {
    const outcome = status === 'skipped' ? 'skipped' : status === test.expectedStatus ? 'passed' : 'failed';
    this.outcomes.set(test.id, { outcome, test, errors });
  }

  async onExit() {
    const all = [...this.outcomes.values()];
    const number = (outcome) => all.filter((found) => found.outcome === outcome).length;
    for (const { test, errors } of all.filter(({ outcome }) => outcome === 'failed')) {
      process.stdout.write(`\nfailed: ${place(test)}\n${errors.map(({ message = '' }) => shown(message)).join('')}`);
    }
    const skipped = number('skipped') > 0 ? `, ${number('skipped')} skipped` : '';
    process.stdout.write(`\n${number('passed')} passed, ${number('failed')} failed${skipped}\n`);
  }

  printsToStdio() {
    return false;
  }
}

function place({ location: { file, line }, title }) {
  return `${relative(process.cwd(), file)}:${line} › ${title}`;
}

function shown(message) {
  const lines = stripVTControlCharacters(message).split('\n');
  const left = lines.length > LINES ? [`... and ${lines.length - LINES} lines more`] : [];
  return [...lines.slice(0, LINES), ...left].map((line) => `  ${line}\n`).join('');
}
