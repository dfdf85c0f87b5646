import { writeFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { ContractError, loadContract } from './contract.ts';

const api = { openapi: '3.0.3', info: { title: 'A small API', version: '1' }, paths: {} };

const updates = {
  ...api,
  paths: {
    '/kcis': {
      post: {
        operationId: 'update',
        requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
        responses: { '204': { description: 'Taken.' } },
      },
    },
  },
};

async function written(name: string, content: unknown): Promise<string> {
  const path = test.info().outputPath(name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

/** The line with which a Supplier API document is refused. */
async function refusal(content: unknown): Promise<unknown> {
  const supplierApi = await written('bad.yaml', content);
  return loadContract({ supplierApi, supplierUpdatesApi: await written('updates.json', updates) }).then(
    () => 'accepted',
    (problem: unknown) => {
      expect(problem).toBeInstanceOf(ContractError);
      return problem instanceof Error ? problem.message : problem;
    },
  );
}

const withPath = (operation: unknown): unknown => ({ ...api, paths: { '/a': { get: operation } } });

test.describe('a contract that cannot be used', () => {
  const withSchema = (A: unknown): unknown => ({ ...api, components: { schemas: { A } } });
  const responses = { '200': { description: 'Fine.' } };
  const withParameter = (parameter: object): unknown =>
    withPath({ operationId: 'a', responses, parameters: [{ name: 'p', in: 'query', ...parameter }] });

  const cases: readonly [title: string, content: unknown, message: RegExp][] = [
    ['is empty', '', /bad\.yaml is not a valid OpenAPI 3\.0 or 3\.1 document: /],
    ['is no YAML', 'a: [', /bad\.yaml is not a valid OpenAPI.*: Error parsing/],
    ['is Swagger', { swagger: '2.0', info: api.info, paths: {} }, /its version is swagger 2\.0/],
    [
      'has an unknown member',
      withPath({ operationId: 'a', responses, parametres: [] }),
      /#\/paths\/~1a\/get has the unknown member "parametres"/,
    ],
    ['has a bad value deep inside', withSchema({ type: 'strin' }), /#\/components\/schemas\/A\/type must be equal to/],
    ['has a reference to nothing', withSchema({ type: 'array', items: { $ref: '#/x' } }), /#\/x/],
    [
      'has a schema that would go unenforced, though nothing uses it',
      withSchema({ type: 'string', format: 'phone' }),
      /^bad\.yaml#\/components\/schemas\/A: the format phone is unknown$/,
    ],
    ['has an operation without an id', withPath({ responses }), /^bad\.yaml#\/paths\/~1a\/get: has no operationId/],
    [
      'has one operation id twice',
      withPath({ operationId: 'update', responses }),
      /two operations have the operationId update/,
    ],
    [
      'has parameters in cookies',
      withParameter({ in: 'cookie', schema: {} }),
      /parameters in the cookie are not supported/,
    ],
    [
      'has parameters in another style',
      withParameter({ style: 'deepObject', schema: { type: 'object' } }),
      /the style "deepObject" is not supported/,
    ],
    ['has an object as a plain parameter', withParameter({ schema: { type: 'object' } }), /only as content/],
    [
      'has an unknown standing of a parameter',
      withParameter({ schema: {}, 'x-standing': 'perhaps' }),
      /x-standing must be one of/,
    ],
    [
      'has an unknown standing of a response',
      withPath({ operationId: 'a', responses: { '200': { description: 'x', 'x-standing': { body: 'tenant' } } } }),
      /x-standing must be one of/,
    ],
  ];
  for (const [title, content, message] of cases) {
    test(`is refused in one line where it ${title}`, async () => {
      const said = await refusal(content);
      expect(said).toMatch(message);
      expect(said).not.toContain('\n');
    });
  }

  test('is refused where the file is missing', async () => {
    await expect(loadContract({ supplierApi: '/nowhere/api.yaml' })).rejects.toThrow(
      'cannot read the contract /nowhere/api.yaml (no such file): give the path of an OpenAPI document',
    );
  });

  test('is refused where it describes no KCIs', async () => {
    const files = {
      supplierApi: await written('updates.json', updates),
      supplierUpdatesApi: await written('api.yaml', api),
    };
    await expect(loadContract(files)).rejects.toThrow(/api\.yaml describes no POST \/kcis with a JSON body/);
  });
});
