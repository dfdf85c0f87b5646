import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { AUTHORITY, SERVER, SERVER_KEY } from '../journeys/fixtures/authority.ts';
import { CERTIFICATE, KEY } from '../journeys/fixtures/certificate.ts';
import { freePort, start } from '../suites/fixtures/command.ts';
import { protection, type ProtectionCommand } from './supplier-protection.ts';
import { UsageError } from './usage.ts';

const GIVEN = { authId: 'fibre-cafe', tokenLife: 3_000 } as const;
const STARTED = { url: 'https://127.0.0.1:9001', expiredToken: 'old' };

const file = (name: string, content: string) => {
  const path = test.info().outputPath(name);
  writeFileSync(path, content);
  return path;
};

test('without a word it protects itself in no way', () => {
  const { options, configuration, remarks } = protection(GIVEN);
  expect(options).toEqual({ credentials: { type: 'none' } });
  expect(configuration(STARTED)).toEqual({});
  expect(remarks).toEqual([]);
});

test('what it asks for is what the configuration shows', () => {
  const oauth2 = protection({ ...GIVEN, auth: 'oauth2', authSecret: 'given' });
  expect(oauth2.options.credentials).toEqual({
    type: 'oauth2',
    clientId: 'fibre-cafe',
    clientSecret: 'given',
    tokenLifeMs: 3_000,
  });
  expect(oauth2.configuration(STARTED)).toEqual({
    auth: {
      type: 'oauth2',
      tokenUrl: 'https://127.0.0.1:9001/oauth/token',
      clientId: 'fibre-cafe',
      clientSecret: 'given',
      expiredToken: 'old',
    },
  });
  const basic = protection({ ...GIVEN, auth: 'basic' });
  const { auth } = basic.configuration(STARTED);
  expect(auth).toEqual(basic.options.credentials);
  expect(auth).not.toEqual(protection({ ...GIVEN, auth: 'basic' }).configuration(STARTED).auth);
  expect(protection({ ...GIVEN, auth: 'bearer', authSecret: 't' }).configuration(STARTED)).toEqual({
    auth: { type: 'bearer', token: 't' },
  });
});

test('a certificate that signed itself is its own authority, of any other the authority has to be named', () => {
  const own = { tlsCert: file('own.pem', CERTIFICATE), tlsKey: file('own.key', KEY) };
  const itself = protection({ ...GIVEN, ...own });
  expect(itself.configuration(STARTED)).toEqual({ tls: { ca: own.tlsCert } });
  expect(itself.remarks).toEqual([]);
  const clientCa = file('ca.pem', AUTHORITY);
  const signed = { tlsCert: file('server.pem', SERVER), tlsKey: file('server.key', SERVER_KEY), clientCa };
  const { options, configuration, remarks } = protection({ ...GIVEN, ...signed });
  expect(options.tls).toEqual({ cert: SERVER, key: SERVER_KEY, clientCa: AUTHORITY });
  expect(configuration(STARTED)).toEqual({});
  expect(remarks).toEqual([
    'tls.ca has to name the authority of its certificate, unless that is a usual one.',
    `It wants a client certificate of the authority in ${clientCa}: set tls.cert and tls.key.`,
  ]);
});

test('what does not go together, and files that cannot be used, are told', () => {
  const told = (command: Partial<ProtectionCommand>) => {
    try {
      protection({ ...GIVEN, ...command });
    } catch (error) {
      expect(error).toBeInstanceOf(UsageError);
      return (error as Error).message;
    }
    return 'taken';
  };
  expect(told({ tlsCert: 'a' })).toBe('--tls-cert and --tls-key belong together; give both or neither');
  expect(told({ clientCa: 'a' })).toBe('--client-ca needs TLS: give --tls-cert and --tls-key too');
  expect(told({ gatewayCa: 'nowhere.pem' })).toBe('--gateway-ca: cannot read nowhere.pem (ENOENT)');
  const text = file('text.pem', 'hello');
  expect(told({ tlsCert: text, tlsKey: text })).toBe(
    `--tls-cert: ${text} is not a PEM file (it has no -----BEGIN line)`,
  );
});

test('two terminals: the configuration that a protected supplier prints gets in as it is', async () => {
  const [port, gateway] = [await freePort(), await freePort()];
  const supplier = start([
    'supplier',
    '--style',
    'sync',
    '--port',
    `${port}`,
    '--gateway',
    `http://127.0.0.1:${gateway}/v1`,
    '--auth',
    'oauth2',
    '--tls-cert',
    file('own.pem', CERTIFICATE),
    '--tls-key',
    file('own.key', KEY),
  ]);
  const [snippet] = await supplier.says(/^# Reference supplier[\s\S]*Ctrl-C ends the supplier\.\n/);
  const config = file('supplier.yaml', snippet);
  const { code, written } = await start(['doctor', '--config', config, '--out', test.info().outputPath('out')]).ended;
  expect(written).toMatch(/^✓ token +https:\/\/127\.0\.0\.1:\d+\/oauth\/token gave an access token to fibre-cafe$/m);
  expect(written).toMatch(/^✓ call +GET \/service-availability was answered 200/m);
  expect(code).toBe(0);
  supplier.process.kill('SIGINT');
  expect((await supplier.ended).code).toBe(0);
});
