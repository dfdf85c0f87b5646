import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { thrownWords } from '../../specs/thrown.ts';
import { AREAS, type Area } from '../../specs/requirement.ts';
import { blocks, type Verdict } from '../../checks/verdict.ts';
import { obstructs } from '../../reports/diff.ts';
import type { Results } from '../../reports/results.ts';
import { waiverProblems } from '../../reports/waiver-words.ts';
import type { FinishedRun, LiveRun } from './run.ts';

/** What is told when a run is over. */
export interface Outcome {
  readonly certifiable: boolean;
  /** The areas that were told to be clean and turned out not to be. */
  readonly changed: readonly Area[];
  readonly fault?: string;
  /** What has to be done about waivers, a line each; any of them fails the run. */
  readonly waivers: readonly string[];
  /** The closing text of the run, for a person. */
  readonly text: string;
}

/** A verdict as the tests of Playwright are told of it. */
export interface ShownVerdict extends Verdict {
  /** Set for what stood in the way already in the results that the run is compared with. */
  readonly isKnown?: true;
}

/** A run as other processes of this machine can ask about it. */
export interface Interface {
  /** Where to ask; holds the password. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** How long a question is left open before the asker is told to ask again, in milliseconds. */
const PATIENCE = 20_000;

/**
 * How long a connection is kept for whoever asks again, in milliseconds. On a busy machine that may take a while, and one that is
 * closed just as it is used looks as if the run had gone.
 */
const KEPT = 600_000;

/**
 * Serves a run on a free loopback port: `GET /areas/AREA` (its verdicts, once they are known), `GET /progress`, and
 * `GET /outcome` (once the reports are written). 204 means: ask again.
 */
export async function serveRun(
  run: LiveRun,
  closingText: (run: FinishedRun) => string,
  baseline?: Pick<Results, 'verdicts'>,
): Promise<Interface> {
  const password = randomBytes(18).toString('hex');
  const expected = Buffer.from(`Basic ${Buffer.from(`engine:${password}`).toString('base64')}`);
  const told = new Map<Area, readonly Verdict[]>();

  const answers: Readonly<Record<string, () => Promise<unknown>>> = {
    '/progress': async () => run.progress(),
    '/outcome': async (): Promise<Outcome> => {
      const finished = await run.ended;
      const changed = [...told].filter(([, verdicts]) => differs(verdicts, finished.verdicts)).map(([area]) => area);
      const { certifiable } = finished.results;
      const fault = finished.fault === undefined ? {} : { fault: finished.fault };
      const waivers = waiverProblems(finished.results);
      return { certifiable, changed, ...fault, waivers, text: closingText(finished) };
    },
    ...Object.fromEntries(
      AREAS.map((area) => [
        `/areas/${area}`,
        async () => {
          const verdicts = await run.area(area);
          told.set(area, verdicts);
          return verdicts.map((verdict): ShownVerdict =>
            isKnown(verdict, baseline) ? { ...verdict, isKnown: true } : verdict,
          );
        },
      ]),
    ),
  };

  const server = createServer((request, response) => {
    void reply(request, response, expected, answers);
  });
  server.keepAliveTimeout = KEPT;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://engine:${password}@127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function reply(
  request: IncomingMessage,
  response: ServerResponse,
  expected: Buffer,
  answers: Readonly<Record<string, () => Promise<unknown>>>,
): Promise<void> {
  const shown = Buffer.from(request.headers.authorization ?? '');
  if (shown.length !== expected.length || !timingSafeEqual(shown, expected)) {
    response.writeHead(401).end();
    return;
  }
  const answer = Object.hasOwn(answers, request.url ?? '') ? answers[request.url ?? ''] : undefined;
  if (!answer) {
    response.writeHead(404).end();
    return;
  }
  try {
    const found = await Promise.race([answer(), patience()]);
    if (found === undefined) response.writeHead(204).end();
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(found));
  } catch (error) {
    const text = thrownWords(error);
    response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
  }
}

function patience(): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), PATIENCE).unref());
}

function isKnown(verdict: Verdict, baseline: Pick<Results, 'verdicts'> | undefined): boolean {
  if (!baseline || !blocks(verdict)) return false;
  const before = baseline.verdicts.find((other) => nameOf(other) === nameOf(verdict));
  return !obstructs(before, verdict);
}

/** Whether something that was not told to be in the way is. */
function differs(told: readonly Verdict[], final: readonly Verdict[]): boolean {
  const known = new Set(told.filter(blocks).map(nameOf));
  const checks = new Set(told.map(({ check }) => check));
  return final.some((verdict) => checks.has(verdict.check) && blocks(verdict) && !known.has(nameOf(verdict)));
}

function nameOf({ check, operation }: Verdict): string {
  return operation === undefined ? check : `${check} of ${operation}`;
}
