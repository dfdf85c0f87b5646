/**
 * A Playwright reporter that closes the test run with the one line 'N passed, N failed', for people and machines to count by; where
 * tests were skipped, ', N skipped' follows.
 */
export default class CountReporter {
  outcomes = new Map();

  onTestEnd(test, { status }) {
    const outcome = status === 'skipped' ? 'skipped' : status === test.expectedStatus ? 'passed' : 'failed';
    this.outcomes.set(test.id, outcome);
  }

  async onExit() {
    const number = (outcome) => [...this.outcomes.values()].filter((found) => found === outcome).length;
    const skipped = number('skipped') > 0 ? `, ${number('skipped')} skipped` : '';
    process.stdout.write(`\n${number('passed')} passed, ${number('failed')} failed${skipped}\n`);
  }

  printsToStdio() {
    return false;
  }
}
