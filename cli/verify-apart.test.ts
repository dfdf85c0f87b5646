import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { parse, stringify } from 'yaml';
import { loadContract } from '../specs/contract.ts';
import type { Event } from '../evidence/history.ts';
import { journalOf, parseJournal } from '../evidence/journal.ts';
import { sealed } from '../seals/bundle.ts';
import { BundleError } from '../seals/container.ts';
import { failedRun, newKeys, SEALED_AT, sealedFolder } from '../seals/fixtures/sealed-run.ts';
import { HARNESS } from '../suites/engine/harness.ts';
import { sealable } from '../suites/engine/sealing.ts';
import { verifiedApart } from './verify-apart.ts';

const { privateKey, publicKey } = newKeys();
const asked = { accepted: new Set<string>(), now: Date.parse(SEALED_AT), publicKey };

interface Schemas {
  readonly components: { readonly schemas: Record<string, { readonly properties?: Record<string, object> }> };
}

/** The contract with a pattern for each text that takes a machine for ever where the text is as long as this. */
const ENDLESS = { type: 'string', pattern: '^(([a-z]+)+)+$' };
const LONG = `${'a'.repeat(60)}!`;

function endless(path: string): string {
  const api = parse(
    readFileSync(fileURLToPath(new URL('../specs/supplier-api.yaml', import.meta.url)), 'utf8'),
  ) as Schemas;
  for (const { properties = {} } of Object.values(api.components.schemas)) {
    for (const [name, schema] of Object.entries(properties)) {
      if ('type' in schema && schema.type === 'string') properties[name] = ENDLESS;
    }
  }
  writeFileSync(path, stringify(api));
  return path;
}

test('a bundle is verified in a thread of its own as it would be here', async () => {
  const bytes = await sealedFolder(await failedRun(test.info().outputPath('run')), privateKey);
  const { outcome, findings, manifest } = await verifiedApart({ ...asked, bytes });
  expect({ outcome, supplier: manifest?.run.supplier.name }).toEqual({
    outcome: 'verified',
    supplier: expect.stringContaining('Reference supplier'),
  });
  expect(findings.map(({ about }) => about)).toContain('Verdicts');
  const none = verifiedApart({ ...asked, bytes: Buffer.from('no bundle at all, though long enough to be one') });
  await expect(none).rejects.toThrow(BundleError);
});

test('a bundle that no machine comes to an end with is given up', async () => {
  const folder = await failedRun(test.info().outputPath('run'));
  const { content } = await sealable(folder, undefined);
  const supplierApi = endless(test.info().outputPath('endless.yaml'));
  const { hashes: contract } = await loadContract({ supplierApi });
  const { header, history } = content.journal;
  const run = {
    header: { ...header, contract, contractFiles: { supplierApi } },
    history: history.map((event): Event =>
      'body' in event && event.body
        ? { ...event, body: { ...event.body, text: event.body.text.replace(/":"[^"]*"/g, `":"${LONG}"`) } }
        : event,
    ),
  };
  const bytes = journalOf(run);
  const { chain = '', ...parsed } = parseJournal(bytes, 'journal.ndjson');
  const bundle = sealed(
    {
      ...content,
      journal: { ...parsed, chain, bytes },
      documents: { supplierApi: { 'endless.yaml': readFileSync(supplierApi) } },
    },
    { privateKey, harness: HARNESS, sealedAt: SEALED_AT },
  );
  const given = verifiedApart({ ...asked, bytes: bundle }, 15_000);
  await expect(given).rejects.toThrow(/^judging it again was ended after 15\.0 s, .*; do not accept it$/);
  await expect(given).rejects.toThrow(BundleError);
});
