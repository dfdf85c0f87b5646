import { expect, test } from '@playwright/test';
import { Agent, request } from 'undici';
import {
  AUTHORITY,
  CLIENT,
  CLIENT_KEY,
  SERVER,
  SERVER_KEY,
  STRANGER,
  STRANGER_KEY,
} from '../journeys/fixtures/authority.ts';
import { DATA, provideOrder, setUp } from './fixtures/tenant.ts';
import { startSupplier, SupplierError, TOKENS, type SupplierOptions } from './server.ts';

const oauth2 = { type: 'oauth2', clientId: 'fibre', clientSecret: 'cafe' } as const;

test('an access token is good for as long as its supplier says, and no longer', async () => {
  const setting = await setUp('sync', { credentials: { ...oauth2, tokenLifeMs: 900 } });
  const post = async (token: string, id: number) =>
    (await setting.post('/service-orders', provideOrder(id), { Authorization: `Bearer ${token}` })).status;
  const answer = await request(setting.supplier.url + TOKENS, {
    method: 'POST',
    body: 'grant_type=client_credentials&client_id=fibre&client_secret=cafe',
  });
  const { access_token: token, expires_in: life } = (await answer.body.json()) as Record<string, unknown>;
  expect(life).toBe(1);
  expect(await post(String(token), 1)).toBe(201);
  await expect.poll(() => post(String(token), 2)).toBe(401);
  expect(await post(setting.supplier.freshToken(), 3)).toBe(201);
  expect(await post(setting.supplier.expiredToken, 4)).toBe(401);
  const [, claims = ''] = setting.supplier.expiredToken.split('.');
  const { exp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { readonly exp: number };
  expect(exp * 1000).toBeLessThan(Date.now() - 60_000);
  await setting.close();
});

const options = (tls: SupplierOptions['tls'] & object): SupplierOptions => ({
  style: 'sync',
  gateway: { clientId: 'c', clientSecret: 's' },
  data: DATA,
  tls,
});

test('by mutual TLS nobody is let in but clients of the authority', async () => {
  const supplier = await startSupplier(options({ cert: SERVER, key: SERVER_KEY, clientCa: AUTHORITY }));
  expect(supplier.url).toMatch(/^https:/);
  const ask = async (shown: object) => {
    const dispatcher = new Agent({ connect: { ca: AUTHORITY, ...shown } });
    try {
      const { statusCode, body } = await request(`${supplier.url}/service-availability`, { dispatcher });
      await body.dump();
      return statusCode;
    } catch {
      return 'turned away';
    } finally {
      await dispatcher.destroy();
    }
  };
  expect(await ask({ cert: CLIENT, key: CLIENT_KEY })).toBe(400);
  expect(await ask({})).toBe('turned away');
  expect(await ask({ cert: STRANGER, key: STRANGER_KEY })).toBe('turned away');
  await supplier.close();
});

test('a certificate and a key that do not belong together are told in one line', async () => {
  const starting = startSupplier(options({ cert: SERVER, key: CLIENT_KEY }));
  await expect(starting).rejects.toThrow(SupplierError);
  await expect(starting).rejects.toThrow(
    /^the certificate or the key cannot be used .*: give two that were made together$/,
  );
});
