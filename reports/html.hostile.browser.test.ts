import { expect, type Page } from '@playwright/test';
import { CATALOGUE } from '../checks/catalogue.ts';
import { judge } from '../checks/judge.ts';
import { theContract } from '../specs/fixtures/contract.ts';
import { inputOf } from '../suites/engine/reporting.ts';
import { HOSTILE_TEXTS } from './fixtures/hostile-texts.ts';
import { hostileRun } from './fixtures/hostile.ts';
import { brokenAnchors, misplaced } from './fixtures/layout.ts';
import { openAll, overflow, SIZES, test } from './fixtures/opened.ts';
import { renderReport } from './html.ts';

const TEXTS: Readonly<Record<string, string>> = {
  ...HOSTILE_TEXTS,
  'a very long word': 'W'.repeat(1_000_000),
  'very many lines': 'x\n'.repeat(100_000),
  'very deep JSON': `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
  'very deep objects': `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
};

/** Texts that mean nothing to a browser; between them they bring about all that a report can be made of. */
const PLAIN = ['harmless', '{"a":[1]}', 'COMPLETED', '2026-01-12T09:00:00Z', 'LONG_'.repeat(1000)];

/** The report of a run in which everything of the supplier is that text, judged by all checks. */
async function reportOf(text: string): Promise<string> {
  const contract = await theContract();
  const run = hostileRun(text);
  return renderReport(inputOf(run, judge(CATALOGUE, run.history, contract, run.header.profile), contract));
}

/** What a page is made of where nothing of a supplier can reach: its outermost elements, and all kinds of elements and attributes. */
const anatomy = (page: Page) =>
  page.evaluate<Anatomy>(`(() => {
    const elements = [...document.querySelectorAll('*')];
    const attributes = elements.flatMap((element) => [...element.attributes].map((attribute) => ({ element, attribute })));
    return {
      outermost: [...document.querySelectorAll('html > *, body > *, main > *')].map((element) => element.tagName + '#' + element.id),
      kinds: [...new Set([...elements.map(({ tagName }) => tagName), ...attributes.map(({ attribute }) => '@' + attribute.name)])].sort(),
      active: attributes
        .filter(({ attribute: { name, value } }) => name.startsWith('on') || name === 'style' || ((name === 'href' || name === 'xlink:href') && !value.startsWith('#')) || ['src', 'srcset', 'action', 'formaction'].includes(name))
        .map(({ element, attribute }) => element.tagName + ' ' + attribute.name + '=' + attribute.value.slice(0, 80)),
    };
  })()`);

interface Anatomy {
  readonly outermost: readonly string[];
  readonly kinds: readonly string[];
  readonly active: readonly string[];
}

/** What reports are made of for texts that mean nothing. */
async function union(open: (report: string) => Promise<Page>): Promise<Anatomy> {
  const all: Anatomy[] = [];
  for (const text of PLAIN) all.push(await anatomy(await open(await reportOf(text))));
  return {
    // And the line that says how much is in the journal only.
    outermost: [...all.flatMap(({ outermost }) => outermost), 'P#'],
    kinds: all.flatMap(({ kinds }) => kinds),
    active: all.flatMap(({ active }) => active),
  };
}

let knownToBeHarmless: Anatomy | undefined;

for (const [name, text] of Object.entries(TEXTS)) {
  test(`${name}: nothing runs, nothing is fetched, nothing breaks the page`, async ({ open }) => {
    const harmless = (knownToBeHarmless ??= await union(open));
    const report = await reportOf(text);
    expect(report.length).toBeLessThan(6_000_000);
    const page = await open(report);
    const seen = await anatomy(page);
    expect(seen.active).toEqual([]);
    // Nothing is there, and nothing is made of anything, that harmless texts have not brought about as well.
    expect(seen.outermost.filter((part) => !harmless.outermost.includes(part))).toEqual([]);
    expect(seen.kinds.filter((kind) => !harmless.kinds.includes(kind))).toEqual([]);
    for (const id of ['failed', 'not-exercised', 'requirements', 'orders', 'exchanges', 'coverage', 'run'])
      await expect(page.locator(`main > section.part#${id}`)).toHaveCount(1);
    expect(await page.title()).toMatch(/^Not certifiable: .*, supplier conformance report$/s);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await openAll(page);
    for (const viewport of [SIZES.desktop, SIZES.phone]) {
      await page.setViewportSize(viewport);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      expect(await misplaced(page)).toEqual({ beyondTheSides: [], paintedOver: [], turnedRound: [] });
    }
    expect(await brokenAnchors(page)).toEqual([]);
    // What is hidden or would turn the direction of reading is told by signs.
    const hidden = await page.evaluate<readonly string[]>(
      String.raw`[...new Set(document.documentElement.textContent.match(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ud800-\udfff]/g) ?? [])]`,
    );
    expect(hidden.filter((character) => !/[\ud800-\udfff]/.test(character))).toEqual([]);
    expect(report).not.toMatch(/\p{M}{7}/u);
  });
}
