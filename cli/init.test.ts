import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from '@playwright/test';
import { parse } from 'yaml';
import { CERTIFICATE, KEY } from '../journeys/fixtures/certificate.ts';
import { start } from '../suites/fixtures/command.ts';
import { CONFIG_SCHEMA, type ConfigSchema } from './config-schema.ts';
import { DEFAULT_PACE, DEFAULT_VARIANTS, loadConfig } from './config.ts';
import { editorSchema } from './editor-schema.ts';
import { TEMPLATE } from './template.ts';

const SECRETS = {
  SUPPLIER_PASSWORD: 'p',
  SUPPLIER_TOKEN: 't',
  SUPPLIER_SECRET: 's',
  KCI_SECRET: 'k',
  RECEIVER_SECRET: 'a-secret-of-12',
};

/** The template with all of its settings put to use; of the ways to be let in, which exclude each other, one. */
function everySetting(way: string): string {
  return TEMPLATE.split('\n')
    .filter((line) => !/^#?auth:/.test(line) || line.includes(`type: ${way}`))
    .map((line) => line.replace(/^#(?=[^\s#]|  )/, ''))
    .join('\n');
}

function written(content: string): string {
  const path = test.info().outputPath('supplier.yaml');
  for (const name of ['ca.pem', 'client.pem', 'server.pem']) writeFileSync(test.info().outputPath(name), CERTIFICATE);
  for (const name of ['client.key', 'server.key']) writeFileSync(test.info().outputPath(name), KEY);
  writeFileSync(test.info().outputPath('waivers.yaml'), '# none\n');
  writeFileSync(path, content);
  return path;
}

test('the template is a configuration as it stands', () => {
  expect(loadConfig(written(TEMPLATE), {})).toMatchObject({ tenant: 'TENANT1', authorization: { type: 'none' } });
});

for (const way of ['basic', 'bearer', 'oauth2']) {
  test(`each setting of the template that is at rest can be put to use, with ${way}`, () => {
    const config = loadConfig(written(everySetting(way)), SECRETS);
    expect(config.authorization).toMatchObject({ type: way });
    const { concurrency, requestsPerSecond, ...pace } = DEFAULT_PACE;
    expect(config, 'what the template calls defaults').toMatchObject({
      pace,
      concurrency,
      requestsPerSecond,
      variants: DEFAULT_VARIANTS,
    });
  });
}

test('the template names every key that there is', () => {
  const names = new Set<string>();
  const walk = ({ properties, items, oneOf }: ConfigSchema) => {
    for (const [name, schema] of Object.entries((properties ?? {}) as Record<string, ConfigSchema>)) {
      names.add(name);
      walk(schema);
    }
    for (const schema of [items ?? [], oneOf ?? []].flat() as ConfigSchema[]) walk(schema);
  };
  walk(CONFIG_SCHEMA);
  const scenarios = /^[A-Z_]+$/;
  const unsaid = [...names].filter((name) => !scenarios.test(name) && !new RegExp(`\\b${name}:`).test(TEMPLATE));
  // How a call is steered has one more part than the example shows.
  expect(unsaid).toEqual(['headers']);
});

test('the schema for editors takes the template and tells what is wrong with another', () => {
  const validate = new Ajv({ strict: false }).compile(editorSchema());
  expect(validate(parse(TEMPLATE)), JSON.stringify(validate.errors)).toBe(true);
  expect(validate({ supplier: { baseUrl: '${BASE_URL}' }, data: { address: { id: '1', type: 'UPRN' } } })).toBe(true);
  expect(validate({ supplier: { baseUrl: 'ftp://host' }, data: { address: { id: '1', type: 'UPRN' } } })).toBe(false);
  expect(validate({ supplier: {}, data: {} })).toBe(false);
  expect(JSON.stringify(editorSchema())).toContain(
    '"description":"a duration such as 500ms, 10s or 5m, of at most 24h"',
  );
});

test('init writes a configuration and its schema once, and never over one that is there', async () => {
  const file = test.info().outputPath('acme.yaml');
  const first = await start(['init', file]).ended;
  expect(first.written).toMatch(/^wrote .*acme\.yaml, and supplier\.schema\.json beside it for your editor\. Next:\n/);
  expect(first.code).toBe(0);
  expect(readFileSync(file, 'utf8')).toBe(TEMPLATE);
  expect(existsSync(join(file, '..', 'supplier.schema.json'))).toBe(true);

  writeFileSync(file, 'mine');
  const second = await start(['init', file]).ended;
  expect(second.written).toMatch(/^.*acme\.yaml is there already, and stays as it is; give another name: .*\n$/);
  expect(second.code).toBe(2);
  expect(readFileSync(file, 'utf8')).toBe('mine');

  const nowhere = await start(['init', join(file, 'supplier.yaml')]).ended;
  expect(nowhere.written).toMatch(/^cannot write .*supplier\.yaml \(E[A-Z]+\); choose another place: [^\n]*\n$/);
  expect(nowhere.code).toBe(2);

  const deeper = test.info().outputPath('of', 'acme', 'staging.yaml');
  expect((await start(['init', deeper]).ended).code).toBe(0);
  expect(readFileSync(deeper, 'utf8')).toBe(TEMPLATE);
});
