import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers';
import { Worker } from 'node:worker_threads';
import { duration } from '../reports/text.ts';
import { BundleError } from '../seals/container.ts';
import type { Verification, Verifying } from '../seals/verify.ts';
import { BUILT } from '../suites/engine/harness.ts';

/** What is verified, and with what. */
export interface Question extends Omit<Verifying, 'harness' | 'judgeAgain'> {
  readonly bytes: Uint8Array;
}

/** What came of it: the verification, or why there is none. */
export type Answer = { readonly verification: Verification } | { readonly fault: string };

/** How long judging a bundle again may take, in milliseconds, and how much memory, in MiB: many times what a run of 20,000 events takes. */
const LONGEST = 10 * 60_000;
const LARGEST = 4096;

/**
 * Verifies a bundle in a thread of its own, which is ended when it takes too long or too much: a bundle comes of anybody, and may
 * hold contract documents whose patterns no machine comes to an end with.
 * @throws BundleError when it is no bundle, or was not come to an end with.
 */
export async function verifiedApart(question: Question, longest: number = LONGEST): Promise<Verification> {
  const worker = new Worker(join(BUILT, 'cli', 'verify-worker.js'), {
    workerData: question,
    resourceLimits: { maxOldGenerationSizeMb: LARGEST },
  });
  const late = new Promise<Answer>((resolve) => {
    const text = `judging it again was ended after ${duration(longest)}, many times what the largest runs take: nothing can be said of it; do not accept it`;
    setTimeout(() => resolve({ fault: text }), longest).unref();
  });
  try {
    const [answer] = await Promise.race([
      once(worker, 'message') as Promise<[Answer]>,
      late.then((fault) => [fault] as const),
    ]);
    if ('fault' in answer) throw new BundleError(answer.fault);
    return answer.verification;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY')) throw error;
    throw new BundleError(
      `judging it again takes more than ${LARGEST} MiB of memory: nothing can be said of it; do not accept it`,
    );
  } finally {
    await worker.terminate();
  }
}
