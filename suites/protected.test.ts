import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { CATALOGUE } from '../checks/catalogue.ts';
import { blocks } from '../checks/verdict.ts';
import type { Results } from '../reports/results.ts';
import { freePort, start } from './fixtures/command.ts';
import {
  configured,
  inFolder,
  runBy,
  startProtected,
  type ProtectedSupplier,
  type Written,
} from './fixtures/protected.ts';
import { startProxy } from './fixtures/proxy.ts';
import { complaints } from './fixtures/runs.ts';

// Each is a run or two, and many that only begin.
test.describe.configure({ timeout: 300_000 });

const areas = new Map(CATALOGUE.requirements.map(({ id, area }) => [id, area]));

/** Runs, and looks that nothing is in the way but the variants, of which none are sent; tells what was passed. */
async function conforms(config: Written, environment: NodeJS.ProcessEnv = {}): Promise<readonly string[]> {
  const { written } = await runBy(config, environment);
  expect(existsSync(inFolder('out/results.json')), written).toBe(true);
  const { verdicts } = JSON.parse(readFileSync(inFolder('out/results.json'), 'utf8')) as Results;
  const wrong = verdicts.filter(
    (verdict) => areas.get(verdict.requirement) !== 'variants' && (blocks(verdict) || verdict.outcome === 'failed'),
  );
  expect(complaints(wrong)).toEqual([]);
  const kcis = verdicts.filter(({ requirement }) => areas.get(requirement) === 'kcis');
  expect(kcis.filter(({ outcome }) => outcome === 'passed').length).toBeGreaterThan(50);
  return verdicts.flatMap(({ check, outcome }) => (outcome === 'passed' ? [check] : []));
}

/** Runs, which cannot begin, and looks at the first line that is written, and that nothing else is. */
async function stops(config: Written, line: RegExp, environment: NodeJS.ProcessEnv = {}): Promise<void> {
  const { code, written } = await runBy(config, environment);
  expect(written).toMatch(line);
  expect(written.trimEnd().split('\n')).toHaveLength(1);
  expect(code, written).toBe(2);
}

async function using(options: readonly string[], use: (supplier: ProtectedSupplier) => Promise<void>): Promise<void> {
  const supplier = await startProtected(...options);
  try {
    await use(supplier);
  } finally {
    await supplier.close();
  }
}

test('behind OAuth 2 a supplier conforms, and each thing that is wrong is told at once', () =>
  using(['--auth', 'oauth2', '--token-life', '3s'], async ({ config }) => {
    expect(await conforms(config)).toEqual(
      expect.arrayContaining([
        'missing-credentials-refused',
        'wrong-credentials-refused',
        'expired-credentials-refused',
        'lapsed-credentials-refused',
        'turned-away-with-error-object',
      ]),
    );
    const by = (auth: object) => ({ ...config, auth: { ...config.auth, ...auth } });
    const { tokenUrl } = config.auth as { readonly tokenUrl: string };
    await stops(
      by({ clientSecret: 'another' }),
      /^no access token from http:.*: it answered 401 invalid_client; check auth\.clientId and auth\.clientSecret\n$/,
    );
    await stops(
      by({ tokenUrl: `${tokenUrl}s` }),
      /^no access token from .*: it answered 404; check the path of auth\.tokenUrl\n$/,
    );
    await stops(
      by({ tokenUrl: `http://127.0.0.1:${await freePort()}/token` }),
      /^no access token from .*: nothing listens there .*; check auth\.tokenUrl and whether its host runs\n$/,
    );
    await stops(
      { ...config, auth: { type: 'bearer', token: 'of-another-supplier' } },
      /^cannot use the supplier at .*: it answers 401 to auth\.token; check it, and whether it has expired\n$/,
    );
    await stops(
      { ...config, supplier: { baseUrl: 'http://no-such-host.invalid' } },
      /^cannot reach the supplier at .*: the name no-such-host\.invalid is not known here\. Check supplier\.baseUrl and DNS; nothing was sent\n$/,
    );
  }));

