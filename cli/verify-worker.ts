import { parentPort, workerData } from 'node:worker_threads';
import { thrownWords } from '../specs/thrown.ts';
import { verified } from '../seals/verify.ts';
import { HARNESS } from '../suites/engine/harness.ts';
import { judgingAgain } from '../suites/engine/sealing.ts';
import type { Answer, Question } from './verify-apart.ts';

const { bytes, ...verifying } = workerData as Question;
const answer = await verified(bytes, { ...verifying, harness: HARNESS, judgeAgain: judgingAgain() }).then(
  (verification): Answer => ({ verification }),
  (error: unknown): Answer => ({ fault: thrownWords(error) }),
);
parentPort?.postMessage(answer, []);
