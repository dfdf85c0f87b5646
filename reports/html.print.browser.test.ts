import { expect, type Page } from '@playwright/test';
import { overflow, test } from './fixtures/opened.ts';
import { sample } from './fixtures/sample.ts';
import { withWaivers } from './fixtures/waived.ts';

/** How many pages a PDF has: each page is an object of its own in it. */
async function pagesOf(page: Page): Promise<number> {
  const pdf = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1');
  return Number(
    /\/Type\s*\/Pages[^>]*?\/Count (\d+)/.exec(pdf)?.[1] ?? /\/Count (\d+)[^>]*?\/Type\s*\/Pages/.exec(pdf)?.[1],
  );
}

/** What is printed on A4 inside its margins, in CSS pixels. */
const SHEET = { width: Math.floor((210 - 2 * 13) * (96 / 25.4)), height: Math.floor((297 - 14 - 17) * (96 / 25.4)) };

const INPUTS = { 'with failures': () => ({ ...sample(), chain: 'c4'.repeat(32) }), 'with waivers': withWaivers };

for (const [name, input] of Object.entries(INPUTS)) {
  test(`on paper, ${name}, the cover is one page with the places to sign`, async ({ open, page }) => {
    await page.setViewportSize(SHEET);
    await open(input());
    await page.emulateMedia({ media: 'print' });
    const height = await page.evaluate<number>("document.querySelector('.cover').getBoundingClientRect().height");
    expect(height).toBeLessThanOrEqual(SHEET.height);
    await expect(page.locator('.signatures')).toBeVisible();
    await expect(page.locator('.cover .paper-only')).toBeVisible();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });
}

test('on paper there is nothing that only works on a screen, and nothing is cut off', async ({ open }) => {
  const page = await open(sample());
  await page.setViewportSize(SHEET);
  await page.emulateMedia({ media: 'print' });
  for (const selector of ['nav.top', '#filter', 'button', '.tools', '.skip', '#orders', '#exchanges', '.wires'])
    await expect(page.locator(selector).filter({ visible: true })).toHaveCount(0);
  for (const id of [
    'in-the-way',
    'failed',
    'broken',
    'not-exercised',
    'warned',
    'waived',
    'requirements',
    'coverage',
    'run',
  ])
    await expect(page.locator(`#${id} > h2`)).toBeVisible();
  // What somebody opened before printing is printed too, on lines that end inside the paper.
  await page.evaluate("for (const exhibit of document.querySelectorAll('#failed details')) exhibit.open = true");
  const right = await page.evaluate<number>(
    "Math.max(...[...document.querySelectorAll('#failed *')].map((element) => element.getBoundingClientRect().right))",
  );
  expect(right).toBeLessThanOrEqual(SHEET.width);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
});

test('it prints in few pages, each with its number and what it is of', async ({ open }) => {
  const page = await open({ ...sample(`"'</style>\\27 `, `Acme "Fibre" \\ </style>`), chain: 'c4'.repeat(32) });
  expect(await pagesOf(page)).toBeLessThanOrEqual(9);
  const style = (await page.locator('style').textContent()) ?? '';
  expect(style).toContain("'Page ' counter(page) ' of ' counter(pages)");
  expect(style).toContain(
    String.raw`content: 'Acme \22 Fibre\22  \5c  \3c \2f style\3e : Not certifiable. Run of 2026-01-12 09:00:00 UTC, seed 424242, evidence c4c4c4c4c4c4c4c4'`,
  );
});
