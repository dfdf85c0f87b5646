import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify from 'fastify';
import { expect, test } from '@playwright/test';
import { watchInterruption } from './interruption.ts';
import { createSteerer, SteeringError, type Steerer, type SteeringTable } from './steering.ts';

const HANDLES = { gatewayId: 12, tenant: 'TENANT1', conversation: 'c', supplierReference: 'A/1 "x"\r\nX-Evil: 1' };
const KNOWN = { scenario: 'ORDER_DELAYED', tenant: 'TENANT1', id: 12 };

function steer(
  table: SteeringTable,
  within = 10_000,
): Steerer & { remarks: string[]; instructions: string[]; interrupt: () => void } {
  const remarks: string[] = [];
  const instructions: string[] = [];
  const interruption = new AbortController();
  const steerer = createSteerer(table, {
    tenant: 'TENANT1',
    within,
    interruptions: watchInterruption(interruption.signal),
    remark: (text) => remarks.push(text),
    instruct: (text) => instructions.push(text),
  });
  return { ...steerer, remarks, instructions, interrupt: () => interruption.abort() };
}

test('a header travels with the request, filled in', () => {
  const { headers, means } = steer({
    default: { header: { 'X-Scenario': '{{scenario}}', 'X-For': '{{ tenant }} {{id}}' } },
  });
  expect(means('ORDER_DELAYED')).toEqual(['header']);
  expect(headers('ORDER_DELAYED', KNOWN)).toEqual([
    ['X-Scenario', 'ORDER_DELAYED'],
    ['X-For', 'TENANT1 12'],
  ]);
});

test('an entry of its own takes the place of the default', () => {
  const { headers, notes, means } = steer({
    default: { header: { 'X-Scenario': '{{scenario}}' } },
    ORDER_DELAYED: { notes: 'SCENARIO=DELAY' },
  });
  expect(means('ORDER_DELAYED')).toEqual(['notes']);
  expect(headers('ORDER_DELAYED', KNOWN)).toEqual([]);
  expect(notes('ORDER_DELAYED', KNOWN)).toBe('SCENARIO=DELAY');
  expect(means('ORDER_WARNING')).toEqual(['header']);
});

test('without an entry nothing can be steered', () => {
  expect(steer({ ORDER_DELAYED: { notes: 'x' } }).means('ORDER_WARNING')).toEqual([]);
});

test('a successful order takes only the header of the default, and all of an entry of its own', () => {
  expect(steer({ default: { notes: 'SCENARIO={{scenario}}' } }).means('ORDER_SUCCESSFUL')).toEqual([]);
  expect(steer({ default: { header: { a: 'b' } } }).means('ORDER_SUCCESSFUL')).toEqual(['header']);
  expect(steer({ ORDER_SUCCESSFUL: { notes: 'x' } }).means('ORDER_SUCCESSFUL')).toEqual(['notes']);
});

test('an HTTP call is made with everything filled in, and nothing in it can be broken out of', async () => {
  const app = fastify();
  const calls: unknown[] = [];
  app.post('/sim/*', (request) => {
    calls.push({
      url: request.url,
      body: request.body,
      header: request.headers['x-order'],
      evil: request.headers['x-evil'],
    });
    return {};
  });
  const base = await app.listen({ host: '127.0.0.1', port: 0 });
  const { act, remarks } = steer({
    ORDER_PARTIAL: {
      http: {
        method: 'POST',
        url: `${base}/sim/{{supplierReference}}?token=secret`,
        headers: { 'X-Order': '{{supplierReference}}' },
        body: { orders: [{ id: '{{id}}', reference: '{{supplierReference}}' }], n: 1 },
      },
    },
  });
  expect(await act('ORDER_PARTIAL', HANDLES)).toBe(true);
  expect(calls).toEqual([
    {
      url: '/sim/A%2F1%20%22x%22%0D%0AX-Evil%3A%201?token=secret',
      body: { orders: [{ id: '12', reference: HANDLES.supplierReference }], n: 1 },
      header: 'A/1 "x"  X-Evil: 1',
      evil: undefined,
    },
  ]);
  expect(remarks).toEqual([`steering ORDER_PARTIAL by POST ${base}/sim/{{supplierReference}} was answered 200`]);
  await app.close();
});

test('an HTTP call that is refused, or reaches nobody, says so', async () => {
  const app = fastify();
  app.post('/', (_, reply) => reply.code(403).send());
  const base = await app.listen({ host: '127.0.0.1', port: 0 });
  const refused = steer({ default: { http: { method: 'POST', url: `${base}/` } } });
  expect(await refused.act('ORDER_DELAYED', HANDLES)).toBe(false);
  expect(refused.remarks[0]).toMatch(/failed: 403$/);
  await app.close();
  const nowhere = steer({ default: { http: { method: 'POST', url: 'http://127.0.0.1:1/' } } });
  expect(await nowhere.act('ORDER_DELAYED', HANDLES)).toBe(false);
  expect(nowhere.remarks[0]).toMatch(/failed: nothing listens there/);
  const nothing = steer({ default: { http: { method: 'POST', url: '{{supplierReference}}' } } });
  expect(await nothing.act('ORDER_DELAYED', HANDLES)).toBe(false);
  expect(nothing.remarks[0]).toMatch(/no URL/);
});

