import type { FullConfig, Reporter, Suite, TestCase, TestError, TestResult } from '@playwright/test/reporter';
import type { Summary } from '../checks/verdict.ts';
import { totals } from './headline.ts';
import { SIGNS } from './ledger.ts';
import { watchProgress, type Progress, type Watching } from './progress.ts';
import { visible } from './text.ts';

/** Shows a conformance run in the terminal as Playwright goes through it: what it waits for, and each area as it is judged. */
export default class AreaReporter implements Reporter {
  #watching: Watching | undefined;

  onBegin(_config: FullConfig, suite: Suite): void {
    const engine = process.env.SUPPLIER_CONFORMANCE_ENGINE;
    // That nobody reads what is shown any more is no reason to break down.
    process.stdout.on('error', () => undefined);
    if (engine === undefined || suite.allTests().length === 0) return;
    this.#watching = watchProgress(process.stdout, () => progressOf(engine));
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const summary = result.attachments.find(({ name }) => name === 'summary')?.body;
    const outside = result.status === 'skipped';
    // Ctrl-C ends the tests before the run: what it comes to is told at its end.
    const isCutOff = outside && !test.annotations.some(({ type }) => type === 'skip');
    if (result.status === 'interrupted' || isCutOff) return;
    const told = summary
      ? inWords(JSON.parse(summary.toString()) as Summary)
      : outside
        ? 'outside of this run'
        : result.status;
    const mark = outside ? '–' : result.status === 'passed' ? '✓' : '✕';
    const own = summary || outside ? [] : result.errors.map(({ message }) => `    ${readable(message)}`);
    this.#watching?.print([`  ${mark} ${test.title}: ${told}`, ...own].join('\n'));
  }

  onError(error: TestError): void {
    this.#watching?.stop();
    process.stderr.write(`${readable(error.message ?? error.value)}\n`);
  }

  onEnd(): void {
    this.#watching?.stop();
  }

  printsToStdio(): boolean {
    return true;
  }
}

async function progressOf(engine: string): Promise<Progress | undefined> {
  const { origin, username, password } = new URL(engine);
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const response = await fetch(`${origin}/progress`, { headers: { authorization } });
  return response.ok ? ((await response.json()) as Progress) : undefined;
}

/** The totals of an area, without those that are nothing. */
function inWords(summary: Summary): string {
  const some = totals(summary).filter(({ number }) => number > 0);
  return some.map(({ mark, number }) => `${number} ${SIGNS[mark].word}`).join(', ');
}

/** A message as a person reads it: without its "Error:" and without colour codes. */
function readable(message: string | undefined): string {
  // eslint-disable-next-line no-control-regex
  return visible((message ?? 'unknown').replace(/\u001b\[[0-9;]*m/g, '')).replace(/^Error: /, '');
}
