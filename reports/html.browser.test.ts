import { expect } from '@playwright/test';
import { large } from './fixtures/large.ts';
import { openAll, overflow, SIZES, test } from './fixtures/opened.ts';
import { sample } from './fixtures/sample.ts';
import { variantsSample } from './fixtures/variants.ts';
import { withWaivers } from './fixtures/waived.ts';

for (const [name, viewport] of Object.entries(SIZES)) {
  test.describe(name, () => {
    test.use({ viewport });

    test('the decision is seen at once, and nothing needs to be scrolled sideways', async ({ open }) => {
      const page = await open(sample());
      await expect(page.getByText('Not certifiable', { exact: true })).toBeInViewport();
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await openAll(page);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
    });

    test('a failure leads to its message and to the curl line', async ({ open }) => {
      const page = await open(sample());
      await page.locator('#fix-first').getByRole('link', { name: 'HTTP-BODY' }).click();
      const finding = page.locator('#finding-HTTP-BODY');
      await expect(finding.getByRole('heading')).toBeInViewport();
      await finding.getByText('/available-appointments').first().click();
      await expect(finding.locator('mark').first()).toContainText('timeslotStartDateTime');
      await expect(finding.getByText("curl -i 'http://supplier.example").first()).toBeVisible();
      expect(await overflow(page)).toBeLessThanOrEqual(0);
    });
  });
}

test('a variant stands beside its twin where there is room, and above it where there is not', async ({ open }) => {
  const page = await open(variantsSample(`${'long '.repeat(300)}${'x'.repeat(900)}`));
  const [variant, twin] = [page.locator('.pair > div').nth(0), page.locator('.pair > div').nth(1)];
  const places = async () => [await variant.boundingBox(), await twin.boundingBox()] as const;
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    const [one, other] = await places();
    expect(one?.y === other?.y, size).toBe(size === 'desktop');
    expect(one?.x === other?.x, size).toBe(size !== 'desktop');
    await openAll(page);
    expect(await overflow(page), size).toBeLessThanOrEqual(0);
  }
  await expect(variant.getByText('run --only handleCreateOrder~42~3.1')).toBeVisible();
});

