import { createServer, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { writeJournal } from '../evidence/journal.ts';
import { EXPIRED_SERVER, SERVER, SERVER_KEY } from '../journeys/fixtures/authority.ts';
import { recorded, sampleHistory } from '../reports/fixtures/sample.ts';
import { REFERENCE_DATA } from '../suites/engine/embedded.ts';
import { freePort, start } from '../suites/fixtures/command.ts';
import { startSupplier } from '../supplier/server.ts';

const written = (content: object) => {
  const path = test.info().outputPath('supplier.yaml');
  writeFileSync(path, JSON.stringify(content));
  return path;
};

/** A configuration for a supplier at a URL, with a free port for its KCIs. */
const pointingAt = async (baseUrl: string, more: object = {}, callbacks: object = {}) => ({
  supplier: { name: 'Acme', baseUrl },
  callbacks: { listen: `127.0.0.1:${await freePort()}`, auth: { clientId: 'a', clientSecret: 'b' }, ...callbacks },
  data: { address: REFERENCE_DATA.address, ...more },
});

const examine = (config: string, ...more: readonly string[]) =>
  start(['doctor', '--config', config, '--out', test.info().outputPath('out'), ...more]);

async function served(listener: RequestListener, use: (url: string) => Promise<void>): Promise<void> {
  const server: Server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function withReference(use: (url: string) => Promise<void>): Promise<void> {
  const gateway = { clientId: 'a', clientSecret: 'b' };
  const supplier = await startSupplier({ style: 'sync', stepMs: 10, data: REFERENCE_DATA, gateway });
  try {
    await use(supplier.url);
  } finally {
    await supplier.close();
  }
}

test('a supplier that works is found well, and a run can begin', () =>
  withReference(async (url) => {
    const { outOfCoverage, serviceSpecification } = REFERENCE_DATA;
    const config = written(await pointingAt(url, { outOfCoverage, serviceSpecification }));
    const { code, written: said } = await examine(config).ended;
    for (const line of [
      /^✓ configuration +.*supplier\.yaml: Acme at http:/,
      /^✓ connection +127\.0\.0\.1:\d+ accepts connections$/m,
      /^✓ call +GET \/service-availability was answered 200 within \d+ ms$/m,
      /^✓ clock +within 5 s of ours$/m,
      /^✓ data +data\.address UPRN 200004033694 is served: .*FTTP-1000/m,
      /^✓ data +data\.serviceSpecification FTTP-1000 is offered there$/m,
      /^✓ data +nothing is offered at data\.outOfCoverage$/m,
      /^✓ listening +127\.0\.0\.1:\d+ is free/m,
      /^✓ public address +http:\/\/127\.0\.0\.1:\d+\/v1\/kcis leads here$/m,
      /^· arrivals +whether the supplier can reach us is not known.*\n +→ run doctor --wait 60s/m,
      /\nA run can begin: npx supplier-conformance run --config .*supplier\.yaml\n$/,
    ]) {
      expect(said).toMatch(line);
    }
    expect(said).not.toContain('✕');
    expect(code).toBe(0);
  }));

test('what is wrong with the data is told, with what can be had instead', () =>
  withReference(async (url) => {
    const { address, outOfCoverage } = REFERENCE_DATA;
    const wrong = written(await pointingAt(url, { serviceSpecification: 'FTTP-9', outOfCoverage: address }));
    const { code, written: said } = await examine(wrong).ended;
    expect(said).toMatch(
      /^✕ data +data\.serviceSpecification FTTP-9 is not offered there\n +→ name one of .*FTTP-1000/m,
    );
    expect(said).toMatch(/^✕ data +services are offered at data\.outOfCoverage$/m);
    expect(said).toMatch(/\n2 things stand in the way of a run: the lines with ✕\n$/);
    expect(code).toBe(1);

    const nowhere = written({ ...(await pointingAt(url)), data: { address: outOfCoverage } });
    expect((await examine(nowhere).ended).written).toMatch(/^✕ data +nothing is offered at data\.address/m);
  }));

test('the first thing on the way that fails is told, and what lies behind it is not asked for', async () => {
  const closed = await examine(written(await pointingAt(`http://127.0.0.1:${await freePort()}`))).ended;
  expect(closed.written).toMatch(/^✕ connection +.*nothing listens at 127\.0\.0\.1:\d+/m);
  expect(closed.written).not.toContain('service-availability');
  expect(closed.code).toBe(1);
  const unknown = await examine(written(await pointingAt('http://no-such-host.invalid'))).ended;
  expect(unknown.written).toMatch(/^✕ name +no-such-host\.invalid is not known here\n +→ check supplier\.baseUrl/m);
});

test('what a supplier answers instead is told, with what it may mean', async () => {
  const answers = {
    401: /→ set auth to the way in that was agreed on/,
    404: /→ check the path of supplier\.baseUrl/,
    302: /→ give the address that it leads to: http:\/\/elsewhere\//,
    422: /→ the supplier should serve data\.address; it says: no such address/,
  };
  for (const [status, advice] of Object.entries(answers)) {
    await served(
      (_, response) => response.writeHead(Number(status), { location: 'http://elsewhere/' }).end('no such address'),
      async (url) => {
        const { code, written: said } = await examine(written(await pointingAt(url))).ended;
        expect(said).toMatch(new RegExp(`^✕ call +GET /service-availability was answered ${status}`, 'm'));
        expect(said).toMatch(advice);
        expect(code).toBe(1);
      },
    );
  }
});

test('what answers 200 and is not the Supplier API is told, and no address is asked for', () =>
  served(
    (_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>\n<h1>\u001b[2JHi</h1>'),
    async (url) => {
      const { code, written: said } = await examine(written(await pointingAt(`${url}/api`))).ended;
      expect(said).toMatch(
        /^✕ call +GET \/service-availability was answered 200 within \d+ ms with text\/html \(<!doctype html> <h1>␛\[2JHi<\/h1>\): that is not the Supplier API\n +→ check supplier\.baseUrl, with any prefix/m,
      );
      expect(said).not.toMatch(/^✓ call|data\.address/m);
      expect(code).toBe(1);
    },
  ));

test('an answer without a list of what can be ordered is quoted', () =>
  served(
    (_, response) => response.setHeader('content-type', 'application/json').end('{"available":true}'),
    async (url) => {
      const { code, written: said } = await examine(written(await pointingAt(url))).ended;
      expect(said).toMatch(
        /^✕ data +the answer for data\.address UPRN \d+ has no list of serviceSpecifications: {"available":true}\n +→ see what your staging system answers there$/m,
      );
      expect(said).not.toContain('nothing is offered');
      expect(code).toBe(1);
    },
  ));

test('what was heard in an earlier run counts only where it was of this supplier, at this address', () =>
  withReference(async (url) => {
    const config = await pointingAt(url);
    const examined = async (supplier: { readonly name: string; readonly baseUrl: string }, host: string) => {
      const { header, history } = recorded(sampleHistory());
      const heard = history.map((event) =>
        event.type === 'inbound' ? { ...event, headers: [...event.headers, ['Host', host] as const] } : event,
      );
      writeJournal(test.info().outputPath('out', 'journal.ndjson'), {
        header: { ...header, supplier },
        history: heard,
      });
      return (await examine(written(config)).ended).written;
    };
    const { supplier, callbacks } = config;
    expect(await examined(supplier, callbacks.listen)).toMatch(
      /^✓ arrivals +the run of 2026-01-12T09:00:00\.000Z heard from .*, \d+ times$/m,
    );
    expect(await examined(supplier, 'kci.example.net')).toMatch(
      /^· arrivals +whether .* nothing has arrived yet \(the run of .* was called at kci\.example\.net\)\n +→ run doctor --wait/m,
    );
    for (const other of [
      { ...supplier, name: 'Reference supplier (rich)' },
      { ...supplier, baseUrl: 'http://127.0.0.1:1' },
    ]) {
      const said = await examined(other, callbacks.listen);
      expect(said).toContain(`(the run of 2026-01-12T09:00:00.000Z was against ${other.name} at ${other.baseUrl})`);
      expect(said).not.toMatch(/^✓ arrivals/m);
    }
  }));

test('clocks that differ are told', () =>
  served(
    (_, response) => response.writeHead(200, { date: new Date(Date.now() - 90_000).toUTCString() }).end('{}'),
    async (url) => {
      const { written: said } = await examine(written(await pointingAt(url))).ended;
      expect(said).toMatch(/^! clock +the supplier's clock is (89|90|91) s behind ours\n +→ keep both in step/m);
    },
  ));

test('a public address that leads elsewhere is told, and a port that is taken', () =>
  withReference((url) =>
    served(
      (_, response) => response.writeHead(502).end(),
      async (elsewhere) => {
        const astray = written(await pointingAt(url, {}, { publicUrl: `${elsewhere}/v1` }));
        const { code, written: said } = await examine(astray).ended;
        expect(said).toMatch(
          /^✕ public address +http:.*\/v1\/kcis was answered 502 by somebody else\n +→ point the tunnel/m,
        );
        expect(code).toBe(1);

        const taken = written(await pointingAt(url, {}, { listen: new URL(elsewhere).host }));
        expect((await examine(taken).ended).written).toMatch(/^✕ listening +/m);
      },
    ),
  ));

const asking = (secret: string) => ({
  method: 'POST',
  body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'a', client_secret: secret }),
});

for (const [what, secret, told, ended] of [
  [
    'what arrives from the supplier',
    'b',
    /^✓ arrivals +POST \/v1\/auth\/supplier\/access-token came from .* and was answered 200$/m,
    0,
  ],
  [
    'that the supplier presents other credentials than it should',
    'c',
    /^✕ arrivals +127\.0\.0\.1 was refused an access token for KCIs: .* wrong\n +→ have the supplier present what callbacks\.auth says/m,
    1,
  ],
] as const) {
  test(`doctor --wait tells ${what}`, () =>
    withReference(async (url) => {
      const doctor = examine(written(await pointingAt(url)), '--wait', '30s');
      const [, address = ''] = await doctor.says(/waiting for something from the supplier at (\S+) \.\.\./);
      await fetch(`${address}/auth/supplier/access-token`, asking(secret));
      const { code, written: said } = await doctor.ended;
      expect(said).toMatch(told);
      expect(code).toBe(ended);
    }));
}

test('a supplier that asks for patience is asked again when it said, and one that goes on is told', async () => {
  let calls = 0;
  const limited =
    (least: number, retryAfter?: string): RequestListener =>
    (_, response) => {
      calls += 1;
      if (calls > least) response.end(JSON.stringify({ serviceSpecifications: [{ id: 'FTTP-1' }] }));
      else response.writeHead(429, retryAfter === undefined ? {} : { 'retry-after': retryAfter }).end();
    };
  await served(limited(1, '1'), async (url) => {
    const { written: said } = await examine(written(await pointingAt(url))).ended;
    expect(said).toMatch(/^✓ call +GET \/service-availability was answered 200/m);
    expect(calls).toBe(2);
  });
  calls = 0;
  await served(limited(99, '3600'), async (url) => {
    const { written: said } = await examine(written(await pointingAt(url))).ended;
    expect(said).toMatch(/^✕ call +.* was answered 429 within \d+ ms \(Retry-After: 3600\)\n +→ try again later/m);
    expect(calls).toBe(1);
  });
});

test('features without what they are about are told', async () => {
  const config = {
    ...(await pointingAt('http://no-such-host.invalid')),
    features: ['availability', 'amendments', 'cease'],
  };
  const { written: said } = await examine(written(config)).ended;
  expect(said).toMatch(
    /^! features +data\.liveServices names no service, so that cease will not be exercised\n +→ name/m,
  );
});

test('a server certificate of ours that has expired is told, and plain HTTP where TLS is spoken', () =>
  withReference(async (url) => {
    for (const [name, content] of [
      ['old.pem', EXPIRED_SERVER],
      ['own.pem', SERVER],
      ['own.key', SERVER_KEY],
    ] as const) {
      writeFileSync(test.info().outputPath(name), content);
    }
    const old = await pointingAt(url, {}, { tls: { cert: 'old.pem', key: 'own.key' } });
    const lapsed = await examine(written(old)).ended;
    expect(lapsed.written).toMatch(
      /^✕ own server +callbacks\.tls\.cert is for .*, and expired on .*\n +→ have it renewed$/m,
    );
    expect(lapsed.code).toBe(1);

    const port = await freePort();
    const plain = {
      listen: `127.0.0.1:${port}`,
      publicUrl: `http://127.0.0.1:${port}/v1`,
      tls: { cert: 'own.pem', key: 'own.key' },
    };
    const { written: said } = await examine(written(await pointingAt(url, {}, plain))).ended;
    expect(said).toMatch(/^✓ own server +callbacks\.tls\.cert is for .*, good for \d+ days$/m);
    expect(said).toMatch(/^✕ public address +.*is plain HTTP, and callbacks\.tls has us speak TLS\n +→ write https:/m);
  }));