test('behind Basic authentication a supplier conforms, and each thing that is wrong is told at once', () =>
  using(['--auth', 'basic', '--auth-id', 'gate way', '--auth-secret', 'pässword:1'], async ({ config }) => {
    expect(config.auth).toEqual({ type: 'basic', username: 'gate way', password: 'pässword:1' });
    expect(await conforms(config)).toEqual(expect.arrayContaining(['wrong-credentials-refused']));
    await stops(
      { ...config, auth: { ...config.auth, password: 'another' } },
      /^cannot use the supplier at .*: it answers 401 to auth\.username and auth\.password; check both\n$/,
    );
    const { auth: _, ...open } = config;
    const { code, written } = await runBy(open);
    expect(written).toMatch(
      /^cannot use the supplier at \S+: it answers 401 to a request without credentials.*; set auth/,
    );
    expect(code).toBe(2);
  }));

const TLS = (certificate = 'server.pem') => [
  '--tls-cert',
  inFolder(certificate),
  '--tls-key',
  inFolder('server.key'),
  '--client-ca',
  inFolder('ca.pem'),
];
const SHOWN = { ca: 'ca.pem', cert: 'client.pem', key: 'client.key' };

test('by mutual TLS with an authority of its own a supplier conforms, and each thing that is wrong is told at once', () =>
  using(TLS(), async ({ config }) => {
    const passed = await conforms({ ...config, tls: SHOWN });
    expect(passed).toEqual(expect.arrayContaining(['understands-valid-requests']));
    expect(passed).not.toContain('missing-credentials-refused');
    const { ca: _, ...withoutAuthority } = SHOWN;
    const wrong: readonly (readonly [object, RegExp])[] = [
      [withoutAuthority, /its authority is not known here \(set tls\.ca\)|ends in an authority that is not known here/],
      [{ ...SHOWN, ca: 'other-ca.pem' }, /\(set tls\.ca\)/],
      [{ ca: 'ca.pem' }, /it wants a client certificate \(mutual TLS\): set tls\.cert and tls\.key/],
      [
        { ca: 'ca.pem', cert: 'stranger.pem', key: 'stranger.key' },
        /do(?:es)? not (?:know the authority of|take) our client certificate/,
      ],
      [
        { ...SHOWN, cert: 'lapsed-client.pem' },
        /our client certificate has expired|tls\.cert expired on .*; have it renewed|do(?:es)? not take our client certificate/,
      ],
    ];
    for (const [tls, told] of wrong) {
      await stops({ ...config, tls: tls as Written['tls'] & object }, told);
    }
    const unusable: readonly (readonly [object, RegExp])[] = [
      [
        { ...SHOWN, key: 'server.key' },
        /^.*supplier\.yaml:1:\d+: tls\.key: server\.key is not the key of the certificate client\.pem; /,
      ],
      [
        { ...SHOWN, key: 'client-encrypted.key' },
        /: tls\.key: client-encrypted\.key is encrypted; give its passphrase as tls\.passphrase/,
      ],
      [
        { ...SHOWN, key: 'client-encrypted.key', passphrase: 'another' },
        /: tls\.passphrase: it does not open the key client-encrypted\.key\n$/,
      ],
      [{ ...SHOWN, cert: 'client.key' }, /: tls\.cert: client\.key holds no certificate; /],
    ];
    for (const [tls, told] of unusable) await stops({ ...config, tls: tls as Written['tls'] & object }, told);

    const opened = { ...SHOWN, key: 'client-encrypted.key', passphrase: 'open-sesame' };
    const { written } = await start([
      'doctor',
      '--config',
      configured({ ...config, tls: opened }),
      '--out',
      inFolder('out'),
    ]).ended;
    expect(written).toMatch(
      /^✓ TLS +TLSv1\.3, certificate of Self-test server by Self-test private authority, good for \d+ days$/m,
    );
    expect(written).toMatch(/^✓ own certificate +tls\.cert is a certificate of CN=fibre-cafe, good for \d+ days$/m);
    expect(written).toMatch(/^✓ call +GET \/service-availability was answered 200/m);
    const bare = configured({ ...config, tls: { ca: 'ca.pem' } });
    expect((await start(['doctor', '--config', bare, '--out', inFolder('out')]).ended).written).toMatch(
      /^✕ (?:call|TLS) +.*it wants a client certificate \(mutual TLS\): set tls\.cert and tls\.key/m,
    );
  }));