test('coverage is a table where there is room for one, and a list where there is not', async ({ open }) => {
  const page = await open(sample());
  const row = page.locator('#coverage tr', { has: page.getByText('POST /service-orders', { exact: true }) });
  const [column, cell] = [page.locator('#coverage th', { hasText: /^202$/ }), row.locator('td', { hasText: '202' })];
  await page.setViewportSize(SIZES.desktop);
  await expect(column).toBeVisible();
  expect((await cell.boundingBox())?.x).toBe((await column.boundingBox())?.x);
  await expect(cell.locator('.name')).toBeHidden();
  await page.setViewportSize(SIZES.phone);
  await expect(column).toBeHidden();
  await expect(cell.locator('.name')).toBeVisible();
  await page.locator('#coverage').getByText('By which reason codes').click();
  await expect(page.getByText('ACKNOWLEDGED → IN_PROGRESS, 2 times')).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`waivers in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    test('are read on every width, lead to what they are about, and stand out', async ({ open }) => {
      const page = await open(withWaivers());
      for (const [size, viewport] of Object.entries(SIZES)) {
        await page.setViewportSize(viewport);
        expect(await overflow(page), size).toBeLessThanOrEqual(0);
      }
      await expect(page.getByText('Certifiable with 2 waivers, but 1 waiver is out of date')).toBeVisible();
      await page.locator('#waived-in-the-way').getByRole('link', { name: 'KCI-OWN' }).click();
      await expect(page.locator('#finding-KCI-OWN').getByRole('heading')).toBeInViewport();
      await expect(page.locator('#waivers-out-of-date')).toContainText('matches nothing: it passed');
      await expect(page.locator('#baseline')).toContainText('Fixed');
      await openAll(page);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      expect(await page.evaluate<readonly string[]>(POOR_CONTRAST)).toEqual([]);
    });
  });
}

test('requirements are filtered by outcome and by words', async ({ open }) => {
  const page = await open(sample());
  const rows = page.locator('.requirement:visible');
  await expect(rows).toHaveCount(22);
  await page.locator('.pill').getByText('failed 4').click();
  await expect(rows).toHaveCount(4);
  await expect(page.getByRole('status')).toHaveText('4 of 22 requirements shown');
  await expect(page.getByRole('heading', { name: 'Availability' })).toBeHidden();
  await page.getByRole('searchbox').fill('kci HIGHER');
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('KCI-SEQUENCE');
  await page.getByRole('searchbox').fill('no such words');
  await expect(rows).toHaveCount(0);
  await page.getByRole('searchbox').fill('');
  await page.locator('.pill').getByText('all 22').click();
  await expect(rows).toHaveCount(22);
  await expect(page.getByRole('status')).toHaveText('');
});

test('a link to a requirement that the filter hides shows it', async ({ open }) => {
  const page = await open(sample());
  await page.locator('.pill').getByText('passed 7').click();
  await page.locator('#finding-HTTP-BODY').getByRole('link', { name: 'HTTP-BODY' }).click();
  const row = page.locator('#requirement-HTTP-BODY');
  await expect(row).toBeInViewport();
  await expect(row.getByText('It stands in the way of going live.')).toBeVisible();
});

test('orders open one by one and all at once, and their messages lead to what was found', async ({ open }) => {
  const page = await open(sample());
  const moments = page.locator('.moment:visible');
  await expect(moments).toHaveCount(0);
  await page.locator('.order summary').getByText('Order 7001', { exact: true }).click();
  await expect(moments).toHaveCount(5);
  await page.getByRole('button', { name: 'Open all orders' }).click();
  await expect(moments).toHaveCount(14);
  await page.locator('.moment').getByRole('link', { name: 'KCI-TERMINAL' }).first().click();
  await expect(page.locator('#finding-KCI-TERMINAL').getByRole('heading')).toBeInViewport();
  await page.getByRole('button', { name: 'Close all' }).click();
  await expect(moments).toHaveCount(0);
});

test('the curl line is copied as it stands, or selected where the clipboard is closed', async ({ open, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await open(sample());
  await page.locator('#finding-HTTP-ANSWERED .exhibit summary').first().click();
  await page.locator('#finding-HTTP-ANSWERED').getByRole('button', { name: 'Copy' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await page.evaluate<string>('navigator.clipboard.readText()')).toMatch(
    /^curl -i -X 'POST' 'http:\/\/supplier\.example\/appointments' \\\n {2}-H /,
  );
  await page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
  await page.getByRole('button', { name: 'Copied' }).click();
  expect(await page.evaluate<string>('String(getSelection())')).toMatch(/^curl -i -X 'POST'/);
});

test('it works by keyboard', async ({ open }) => {
  const page = await open(sample());
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the report' })).toBeFocused();
  await page.getByRole('radio', { name: /^all/ }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('.requirement:visible')).toHaveCount(4);
  await page.locator('#requirement-HTTP-BODY > summary').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('#requirement-HTTP-BODY').getByText('It stands in the way')).toBeVisible();
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('everything can be read, and what cannot work is not shown', async ({ open }) => {
    const page = await open(sample());
    await expect(page.locator('.requirement:visible')).toHaveCount(22);
    await expect(page.getByRole('searchbox')).toBeHidden();
    await page.locator('.order summary').getByText('Order 7001', { exact: true }).click();
    await expect(page.locator('.moment:visible')).toHaveCount(5);
    await page.locator('#finding-HTTP-BODY .exhibit summary').first().click();
    await expect(page.locator('#finding-HTTP-BODY mark').first()).toBeVisible();
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`${colorScheme} colours`, () => {
    test.use({ colorScheme });

    test('all text stands out from what it is written on', async ({ open }) => {
      const page = await open(sample());
      await openAll(page);
      expect(await page.evaluate<readonly string[]>(POOR_CONTRAST)).toEqual([]);
    });
  });
}

test('a report of 20,000 events opens and filters without a wait', async ({ open }) => {
  const page = await open(large(20_000));
  await expect(page.getByText('Not certifiable', { exact: true })).toBeVisible();
  // A fifth of this where nothing else runs.
  const opened = await page.evaluate<number>("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd");
  expect(opened).toBeLessThan(5000);
  const took = await page.evaluate<number>(`(() => {
    const start = performance.now();
    const search = document.querySelector('input[type=search]');
    search.value = 'sequence';
    search.dispatchEvent(new Event('input', { bubbles: true }));
    document.body.getBoundingClientRect();
    return performance.now() - start;
  })()`);
  expect(took).toBeLessThan(1000);
  await expect(page.locator('.requirement:visible')).toHaveCount(1);
});

/** Tells each piece of visible text whose contrast with its background is below 4.5 (3 where it is large), as WCAG 2 counts. */
const POOR_CONTRAST = `(() => {
  const channels = (colour) => { const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number); return { r, g, b, a }; };
  const over = (top, below) => ({ r: top.r * top.a + below.r * (1 - top.a), g: top.g * top.a + below.g * (1 - top.a), b: top.b * top.a + below.b * (1 - top.a), a: 1 });
  const part = (value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const light = ({ r, g, b }) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  const behind = (element) => {
    const layers = [];
    for (let here = element; here; here = here.parentElement) layers.push(channels(getComputedStyle(here).backgroundColor));
    return layers.reverse().reduce((below, top) => over(top, below), { r: 255, g: 255, b: 255, a: 1 });
  };
  const poor = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility() || element.closest('.unseen, .skip, script')) continue;
    const style = getComputedStyle(element);
    const ground = behind(element);
    const [bright, dark] = [light(over(channels(style.color), ground)), light(ground)].sort((a, b) => b - a);
    const size = parseFloat(style.fontSize);
    const needed = size >= 24 || (size >= 18.66 && style.fontWeight >= 600) ? 3 : 4.5;
    const contrast = (bright + 0.05) / (dark + 0.05);
    if (contrast < needed) poor.set(element.className + ' ' + style.color, element.className + ' "' + walker.currentNode.data.trim().slice(0, 30) + '" ' + contrast.toFixed(2));
  }
  return [...poor.values()];
})()`;
