import axe from 'axe-core';
import { expect, type Page } from '@playwright/test';
import { openAll, SIZES, test } from './fixtures/opened.ts';
import { sample } from './fixtures/sample.ts';
import { variantsSample } from './fixtures/variants.ts';
import { withWaivers } from './fixtures/waived.ts';

interface Finding {
  readonly id: string;
  readonly impact: string | null;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** What axe finds on a page. Its source is evaluated by the debugger, which the policy of the page does not bind. */
async function findingsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate<{
    readonly violations: readonly Finding[];
    readonly passes: readonly unknown[];
  }>("axe.run(document, { resultTypes: ['violations'] })");
  expect(passes.length).toBeGreaterThan(20);
  return violations.map(
    ({ id, impact, help, nodes }) =>
      `${impact} ${id}: ${help}: ${nodes
        .slice(0, 3)
        .map(({ html, failureSummary }) => `${html.slice(0, 200)} (${failureSummary})`)
        .join('; ')}`,
  );
}

const INPUTS = { sample, waivers: withWaivers, variants: () => variantsSample('harmless') };

for (const [name, input] of Object.entries(INPUTS)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const size of ['desktop', 'phone'] as const) {
      test.describe(`${name}, ${colorScheme}, ${size}`, () => {
        test.use({ colorScheme, viewport: SIZES[size] });

        test('axe finds nothing, closed or with everything open', async ({ open }) => {
          const page = await open(input());
          expect(await findingsOf(page)).toEqual([]);
          await openAll(page);
          expect(await findingsOf(page)).toEqual([]);
        });
      });
    }
  }
}

test('headings go down one level at a time', async ({ open }) => {
  const page = await open(sample());
  const levels = await page.evaluate<readonly number[]>(
    "[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((heading) => Number(heading.tagName[1]))",
  );
  expect(levels[0]).toBe(1);
  expect(levels.filter((level) => level === 1)).toHaveLength(1);
  for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
});

test('everything that can be used is reached by keyboard, in the order in which it stands, and is seen to have the focus', async ({
  open,
}) => {
  const page = await open(sample());
  await page.evaluate("document.documentElement.style.scrollBehavior = 'auto'");
  const reached: string[] = [];
  for (let press = 0; press < 400; press += 1) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate<{ readonly name: string; readonly outline: boolean; readonly seen: boolean }>(
      FOCUSED,
    );
    if (here.name === 'BODY' || reached[0] === here.name) break;
    expect(here, here.name).toEqual({ name: here.name, outline: true, seen: true });
    reached.push(here.name);
  }
  const usable = await page.evaluate<readonly string[]>(USABLE);
  expect(reached).toEqual(usable);
});

test('whoever wants less motion has none, and forced colours keep what is marked', async ({ open, page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'active' });
  await open(sample());
  const moving = await page.evaluate<number>(
    "[...document.querySelectorAll('*')].filter((e) => { const s = getComputedStyle(e); return s.animationName !== 'none' || parseFloat(s.transitionDuration) > 0 || s.scrollBehavior === 'smooth'; }).length",
  );
  expect(moving).toBe(0);
  await expect(page.locator('.decision')).toHaveCSS('border-top-style', 'solid');
  await openAll(page);
  // A radio that is chosen, a marked place and the pieces of the bar differ by more than a colour that is taken away.
  const told = await page.evaluate<Readonly<Record<string, boolean>>>(FORCED);
  expect(told).toEqual({ pill: true, mark: true, bar: true, focus: true });
});

/** The name of what has the focus, whether that is outlined, and whether it is in sight. */
const FOCUSED = `(() => {
  const element = document.activeElement;
  const name = element === document.body ? 'BODY' : (element.tagName + ' ' + (element.name || '') + ' ' + element.textContent.trim()).slice(0, 80);
  const shown = element.matches('.pill input') ? element.nextElementSibling : element;
  const style = getComputedStyle(shown);
  const box = shown.getBoundingClientRect();
  return {
    name,
    outline: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
})()`;

/** All that can be used as the page stands; of radio buttons the chosen one. */
const USABLE = `[...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
  .filter((element) => element.checkVisibility() && !(element.type === 'radio' && !element.checked))
  .map((element) => (element.tagName + ' ' + (element.name || '') + ' ' + element.textContent.trim()).slice(0, 80))`;

const FORCED = `(() => {
  const style = (selector) => getComputedStyle(document.querySelector(selector));
  const border = (one) => one.borderTopColor + one.borderTopWidth + one.outlineStyle + one.outlineWidth + one.backgroundColor;
  document.querySelector('.pill input').focus();
  return {
    pill: border(style('.pill input:checked + span')) !== border(style('.pill input:not(:checked) + span')),
    mark: style('mark').backgroundColor !== style('.code').backgroundColor,
    bar: style('.fill.passed').fill !== style('.fill.failed').fill,
    focus: style('.pill input:checked + span').outlineStyle !== 'none',
  };
})()`;
