import { expect, test } from '@playwright/test';
import { victim } from './fixtures/forgeries.ts';
import { sealedFolder, verify, wrongIn } from './fixtures/sealed-run.ts';
import { fingerprintOf } from './keys.ts';

const sealed = victim();

test('what was sealed verifies, and says of a run that failed that it failed', async () => {
  const { bundle, supplier } = sealed();
  const verification = await verify(bundle, supplier.publicKey);
  expect(wrongIn(verification)).toEqual([]);
  expect(verification).toMatchObject({
    outcome: 'verified',
    manifest: { decision: 'not-certifiable', summary: { failed: 1 }, run: { only: ['provide-to-completion'] } },
  });
});

test('the same run, key and time give the same bytes', async () => {
  const { folder, bundle, supplier } = sealed();
  expect(Buffer.compare(await sealedFolder(folder, supplier.privateKey), bundle)).toBe(0);
});

test('without a key it stays open whose seal it is', async () => {
  const { bundle, supplier } = sealed();
  const { outcome, findings } = await verify(bundle);
  expect(outcome).toBe('open');
  expect(findings.filter(({ state }) => state !== 'well')).toMatchObject([
    { about: 'Seal', state: 'open', text: expect.stringContaining(fingerprintOf(supplier.publicKey)) },
  ]);
});
