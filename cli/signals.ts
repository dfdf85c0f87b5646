import { thrownWords } from '../specs/thrown.ts';
import type { LiveRun } from '../suites/engine/run.ts';

/** The signals that end a run, and the exit code that each asks for. */
const SIGNALS = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const;

/**
 * Ends a run when this process is told to end: with the first signal in order, with its end, its reports and what can be taken
 * back; with the second at once, `leave` being what is still to be done with its exit code. Tells the exit code of the signal.
 */
export function heedSignals(
  run: Pick<LiveRun, 'interrupt' | 'endAtOnce'>,
  leave: (code: number, told: string) => void,
): () => number | undefined {
  // That nobody listens any more, as when the terminal has gone, must not cost the run.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  let code: number | undefined;
  for (const [signal, asked] of SIGNALS) {
    process.on(signal, () => {
      if (code === undefined) {
        code = asked;
        tell(
          `stopped by ${signal}: the run takes back what it can, and its report is written; once more to end at once`,
        );
        run.interrupt(`stopped by ${signal}`);
        return;
      }
      try {
        const { results } = run.endAtOnce(`stopped by ${signal}`);
        const left = results.leftOver.length;
        leave(asked, `ended at once; ${left === 0 ? 'nothing' : `what was left over (${left})`} is in the report`);
      } catch (error) {
        leave(asked, `ended at once, without a report: ${thrownWords(error)}`);
      }
    });
  }
  return () => code;
}

function tell(text: string): void {
  process.stderr.write(`\n${text}\n`);
}
