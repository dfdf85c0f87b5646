import { readdirSync, readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { brokenAnchors, misplaced } from '../reports/fixtures/layout.ts';
import { HOSTILE_TEXTS } from '../reports/fixtures/hostile-texts.ts';
import { openAll, overflow, SIZES, test } from '../reports/fixtures/opened.ts';
import { withoutCode } from '../reports/fixtures/prose.ts';
import { misfits } from '../reports/fixtures/schema.ts';
import type { Results } from '../reports/results.ts';
import { startSupplier } from '../supplier/server.ts';
import { REFERENCE_DATA, referenceSteering } from './engine/embedded.ts';
import { OUTPUT } from './engine/plan.ts';
import { freePort, start } from './fixtures/command.ts';
import { HOSTILE_SUPPLIER } from './fixtures/hostile-supplier.ts';

/** One run, which all tests of this file look at. */
test.describe.configure({ mode: 'default' });

const TEXTS: readonly string[] = Object.values(HOSTILE_TEXTS);
const CREDENTIALS = { clientId: 'hostile', clientSecret: 'nothing-to-hide' };

let folder = '';
let told = '';
const file = (name: string) => join(folder, 'out', name);
const text = (name: string) => readFileSync(file(name), 'utf8');
const results = () => JSON.parse(text(OUTPUT.results)) as Results;

test.beforeAll(async () => {
  folder = join(test.info().project.outputDir, `hostile-report-${test.info().workerIndex}`);
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const supplier = await startSupplier({
    style: HOSTILE_SUPPLIER.style,
    defect: HOSTILE_SUPPLIER,
    stepMs: 10,
    data: REFERENCE_DATA,
    credentials: { type: 'bearer', token: 'let-me-in' },
    gateway: { url: `http://127.0.0.1:${port}/v1`, ...CREDENTIALS },
  });
  const config = join(folder, 'supplier.yaml');
  const written = {
    // A dollar sign and a brace would name a variable of the environment.
    supplier: { name: `Acme ${TEXTS.join(' ')}`.replaceAll('${', '$').slice(0, 6_000), baseUrl: supplier.url },
    auth: { type: 'bearer', token: 'let-me-in' },
    callbacks: { listen: `127.0.0.1:${port}`, auth: CREDENTIALS },
    data: REFERENCE_DATA,
    steering: {
      ...referenceSteering(supplier.url),
      ORDER_DELAYED: {
        header: { 'X-Scenario': '{{scenario}}' },
        command: `"${process.execPath}" --eval 0 {{supplierReference}}`,
      },
      ORDER_WARNING: { header: { 'X-Scenario': '{{scenario}}' }, manual: 'Look at {{supplierReference}}' },
    },
    // That it waits for more than it gets is no matter here: what it gets is.
    pace: { request: '5s', acknowledge: '1s', outcome: '2s', quiet: '200ms', requestsPerSecond: 500 },
    variants: { perOperation: 1 },
  };
  writeFileSync(config, JSON.stringify(written));
  const run = await start(['run', '--no-playwright', '--config', config, '--out', join(folder, 'out')]).ended;
  await supplier.close();
  told = run.written;
  expect(run.code, told).toBe(1);
});

/** What no terminal obeys, no page hides and no editor is turned round by, but for line ends and tabs. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const hiddenIn = (written: string) => [...new Set(written.match(HIDDEN) ?? [])].filter((one) => !/[\n\t]/.test(one));

/** What a page looks like to whoever was told to expect nothing but harmless words. */
async function isIntact(page: Page, opened: 'closed' | 'open'): Promise<void> {
  for (const [size, viewport] of Object.entries({ desktop: SIZES.desktop, phone: SIZES.phone })) {
    await page.setViewportSize(viewport);
    const where = `${size}, ${opened}`;
    expect(
      await page.evaluate<number>('document.scrollingElement.scrollWidth - innerWidth'),
      where,
    ).toBeLessThanOrEqual(0);
    expect(await overflow(page), where).toBeLessThanOrEqual(0);
    expect(await misplaced(page), where).toEqual({ beyondTheSides: [], paintedOver: [], turnedRound: [] });
  }
  expect(await brokenAnchors(page)).toEqual([]);
  expect(
    await page.evaluate(
      "typeof owned + document.querySelectorAll('[style], iframe, img, object, embed, base, form[action], [onload], [onerror]').length",
    ),
  ).toBe('undefined0');
  expect(hiddenIn(await page.evaluate<string>('document.documentElement.textContent'))).toEqual([]);
}

test('the run goes as far as with anybody else, and leaves what every run leaves', async () => {
  const { verdicts, interrupted, summary } = results();
  expect(verdicts.filter(({ outcome }) => outcome === 'broken')).toEqual([]);
  expect(interrupted).toBe(false);
  expect(summary.passed).toBeGreaterThan(50);
  expect(summary.failed).toBeGreaterThan(20);
  expect(readdirSync(join(folder, 'out')).sort()).toEqual(Object.values(OUTPUT).sort());
  expect(hiddenIn(told)).toEqual([]);
});

test('all that is hostile has arrived', async () => {
  const journal = text(OUTPUT.journal);
  for (const part of TEXTS) expect(journal).toContain(JSON.stringify(JSON.stringify(part).slice(1, 41)).slice(1, -1));
  for (const part of ['__proto__', '[[[[[[[', '1e99999', 'W'.repeat(100_000), '/kcis?next=', 'onmouseover'])
    expect(journal).toContain(part);
  const stories = JSON.parse(text(OUTPUT.har)).log.pages as readonly unknown[];
  expect(stories.length).toBeGreaterThan(50);
});

test('its report is intact on every width, closed and with everything open, and goes on working', async ({ visit }) => {
  const page = await visit(file(OUTPUT.report));
  await isIntact(page, 'closed');
  await openAll(page);
  await isIntact(page, 'open');
  expect(await page.title()).toMatch(/^Not certifiable: Acme .*supplier conformance report$/s);
  for (const id of [
    'in-the-way',
    'failed',
    'warned',
    'requirements',
    'orders',
    'exchanges',
    'retailers',
    'coverage',
    'run',
  ])
    await expect(page.locator(`main > section.part#${id}`)).toHaveCount(1);
  expect(await page.locator('main .order').count()).toBeGreaterThan(50);
  await page.getByRole('searchbox').fill('KCI-SENT-ONCE');
  await expect(page.locator('.requirement:visible')).toHaveCount(1);
  await page.getByRole('searchbox').fill('');
  await page.locator('#fix-first').getByRole('link').first().click();
  await expect(page.locator('.finding:target').getByRole('heading').first()).toBeInViewport();
});

test('its report prints', async ({ visit }) => {
  const page = await visit(file(OUTPUT.report));
  const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(pdf.length).toBeGreaterThan(100_000);
});

test('its files for programs are what they should be', async ({ page }) => {
  expect(misfits(results())).toEqual([]);
  for (const name of [OUTPUT.results, OUTPUT.sarif, OUTPUT.har])
    expect(() => JSON.parse(text(name)), name).not.toThrow();
  for (const line of text(OUTPUT.journal).trimEnd().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
  const fault = await page.evaluate<string | undefined, string>(
    `(xml) => new DOMParser().parseFromString(xml, 'application/xml').querySelector('parsererror')?.textContent`,
    text(OUTPUT.junit),
  );
  expect(fault).toBeUndefined();
});

test('its summary is no markup but our own', () => {
  const summary = text(OUTPUT.summary);
  const bare = withoutCode(summary);
  expect(bare).not.toMatch(/(?<!\\)<(?!\/?(details|summary)>)/);
  expect(bare).not.toMatch(/(?<!\\)\]\(|@\w|(?<!\\):\/\/|www\.|(?<!\\)`/);
  expect(bare.match(/<details>/g)?.length).toBe(bare.match(/<\/details>/g)?.length);
  expect(hiddenIn(summary)).toEqual([]);
});

test('judged again, it says the same byte for byte', async () => {
  const again = join(folder, 'again');
  const { code, written } = await start(['judge', file(OUTPUT.journal), '--out', again]).ended;
  expect(code, written).toBe(1);
  expect(hiddenIn(written)).toEqual([]);
  for (const name of readdirSync(again))
    expect(readFileSync(join(again, name), 'utf8') === text(name), name).toBe(true);
});

test('the page of how it went over time is intact', async ({ visit }) => {
  const { startedAt, ...rest } = results();
  for (const days of [1, 2]) {
    const earlier = join(folder, 'nights', `${days}`);
    mkdirSync(earlier, { recursive: true });
    const started = new Date(Date.parse(startedAt) - days * 86_400_000).toISOString();
    writeFileSync(join(earlier, OUTPUT.results), JSON.stringify({ ...rest, startedAt: started }));
  }
  const trend = join(folder, 'trend.html');
  const { code, written } = await start(['trend', join(folder, 'nights'), join(folder, 'out'), '--out', trend]).ended;
  expect(code, written).toBe(0);
  expect(hiddenIn(written)).toEqual([]);
  const page = await visit(trend);
  await isIntact(page, 'closed');
  await openAll(page);
  await isIntact(page, 'open');
  await page.pdf({ format: 'A4', preferCSSPageSize: true });
});
