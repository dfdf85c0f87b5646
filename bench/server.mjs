// A server of its own process, for the benchmarks: prints where it is (and a token) as a line of JSON, then for each line of input
// the processor time that it has used so far, in microseconds; it stays until its input ends.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import fastify from 'fastify';
import { startCallbackServer } from '../dist/callbacks/server.js';
import { createJournal, JOURNAL_FORMAT } from '../dist/evidence/journal.js';
import { createRecorder } from '../dist/evidence/recorder.js';
import { createRedaction } from '../dist/evidence/redaction.js';
import { loadContract } from '../dist/specs/contract.js';
import { AVAILABILITY } from './messages.mjs';

const servers = {
  /** Answers every request alike. */
  async availability() {
    const server = createServer((request, response) => {
      request.resume();
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-length': AVAILABILITY.length })
        .end(AVAILABILITY);
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { url: `http://127.0.0.1:${server.address().port}` };
  },

  /** A fastify route that parses JSON and does nothing with it. */
  async fastify() {
    const app = fastify({ logger: false });
    app.post('/v1/kcis', (_request, reply) => reply.code(204).send());
    return { url: `${await app.listen({ host: '127.0.0.1', port: 0 })}/v1`, token: 'any' };
  },

  /** The callback server as a run has it: it validates a KCI and writes it to a journal before it answers. */
  async callbacks() {
    const folder = mkdtempSync(join(tmpdir(), 'bench-'));
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
    const journal = createJournal(join(folder, 'journal.ndjson'), { type: 'header', format: JOURNAL_FORMAT });
    const { url } = await startCallbackServer({
      listen: { host: '127.0.0.1', port: 0 },
      basePath: '/v1',
      contract: await loadContract(),
      recorder: createRecorder(createRedaction(), journal.append),
      limits: { keptRequests: Infinity, keptBytes: Infinity },
    });
    const answer = await fetch(`${url}/auth/supplier/access-token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'a', client_secret: 'b' }),
    });
    return { url, token: (await answer.json()).access_token };
  },
};

console.log(JSON.stringify(await servers[process.argv[2]]()));
createInterface(process.stdin)
  .on('line', () => {
    const { user, system } = process.cpuUsage();
    console.log(user + system);
  })
  .on('close', () => process.exit(0));
