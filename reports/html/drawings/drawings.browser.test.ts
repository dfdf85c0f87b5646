import { expect, type Page } from '@playwright/test';
import { flooded, ORDER_OUTCOME, overtaking, repeated, reportOf, silent } from '../../fixtures/courses.ts';
import { openAll, overflow, SIZES, test } from '../../fixtures/opened.ts';

/** Texts of a drawing that lie on one another, as `one / other`; those of the axis and of boxes excepted, which are told apart. */
const OVERLAPS = `(() => {
  const found = [];
  for (const drawing of document.querySelectorAll('svg.drawing')) {
    const texts = [...drawing.querySelectorAll('text')].map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }));
    for (const [index, one] of texts.entries()) for (const other of texts.slice(index + 1)) {
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const along = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (across > 2 && along > 5) found.push(one.text + ' / ' + other.text);
    }
  }
  return found;
})()`;

const COURSES = {
  overtaking: overtaking(),
  'silent for ever': silent(),
  'silent for long': silent(9_000),
  repeated: repeated(9),
  flooded: flooded(400),
};

const drawing = (page: Page) => page.locator('.order-drawing').first();

for (const [name, course] of Object.entries(COURSES)) {
  test(`an order that is ${name} is drawn where there is room, with no text on another`, async ({ open }) => {
    const page = await open(reportOf(course));
    for (const [size, viewport] of Object.entries(SIZES)) {
      await page.setViewportSize(viewport);
      await openAll(page);
      expect(await overflow(page), size).toBeLessThanOrEqual(0);
      await expect(drawing(page))[size === 'desktop' ? 'toBeVisible' : 'toBeHidden']();
      await expect(page.locator('.machine').first()).toBeVisible();
      if (size === 'desktop') expect(await page.evaluate<readonly string[]>(OVERLAPS)).toEqual([]);
    }
  });
}

test('the place where a KCI is missing leads to what was found, on paper and on a phone too', async ({ open }) => {
  const page = await open(reportOf(silent()));
  await page.locator('.order > summary').first().click();
  await drawing(page).getByRole('link', { name: ORDER_OUTCOME }).last().click();
  await expect(page.locator(`#finding-${ORDER_OUTCOME}`)).toBeInViewport();
  await page.setViewportSize(SIZES['narrow phone']);
  const missing = page.locator('.moment.absent');
  await expect(missing).toContainText('an ACKNOWLEDGED, COMMITTED or ORDER_REJECTED KCI');
  await expect(missing).toContainText('was due within 8 s; none came');
  await missing.getByRole('link', { name: ORDER_OUTCOME }).click();
  await expect(page.locator(`#finding-${ORDER_OUTCOME}`)).toBeInViewport();
});

test('what was seen leads to its first example, and a retailer in the dark to the order', async ({ open }) => {
  const page = await open(reportOf(silent(9_000)));
  const target = async () => page.evaluate<string>('location.hash.slice(1)');
  await page.locator('#coverage .machine').getByRole('link', { name: 'SENT_TO_SUPPLIER to ACKNOWLEDGED' }).click();
  await expect(page.locator(`[id="${await target()}"]`)).toBeInViewport();
  await expect(page.locator(`[id="${await target()}"]`)).toContainText('ACKNOWLEDGED');
  await page.locator('#coverage .sights').getByRole('link', { name: 'once' }).first().click();
  await expect(page.locator(`[id="${await target()}"]`)).toBeInViewport();
  const dark = page.locator('#retailers .retail-affected');
  await expect(dark).toContainText(
    'For more than 8 s the retailer would have seen SENT_TO_SUPPLIER and heard nothing.',
  );
  await dark.getByRole('link').first().click();
  await expect(page.locator('.order').first()).toHaveAttribute('open', '');
});
