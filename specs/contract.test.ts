import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import type { Contract, SchemaFinding } from './contract-types.ts';
import { loadContract } from './contract.ts';

const JSON_HEADERS = [['Content-Type', 'application/json; charset=utf-8']] as const;
const IDS = [
  ['x-request-id', 'r1'],
  ['Tenant', 'T1'],
] as const;

const json = (schema: unknown): unknown => ({ 'application/json': { schema } });
const error = { type: 'object', required: ['code'], properties: { code: { type: 'string' } } };

const api = {
  openapi: '3.0.3',
  info: { title: 'A small API', version: '1' },
  paths: {
    '/orders/{id}': {
      parameters: [
        { name: 'id', in: 'path', required: true, schema: { type: 'number', minimum: 1 } },
        { name: 'Tenant', in: 'header', required: false, schema: { type: 'string' } },
      ],
      patch: {
        operationId: 'amend',
        parameters: [
          { $ref: '#/components/parameters/RequestId' },
          { name: 'Tenant', in: 'header', required: true, schema: { type: 'string', minLength: 2 } },
          { name: 'X-Trace', in: 'header', required: true, 'x-standing': 'inferred', schema: { type: 'string' } },
          { name: 'Authorization', in: 'header', required: true, schema: { type: 'string' } },
        ],
        requestBody: { $ref: '#/components/requestBodies/Amendment' },
        responses: {
          '200': {
            description: 'Done.',
            headers: {
              'X-Request-ID': { required: true, schema: { type: 'string', maxLength: 5 } },
              'X-Conversation-ID': {
                required: true,
                'x-standing': 'inferred',
                schema: { type: 'string', maxLength: 5 },
              },
              'X-Rate': { $ref: '#/components/headers/Rate' },
            },
            content: json({ $ref: '#/components/schemas/Amendment' }),
          },
          '202': { description: 'Later.' },
          '404': { description: 'Gone.', 'x-standing': 'inferred', content: json(error) },
          '422': {
            description: 'Invalid.',
            content: { 'application/json': { schema: { ...error, 'x-standing': 'inferred' } } },
          },
          '5XX': { description: 'Broken.', content: json(error) },
        },
      },
    },
    '/search': {
      get: {
        operationId: 'search',
        parameters: [
          { name: 'address', in: 'query', required: true, content: json({ type: 'object', required: ['id'] }) },
          { name: 'kinds', in: 'query', schema: { type: 'array', items: { type: 'string', enum: ['A', 'B'] } } },
          {
            name: 'sizes',
            in: 'query',
            explode: false,
            style: 'form',
            schema: { type: 'array', items: { type: 'integer' } },
          },
          { name: 'all', in: 'query', schema: { type: 'boolean' } },
        ],
        responses: { '200': { description: 'Found.' }, default: { description: 'Else.', content: json(error) } },
      },
    },
  },
  components: {
    parameters: { RequestId: { name: 'X-Request-ID', in: 'header', required: true, schema: { type: 'string' } } },
    headers: { Rate: { schema: { type: 'integer' } } },
    requestBodies: { Amendment: { required: true, content: json({ $ref: '#/components/schemas/Amendment' }) } },
    schemas: {
      Amendment: {
        type: 'object',
        required: ['status', 'text'],
        properties: { status: { type: 'string', readOnly: true }, text: { type: 'string' } },
      },
    },
  },
};

const updates = {
  openapi: '3.0.3',
  info: { title: 'Small updates', version: '1' },
  paths: {
    '/kcis': {
      post: {
        operationId: 'update',
        requestBody: {
          content: json({
            type: 'object',
            required: ['id'],
            oneOf: [
              { required: ['order'], properties: { order: { type: 'object' } } },
              { required: ['problem'], properties: { problem: { type: 'object' } } },
            ],
          }),
        },
        responses: { '204': { description: 'Taken.' }, '400': { description: 'Malformed.', content: json(error) } },
      },
    },
    '/token': {
      post: {
        operationId: 'token',
        requestBody: {
          required: true,
          content: { 'application/x-www-form-urlencoded': { schema: { type: 'object', required: ['grant_type'] } } },
        },
        responses: { '200': { description: 'A token.' } },
      },
    },
  },
};

