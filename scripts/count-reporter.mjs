/** A Playwright reporter that closes the test run with the one line 'N passed, N failed', for people and machines to count by. */
export default class CountReporter {
  outcomes = new Map();
  onTestEnd(test, result) {
    this.outcomes.set(test.id, result.status === test.expectedStatus ? 'passed' : 'failed');
  }
  async onExit() {
    const all = [...this.outcomes.values()];
    const failed = all.filter((outcome) => outcome === 'failed').length;
    process.stdout.write(`\n${all.length - failed} passed, ${failed} failed\n`);
  }
  printsToStdio() {
    return false;
  }
}
