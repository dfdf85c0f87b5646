import { expect } from '@playwright/test';
import { compare } from './diff.ts';
import { openAll, overflow, SIZES, test } from './fixtures/opened.ts';
import { sample } from './fixtures/sample.ts';
import { withWaivers } from './fixtures/waived.ts';
import { resultsOf } from './results.ts';

const CHAIN = 'c4'.repeat(32);

/** A contract whose first document is the one of the sample, and whose second is another. */
const CONTRACT = {
  operations: [],
  hashes: { 'elsewhere/api.yaml': '4d'.repeat(32), 'supplier-updates-api.yaml': 'ff'.repeat(32) },
  editions: {
    'elsewhere/api.yaml': { title: 'Supplier API', version: '1.15' },
    'supplier-updates-api.yaml': { title: 'Supplier Updates API', version: '9.9' },
  },
};

test('the cover answers who may go live, what to fix first and what was not tried', async ({ open }) => {
  const page = await open(sample());
  const cover = page.locator('.cover');
  await expect(cover.locator('.decision')).toContainText('No: Acme Fibre may not go live yet.');
  const first = cover.locator('#fix-first');
  await expect(first.getByRole('heading')).toHaveText('Fix these first');
  await expect(first.getByRole('listitem')).toHaveCount(3);
  // By how much of the run they touch; KCI-SEQUENCE was found only where KCI-TERMINAL was, and comes after what stands alone.
  await expect(first.getByRole('link')).toHaveText([
    'KCI-TERMINAL',
    'HTTP-BODY',
    'HTTP-ANSWERED',
    'Then 5 other things that stand in the way',
  ]);
  await expect(first).toContainText('5 findings in 1 order');
  await expect(first).toContainText('What to do: Look at the message below');
  await expect(first).toContainText('Expected: nothing after COMPLETED; seen: a DELAY with status IN_PROGRESS');
  await expect(cover).toContainText('2 warnings, not in the way: HTTP-IDS, ORD-ECHO');
  const tried = cover.locator('#not-tried');
  await expect(tried).toContainText('3 binding requirements, which have to be seen before going live.');
  await expect(tried).toContainText('1 that does not stand in the way.');
  await expect(tried).toContainText('Not claimed, so not judged: switch, modify, cease');
  await expect(tried).toContainText('1 rule that no test from outside can show');
  await tried.getByRole('link', { name: 'Which, and how to bring it about' }).click();
  await expect(page.locator('#not-exercised').getByRole('heading').first()).toBeInViewport();
  await cover.getByRole('link', { name: 'Then 5 other things' }).click();
  await expect(page.locator('#in-the-way').getByRole('listitem')).toHaveCount(5);
});

test('on a screen of 1280 pixels no part of the navigation is out of sight, however many there are', async ({
  open,
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  const input = sample('harmless', 'A Supplier With A Rather Long Name');
  await open({ ...input, results: { ...input.results, sinceBaseline: compare(input.results, input.results) } });
  const parts = page.locator('.top li');
  expect(await parts.count()).toBe(14);
  for (const part of await parts.all()) await expect(part).toBeInViewport({ ratio: 1 });
  await page.locator('.top a[href="#failed"]').click();
  const top = await page.evaluate<number>("document.querySelector('#failed > h2').getBoundingClientRect().top");
  const bar = await page.evaluate<number>("document.querySelector('.top').getBoundingClientRect().bottom");
  expect(top).toBeGreaterThanOrEqual(bar);
});

test('the decision on a limited run looks like one', async ({ open }) => {
  const { run, ...input } = sample();
  const limited = { header: { ...run.header, only: ['KCI-OWN'] }, history: run.history };
  const verdicts = input.verdicts.filter(({ requirement }) => requirement === 'KCI-OWN');
  const page = await open({ ...input, run: limited, verdicts, results: resultsOf(limited, verdicts) });
  const decision = page.locator('.decision.open');
  await expect(decision).toHaveCSS('font-style', 'normal');
  const [own, around] = await Promise.all(
    ["'.decision'", "'.cover'"].map((selector) =>
      page.evaluate<string>(`getComputedStyle(document.querySelector(${selector})).fontSize`),
    ),
  );
  expect(own).toBe(around);
});

test('the cover says what exactly it is about, and what was left over', async ({ open }) => {
  const page = await open({ ...sample(), contract: CONTRACT, chain: CHAIN });
  const about = page.locator('section.about');
  await expect(about).toContainText('Supplier API 1.15, supplier-api.yaml');
  // What is at hand is another document than that of the run, so its version says nothing.
  await expect(about).not.toContainText('9.9');
  for (const fact of [
    'http://supplier.example',
    'TENANT1',
    '2026-01-12 09:00:00 UTC',
    '424242',
    CHAIN,
    '9a'.repeat(32),
  ])
    await expect(about).toContainText(fact);
  await expect(page.locator('#left-over')).toContainText('order 7002 (ACME-7002) could not be cancelled');
});

for (const [size, viewport] of Object.entries(SIZES)) {
  test(`names, roles, signatures and dates have their places on ${size}`, async ({ open, page }) => {
    await page.setViewportSize(viewport);
    await open(withWaivers());
    const places = page.locator('.signatures tbody td');
    await expect(places).toHaveCount(8);
    for (const place of await places.all()) {
      const box = await place.boundingBox();
      expect(box?.width).toBeGreaterThan(size === 'desktop' ? 150 : 250);
      expect(box?.height).toBeGreaterThan(28);
    }
    await expect(page.locator('#sign-off-title')).toHaveText('Sign-off, for the features above and no others');
    await expect(page.locator('.choices')).toContainText('with the waivers listed above accepted');
    await expect(page.locator('#waived-in-the-way')).toContainText('until 2026-03-01, by Jo Doe: long long');
    await openAll(page);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });
}

test('a finding leads to the course of its order, marks what it speaks of and says how to see it again', async ({
  open,
}) => {
  const page = await open(sample());
  const finding = page.locator('#finding-KCI-TERMINAL');
  // A report does not know the name of the configuration, nor whether there was one.
  await expect(finding).toContainText('run it as before, with the same --config, --style or --defect');
  await expect(finding.locator('.again code')).toHaveText('--only KCI-TERMINAL --seed 424242');
  await finding.locator('.exhibit summary').first().click();
  await expect(finding.locator('mark').filter({ hasText: '"status": "IN_PROGRESS"' }).first()).toBeVisible();
  await finding.getByRole('link', { name: 'Order 7001' }).first().click();
  await expect(page.locator('.order[open]')).toHaveCount(1);
  await expect(page.locator('.order[open] summary').first()).toContainText('Order 7001');
  await expect(page.locator('.order[open] summary').first()).toBeInViewport();
});

test('requirements are filtered by level, area and words together, with a count, and shown again', async ({ open }) => {
  const page = await open(sample());
  const rows = page.locator('.requirement:visible');
  await page.getByLabel('Level').selectOption('SHOULD');
  await expect(rows).toHaveCount(4);
  await page.getByLabel('Area').selectOption({ label: 'KCIs (7)' });
  await expect(rows).toHaveCount(2);
  await expect(page.getByRole('status')).toHaveText('2 of 22 requirements shown');
  await page.getByRole('searchbox').fill('portal nowhere');
  await expect(page.getByRole('status')).toHaveText('No requirement fits.');
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(rows).toHaveCount(22);
  await expect(page.getByRole('button', { name: 'Show all' })).toBeHidden();
  await page.getByRole('searchbox').fill('order management: handlecreateorder');
  await expect(rows).toHaveCount(22);
});