async function written(name: string, content: unknown): Promise<string> {
  const path = test.info().outputPath(name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

async function smallContract(): Promise<Contract> {
  return loadContract({
    supplierApi: await written('api.yaml', api),
    supplierUpdatesApi: await written('updates.json', updates),
  });
}

async function sha256(path: string): Promise<string> {
  const bytes = await readFile(path);
  return createHash('sha256').update(bytes).digest('hex');
}

function lines(findings: readonly SchemaFinding[]): readonly string[] {
  return findings.map(({ severity, where, expected, actual }) => `${severity} ${where}: ${expected} | ${actual}`);
}

test.describe('the operations', () => {
  test('stand in the order of the document, with what it says of them', async () => {
    const contract = await smallContract();
    expect(contract.operations.map(({ id }) => id)).toEqual(['amend', 'search']);
    expect(contract.operation('amend')).toEqual({
      id: 'amend',
      method: 'PATCH',
      path: '/orders/{id}',
      documentedStatuses: [200, 202, 422],
      toleratedStatuses: [404],
      requiredHeaders: ['X-Request-ID', 'Tenant'],
    });
    expect(contract.operation('update').path).toBe('/kcis');
    expect(() => contract.operation('fly')).toThrow(
      'there is no operation fly; the contract has amend, search, update, token',
    );
  });
});

test.describe('a request', () => {
  const good = {
    url: '/orders/7',
    headers: [...JSON_HEADERS, ...IDS, ['X-Trace', 't']] as const,
    body: { text: 'more' },
  };

  test('that is right has no findings, under whatever prefix and without what only answers carry', async () => {
    const contract = await smallContract();
    expect(contract.judgeRequest('amend', good)).toEqual([]);
    expect(contract.judgeRequest('amend', { ...good, url: 'http://127.0.0.1:9/prefix/v2/orders/7?x=1' })).toEqual([]);
  });

  test('needs its headers, in any case, with fewer doubts about some', async () => {
    const contract = await smallContract();
    expect(lines(contract.judgeRequest('amend', { ...good, headers: [['TENANT', 'T'], ...JSON_HEADERS] }))).toEqual([
      'error header X-Request-ID: required header X-Request-ID | missing',
      'error header Tenant: string of at least 2 characters | "T"',
      'warning header X-Trace: required header X-Trace | missing',
    ]);
    const twice = { ...good, headers: [...good.headers, ['X-Request-ID', 'r2']] as const };
    expect(lines(contract.judgeRequest('amend', twice))).toEqual([
      'error header X-Request-ID: a single value | ["r1","r2"]',
    ]);
  });

  test('needs its path', async () => {
    const contract = await smallContract();
    expect(lines(contract.judgeRequest('amend', { ...good, url: '/orders/0' }))).toEqual([
      'error path id: number of at least 1 | 0',
    ]);
    expect(lines(contract.judgeRequest('amend', { ...good, url: '/orders/x%20y' }))).toEqual([
      'error path id: number of at least 1 | "x y"',
    ]);
    expect(lines(contract.judgeRequest('amend', { ...good, url: '/order/7' }))).toEqual([
      'error path: /orders/{id} | /order/7',
    ]);
    expect(lines(contract.judgeRequest('amend', { ...good, url: '/orders/' }))).toEqual([
      'error path: /orders/{id} | /orders/',
    ]);
  });

  test('needs its body, of the right type', async () => {
    const contract = await smallContract();
    const { body: _, ...without } = good;
    expect(lines(contract.judgeRequest('amend', without))).toEqual([
      'error body: body of the type application/json | missing',
    ]);
    expect(lines(contract.judgeRequest('amend', { ...good, body: {} }))).toEqual([
      'error body/text: required property text | missing',
    ]);
    const plain = {
      ...good,
      headers: [['Content-Type', 'text/plain'], ...good.headers.slice(1)] as [string, string][],
    };
    expect(lines(contract.judgeRequest('amend', plain))).toEqual([
      'error header Content-Type: application/json | "text/plain"',
    ]);
    expect(lines(contract.judgeRequest('amend', { ...good, headers: good.headers.slice(1) }))).toEqual([
      'error header Content-Type: application/json | missing',
    ]);
    const search = { url: '/search?address={"id":1}', headers: [], body: 1 };
    expect(lines(contract.judgeRequest('search', search))).toEqual(['error body: no body | 1']);
  });

  test('may have a form as its body', async () => {
    const contract = await smallContract();
    const headers = [['content-type', 'application/x-www-form-urlencoded']] as const;
    expect(contract.judgeRequest('token', { url: '/token', headers, body: { grant_type: 'x' } })).toEqual([]);
    expect(contract.judgeRequest('token', { url: '/token', headers, body: {} })).toHaveLength(1);
  });

  test('has a query with JSON, lists in either form, and values of types', async () => {
    const contract = await smallContract();
    const search = (query: string): readonly string[] =>
      lines(contract.judgeRequest('search', { url: `/search?${query}`, headers: [] }));
    const address = `address=${encodeURIComponent('{"id":"1"}')}`;
    for (const fine of [
      '',
      '&kinds=A&kinds=B',
      '&kinds=A%2CB',
      '&sizes=1,2',
      '&sizes=1&sizes=2',
      '&all=true',
      '&unknown=1',
    ]) {
      expect(search(address + fine), fine).toEqual([]);
    }
    expect(search('')).toEqual(['error query address: required query parameter address | missing']);
    expect(search('address=UPRN')).toEqual(['error query address: JSON | "UPRN"']);
    expect(search('address={}')).toEqual(['error query address/id: required property id | missing']);
    expect(search(`${address}&kinds=A,C`)).toEqual(['error query kinds[1]: one of A, B | "C"']);
    expect(search(`${address}&sizes=1.5&all=maybe`)).toEqual([
      'error query sizes[0]: integer | 1.5',
      'error query all: boolean | "maybe"',
    ]);
  });
});

test.describe('a response', () => {
  test('is judged by what its very status documents, else by its range or the default', async () => {
    const contract = await smallContract();
    const judge = (operation: string, status: number, body: unknown): readonly string[] =>
      lines(contract.judgeResponseBody(operation, status, body));
    expect(judge('amend', 200, { text: 'x' })).toEqual(['error body/status: required property status | missing']);
    expect(judge('amend', 200, undefined)).toEqual(['error body: body of the type application/json | missing']);
    expect(judge('amend', 202, { whatever: 1 })).toEqual([]);
    expect(judge('amend', 503, {})).toEqual(['error body/code: required property code | missing']);
    expect(judge('amend', 409, {})).toEqual([]);
    expect(judge('search', 409, {})).toEqual(['error body/code: required property code | missing']);
    expect(judge('update', 400, {})).toEqual(['error body/code: required property code | missing']);
  });

  test('only warns where the response or its whole body is less than certain', async () => {
    const contract = await smallContract();
    for (const status of [404, 422]) {
      expect(lines(contract.judgeResponseBody('amend', status, {}))).toEqual([
        'warning body/code: required property code | missing',
      ]);
      expect(lines(contract.judgeResponseBody('amend', status, undefined))).toEqual([
        'warning body: body of the type application/json | missing',
      ]);
    }
    const statuses = [200, 202, 404, 409, 422, 500];
    expect(statuses.map((status) => contract.responseBody('amend', status))).toEqual([
      'documented',
      'none',
      'tolerated',
      'none',
      'tolerated',
      'documented',
    ]);
  });

  test('needs its headers', async () => {
    const contract = await smallContract();
    const judge = (status: number, ...headers: (readonly [string, string])[]): readonly string[] =>
      lines(contract.judgeResponseHeaders('amend', status, headers));
    expect(judge(200, ['x-request-id', 'a'], ['X-CONVERSATION-ID', 'b'])).toEqual([]);
    expect(judge(200)).toEqual([
      'error header X-Request-ID: required header X-Request-ID | missing',
      'warning header X-Conversation-ID: required header X-Conversation-ID | missing',
    ]);
    expect(judge(200, ['X-Request-ID', 'too long'], ['X-Conversation-ID', 'too long'], ['X-Rate', 'much'])).toEqual([
      'error header X-Request-ID: string of at most 5 characters | "too long"',
      'warning header X-Conversation-ID: string of at most 5 characters | "too long"',
      'error header X-Rate: integer | "much"',
    ]);
    expect(judge(202)).toEqual([]);
    expect(judge(409)).toEqual([]);
  });
});

test('a KCI is judged by the document, and its wrapper keys are found there', async () => {
  const contract = await smallContract();
  expect(contract.kciWrappers).toEqual(['order', 'problem']);
  expect(contract.judgeKci({ id: 1, order: {} })).toEqual([]);
  expect(lines(contract.judgeKci({ id: 1, order: 1 }))).toEqual(['error body/order: object | 1']);
  expect(lines(contract.judgeKci({ id: 1 }))).toEqual(['error body: one of order, problem | missing']);
});

test.describe('the hashes', () => {
  test('are those of the files, by name, with the files that they refer to', async () => {
    const { paths, ...rest } = api;
    const shared = { components: { schemas: { Error: error } } };
    const outer = {
      ...rest,
      paths: {
        ...paths,
        '/more': {
          get: {
            operationId: 'more',
            responses: {
              '400': { description: 'No.', content: json({ $ref: 'shared.json#/components/schemas/Error' }) },
            },
          },
        },
      },
    };
    const files = {
      supplierApi: await written('outer.json', outer),
      supplierUpdatesApi: await written('updates.json', updates),
    };
    const sharedPath = await written('shared.json', shared);
    const contract = await loadContract(files);
    expect(contract.hashes).toEqual({
      'outer.json': await sha256(files.supplierApi),
      'shared.json': await sha256(sharedPath),
      'updates.json': await sha256(files.supplierUpdatesApi),
    });
    expect(lines(contract.judgeResponseBody('more', 400, {}))).toEqual([
      'error body/code: required property code | missing',
    ]);
  });
});
