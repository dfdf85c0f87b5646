/** A Playwright reporter that sums up the kill matrix: which defects were found out, and on which honest suppliers there was a false alarm. */
export default class KillMatrixReporter {
  outcomes = { defect: new Map(), honest: new Map() };

  onTestEnd(test, result) {
    for (const { type } of test.annotations) this.outcomes[type]?.set(test.id, result.status === test.expectedStatus);
  }

  async onExit() {
    const { defect, honest } = this.outcomes;
    if (defect.size + honest.size === 0) return;
    const killed = [...defect.values()].filter(Boolean).length;
    const alarms = [...honest.values()].filter((conforms) => !conforms).length;
    process.stdout.write(
      `\nkill matrix: ${killed}/${defect.size} defects killed, ${alarms} alarms on ${honest.size} honest styles\n`,
    );
  }

  printsToStdio() {
    return false;
  }
}
