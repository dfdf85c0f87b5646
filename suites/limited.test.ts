import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { startEmbedded } from './engine/embedded.ts';
import { startRun } from './engine/run.ts';
import { complaints, planOf, theContract } from './fixtures/runs.ts';

/**
 * A gateway in front of a supplier that puts off the last few of every so many requests with 429, as one does whose limit is
 * passed. It counts requests rather than seconds, so that it does the same on a machine of any speed.
 */
async function startLimiter(
  target: string,
  { few, every }: { readonly few: number; readonly every: number },
): Promise<{ readonly url: string; readonly limited: () => number; readonly server: Server }> {
  let seen = 0;
  let limited = 0;
  const server = createServer((incoming, answer) => {
    seen += 1;
    if (seen % every >= every - few) {
      limited += 1;
      incoming.resume();
      answer.writeHead(429, { 'retry-after': '1', 'content-type': 'text/plain' }).end('slow down');
      return;
    }
    const { method, headers, url = '/' } = incoming;
    const onwards = request(new URL(url, target), { ...(method ? { method } : {}), headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.rawHeaders);
      reply.pipe(answer);
    });
    onwards.on('error', () => answer.destroy());
    incoming.pipe(onwards);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, limited: () => limited, server };
}

test('a supplier that is right, behind a gateway that limits the rate, conforms', async () => {
  test.setTimeout(240_000);
  const { config, supplier } = await startEmbedded({ style: 'async', stepMs: 10 });
  const limiter = await startLimiter(supplier.url, { few: 3, every: 50 });
  const plan = planOf(
    {
      ...config,
      supplier: { ...config.supplier, baseUrl: limiter.url },
      requestsPerSecond: 250,
      variants: { perOperation: 4, within: 60_000 },
    },
    { out: test.info().outputPath('out'), pace: { outcome: 15_000, acknowledge: 15_000 } },
  );
  try {
    const run = await startRun(plan, { contract: await theContract(), onListening: supplier.setGateway });
    const { verdicts, run: recorded } = await run.ended;
    expect(limiter.limited()).toBeGreaterThan(10);
    const putOff = recorded.history.filter((event) => event.type === 'response' && event.putOff);
    expect(putOff).toHaveLength(limiter.limited());
    // With so few variants not everything can be exercised; nothing may be wrong.
    expect(complaints(verdicts.filter(({ outcome }) => outcome !== 'not-exercised'))).toEqual([]);
  } finally {
    limiter.server.closeAllConnections();
    limiter.server.close();
    await supplier.close();
  }
});
