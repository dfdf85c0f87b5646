import axe from 'axe-core';
import { expect, type Page } from '@playwright/test';
import { REQUIREMENTS } from '../fixtures/catalogue.ts';
import { fortnight, night } from '../fixtures/nights.ts';
import { openAll, overflow, SIZES, test } from '../fixtures/opened.ts';
import { failed } from '../fixtures/waived.ts';
import type { Results } from '../results.ts';
import { nightsOf, trendsOf } from '../trend.ts';
import { renderTrend } from './trend.ts';

const HOSTILE = `"><script>alert(1)</script><img src=https://evil.example onerror=alert(2)>\u202e${'x'.repeat(500)}`;

function pageOf(results: readonly Results[]): string {
  const nightOf = nightsOf();
  const nights = results.map((each) => nightOf(each, `${each.seed}/index.html`));
  return renderTrend(trendsOf(nights, REQUIREMENTS), { name: 'supplier-conformance', version: '0.1.0' });
}

async function findingsOf(page: Page): Promise<readonly string[]> {
  // Evaluated by the debugger, which the policy of the page does not bind.
  await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate<{
    readonly violations: readonly {
      readonly id: string;
      readonly help: string;
      readonly nodes: readonly { readonly html: string }[];
    }[];
    readonly passes: readonly unknown[];
  }>("axe.run(document, { resultTypes: ['violations'] })");
  expect(passes.length).toBeGreaterThan(15);
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html.slice(0, 200)}`);
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const size of ['desktop', 'phone'] as const) {
    test.describe(`${colorScheme}, ${size}`, () => {
      test.use({ colorScheme, viewport: SIZES[size] });

      test('axe finds nothing, closed or with everything open, and nothing needs to be scrolled sideways', async ({
        open,
      }) => {
        const page = await open(pageOf(fortnight()));
        expect(await findingsOf(page)).toEqual([]);
        await openAll(page);
        expect(await findingsOf(page)).toEqual([]);
        expect(await overflow(page)).toBeLessThanOrEqual(0);
        await open(pageOf([...fortnight(), ...fortnight('x', 'Other Networks and Infrastructure Holdings Limited')]));
        expect(await findingsOf(page)).toEqual([]);
        expect(await overflow(page)).toBeLessThanOrEqual(0);
      });
    });
  }
}

test('how it stands is seen at once, and strips stand below each other', async ({ open }) => {
  const page = await open(pageOf(fortnight()));
  await expect(page.getByText('Not certifiable', { exact: true })).toBeInViewport();
  const strips = page.locator('.chart .cells, .courses .cells');
  const boxes = await Promise.all((await strips.all()).map((strip) => strip.boundingBox()));
  expect(boxes.length).toBeGreaterThan(5);
  expect(new Set(boxes.map((box) => `${box?.x} ${box?.width}`)).size).toBe(1);
});

test('a year fits a phone', async ({ open, page }) => {
  await page.setViewportSize(SIZES['narrow phone']);
  await open(
    pageOf(Array.from({ length: 365 }, (_, number) => night(number, number % 2 === 0 ? [failed('KCI-OWN')] : []))),
  );
  await openAll(page);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
});

test('nothing of a supplier runs, loads or breaks the page', async ({ open }) => {
  const page = await open(pageOf([...fortnight(HOSTILE, HOSTILE), ...fortnight(HOSTILE, `${HOSTILE} too`)]));
  await openAll(page);
  await expect(page.locator('script, img')).toHaveCount(0);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
});
