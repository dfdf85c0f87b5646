import { expect, test } from '@playwright/test';
import { readFragment } from './arrivals.ts';

test('a fragment tells request line, header lines and the rest', () => {
  expect(
    readFragment(Buffer.from('POST /v1/kcis HTTP/1.1\r\nHost: x\r\nno colon here\r\nX-A:  b \r\n\r\n{"a":1}')),
  ).toEqual({
    method: 'POST',
    path: '/v1/kcis',
    headers: [
      ['Host', 'x'],
      ['X-A', 'b '],
    ],
    body: { text: 'no colon here\n{"a":1}', encoding: 'utf8', bytes: 21 },
  });
});

test('a fragment that is nothing at all is its bytes', () => {
  expect(readFragment(Buffer.from('hello'))).toMatchObject({ method: '', body: { text: 'hello', encoding: 'utf8' } });
  const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x80]);
  expect(readFragment(bytes).body).toEqual({ text: bytes.toString('base64'), encoding: 'base64', bytes: 4 });
});

test('a fragment keeps nothing that might be a secret outside of a header', () => {
  for (const text of [
    'client_secret=geheim',
    'GET / HTTP/1.1\r\nAuthorization Bearer geheim\r\n\r\n',
    '\xff password: geheim',
  ]) {
    const { body, headers } = readFragment(Buffer.from(text, 'latin1'));
    expect({ headers, body }).toEqual({
      headers: [],
      body: { text: '', encoding: 'utf8', bytes: text.length, truncated: true },
    });
  }
});

test('a long fragment is cut', () => {
  const { body } = readFragment(Buffer.alloc(100_000, 'x'));
  expect(body).toMatchObject({ encoding: 'utf8', truncated: true });
  expect(body.text.length).toBe(4096);
});