for (const [certificate, told] of [
  [
    'expired.pem',
    /: the certificate has expired \(CERT_HAS_EXPIRED\); have the supplier renew it, or set the clock of this machine\n$/,
  ],
  [
    'elsewhere.pem',
    /: the certificate is for another host name: DNS:elsewhere\.example \(ERR_TLS_CERT_ALTNAME_INVALID\); write a name that it is for in supplier\.baseUrl, or have the supplier get one for the host in there\n$/,
  ],
] as const) {
  test(`a server with the certificate ${certificate} is told at once`, () =>
    using(TLS(certificate), ({ config }) => stops({ ...config, tls: SHOWN }, told)));
}

test('a proxy of the environment is gone through, to https and to http, and is told when it lets nobody through', async () => {
  const [open, guarded] = [await startProxy(), await startProxy('me:hush hush')];
  try {
    await using([...TLS(), '--auth', 'basic'], async ({ config }) => {
      const { port } = new URL(config.supplier.baseUrl);
      const named = { ...config, supplier: { baseUrl: `https://supplier.test:${port}` }, tls: SHOWN };
      await conforms(named, { HTTPS_PROXY: `http://me:hush%20hush@127.0.0.1:${guarded.port}` });
      expect(new Set(guarded.asked)).toEqual(new Set([`CONNECT supplier.test:${port}`]));
      await stops(
        named,
        /the proxy 127\.0\.0\.1:\d+ \(https_proxy\) wants credentials: set https_proxy to http:\/\/USER:PASSWORD@127\.0\.0\.1:\d+\n$/,
        { https_proxy: `127.0.0.1:${guarded.port}` },
      );
      const bad = { HTTPS_PROXY: `http://me:wrong@127.0.0.1:${guarded.port}` };
      await stops(named, /does not take the credentials in HTTPS_PROXY: check user and password/, bad);
      await stops(
        named,
        /^cannot reach the supplier at .*: the proxy 127\.0\.0\.1:\d+ \(HTTPS_PROXY\): nothing listens at .*check HTTPS_PROXY; nothing was sent\n$/,
        { HTTPS_PROXY: `http://127.0.0.1:${await freePort()}` },
      );
      await stops(named, /^HTTPS_PROXY holds no address of a proxy; write http:\/\/HOST:PORT, or take it away\n$/, {
        HTTPS_PROXY: 'http://',
      });
      await stops(
        named,
        /^HTTPS_PROXY names a SOCKS proxy, and only HTTP proxies can be used; set HTTPS_PROXY to http/,
        {
          HTTPS_PROXY: 'socks5://127.0.0.1:1',
        },
      );
      await stops(named, /the name supplier\.test is not known here/, {
        HTTPS_PROXY: `http://127.0.0.1:${open.port}`,
        NO_PROXY: 'example.net,.test',
      });
      const { written } = await start(['doctor', '--config', configured(named), '--out', inFolder('out')], {
        HTTPS_PROXY: `http://127.0.0.1:${open.port}`,
      }).ended;
      expect(written).toMatch(
        /^✓ proxy +supplier\.test:\d+ is reached through the proxy 127\.0\.0\.1:\d+ \(HTTPS_PROXY\)$/m,
      );
      expect(written).toMatch(/^✓ call +/m);
    });
    await using(['--auth', 'bearer', '--auth-secret', 'a-token-of-some-length'], async ({ config }) => {
      const { port } = new URL(config.supplier.baseUrl);
      const named = { ...config, supplier: { baseUrl: `http://supplier.test:${port}` } };
      const only = ['--only', 'availability-in-coverage', 'credentials-refused'];
      const { code, written } = await runBy(named, { http_proxy: `http://127.0.0.1:${open.port}` }, ...only);
      expect(code, written).toBe(0);
      expect(
        open.asked.some((asked) => asked.startsWith(`GET http://supplier.test:${port}/service-availability?`)),
      ).toBe(true);
      await stops(named, /the proxy 127\.0\.0\.1:\d+ \(http_proxy\) wants credentials/, {
        http_proxy: `http://127.0.0.1:${guarded.port}`,
      });
    });
  } finally {
    await Promise.all([open.close(), guarded.close()]);
  }
});