test('a command gets each placeholder within one word, and no shell sees it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'steering-'));
  const script = `require("fs").writeFileSync(process.argv[1], JSON.stringify([process.argv.slice(2), process.env.CONFORMANCE_ID]))`;
  const { act, remarks } = steer({
    default: {
      command: `"${process.execPath}" -e '${script}' "${folder}/out" {{scenario}} "{{supplierReference}}; touch ${folder}/evil"`,
    },
  });
  expect(await act('ORDER_DELAYED', HANDLES)).toBe(true);
  expect(JSON.parse(readFileSync(join(folder, 'out'), 'utf8'))).toEqual([
    ['ORDER_DELAYED', `${HANDLES.supplierReference}; touch ${folder}/evil`],
    '12',
  ]);
  expect(existsSync(join(folder, 'evil'))).toBe(false);
  expect(remarks).toEqual([`steering ORDER_DELAYED by the command ${process.execPath} ended well`]);
});

test('a reference that no URL and no parameter can hold goes there as far as it can', async () => {
  const known = { ...HANDLES, supplierReference: 'A\0B\ud800C' };
  const folder = mkdtempSync(join(tmpdir(), 'steering-'));
  const script = `require("fs").writeFileSync(process.argv[1], JSON.stringify([process.argv[2], process.env.CONFORMANCE_SUPPLIER_REFERENCE]))`;
  const command = `"${process.execPath}" -e '${script}' "${folder}/out" {{supplierReference}}`;
  expect(await steer({ default: { command } }).act('ORDER_DELAYED', known)).toBe(true);
  expect(JSON.parse(readFileSync(join(folder, 'out'), 'utf8'))).toEqual(['A B\ufffdC', 'A B\ufffdC']);
  const app = fastify();
  const urls: string[] = [];
  app.post('/*', (request) => urls.push(request.url));
  const base = await app.listen({ host: '127.0.0.1', port: 0 });
  const http = { method: 'POST', url: `${base}/{{supplierReference}}` };
  expect(await steer({ default: { http } }).act('ORDER_DELAYED', known)).toBe(true);
  expect(urls).toEqual(['/A%00B%EF%BF%BDC']);
  await app.close();
});

test('a command that fails, is not there, or does not end says so', async () => {
  const node = `"${process.execPath}"`;
  const failing = steer({ default: { command: `${node} -e "process.exit(3)"` } });
  expect(await failing.act('ORDER_DELAYED', HANDLES)).toBe(false);
  expect(failing.remarks[0]).toMatch(/failed: it ended with 3$/);
  const missing = steer({ default: { command: 'no-such-program-anywhere' } });
  expect(await missing.act('ORDER_DELAYED', HANDLES)).toBe(false);
  expect(missing.remarks[0]).toMatch(/failed: ENOENT/);
  const endless = steer({ default: { command: `${node} -e "setInterval(() => 0, 1000)"` } }, 300);
  expect(await endless.act('ORDER_DELAYED', HANDLES)).toBe(false);
  expect(endless.remarks[0]).toMatch(/did not end within 300 ms/);
  const interrupted = steer({ default: { command: `${node} -e "setInterval(() => 0, 1000)"` } }, 60_000);
  const acting = interrupted.act('ORDER_DELAYED', HANDLES);
  interrupted.interrupt();
  expect(await acting).toBe(false);
});

test('an instruction is shown and written down', async () => {
  const { act, instructions, remarks } = steer({ ORDER_PARTIAL: { manual: 'Close order {{id}} in the console' } });
  expect(await act('ORDER_PARTIAL', HANDLES)).toBe(true);
  expect(instructions).toEqual(['Close order 12 in the console']);
  expect(remarks).toEqual(['to be done by hand for ORDER_PARTIAL: Close order 12 in the console']);
});

test('what travels with requests has nothing to act', async () => {
  const { act, remarks } = steer({ default: { header: { a: 'b' } } });
  expect(await act('ORDER_DELAYED', HANDLES)).toBe(true);
  expect(remarks).toEqual([]);
});

test('a placeholder that does not exist, and a command that cannot be read, are refused at once', () => {
  expect(() => steer({ ORDER_DELAYED: { notes: '{{order}}' } })).toThrow(SteeringError);
  expect(() => steer({ ORDER_DELAYED: { notes: '{{order}}' } })).toThrow(
    /steering\.ORDER_DELAYED uses \{\{order\}\}.*\{\{scenario\}\} \{\{tenant\}\}/,
  );
  expect(() => steer({ default: { http: { method: 'POST', url: 'http://x/', body: { a: ['{{nope}}'] } } } })).toThrow(
    /\{\{nope\}\}/,
  );
  expect(() => steer({ default: { command: 'say "hello' } })).toThrow(/quotation in it does not end/);
  expect(() => steer({ default: { command: ' ' } })).toThrow(/empty/);
});
