import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { reachable, UnreachableError } from './preflight.ts';

test('whatever accepts a connection is reachable, even if it says nothing', async () => {
  const server = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await reachable(`http://127.0.0.1:${port}/some/path`, 5_000);
  server.close();
  await once(server, 'close');
  const refused = reachable(`http://127.0.0.1:${port}/some/path`, 5_000);
  await expect(refused).rejects.toThrow(UnreachableError);
  await expect(refused).rejects.toThrow(
    `cannot reach the supplier at http://127.0.0.1:${port}/some/path: nothing listens at 127.0.0.1:${port}. Start it, or check supplier.baseUrl; nothing was sent`,
  );
});

test('says when a name is not known', async () => {
  await expect(reachable('https://nowhere.invalid', 20_000)).rejects.toThrow(
    /cannot reach the supplier at https:\/\/nowhere\.invalid: .*Check supplier\.baseUrl/,
  );
});
