import { createHmac } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { basic, otherCredentials } from './credentials-forged.ts';

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

/** A signed token whose signature has so many bytes. */
function signed(bytes: number): string {
  const text = `${encoded({ alg: 'HS256' })}.${encoded({ sub: 'a' })}`;
  return `${text}.${createHmac('sha512', 'k').update(text).digest().subarray(0, bytes).toString('base64url')}`;
}

// The last character of base64 holds 2, 4 or 6 bits that count: another one may stand for the same bytes.
for (const bytes of [30, 31, 32, 64]) {
  test(`a signed token has another signature of ${bytes} bytes, and says the same`, () => {
    const token = signed(bytes);
    const other = otherCredentials(`Bearer ${token}`).slice('Bearer '.length);
    const [head, payload, signature] = token.split('.');
    const [otherHead, otherPayload, otherSignature = ''] = other.split('.');
    expect([otherHead, otherPayload]).toEqual([head, payload]);
    const [was, is] = [signature ?? '', otherSignature].map((text) => Buffer.from(text, 'base64url'));
    expect(is?.length).toBe(was?.length);
    expect(is?.equals(was ?? Buffer.alloc(0))).toBe(false);
  });
}

test('a sealed token has another last part', () => {
  const parts = ['aa', 'bb', 'cc', 'dd', 'eeee'];
  const other = otherCredentials(`Bearer ${parts.join('.')}`)
    .slice(7)
    .split('.');
  expect(other.slice(0, 4)).toEqual(parts.slice(0, 4));
  expect(other[4]).not.toBe('eeee');
});

test('any other token becomes one of the same length and kind of characters', () => {
  for (const token of ['0123456789abcdef', 'Supplier-token_ABC/12+=', 'a.b', 'a.b.c.d', '~~~', '1']) {
    for (let time = 0; time < 50; time += 1) {
      const other = otherCredentials(`Bearer ${token}`);
      expect(other).toMatch(/^Bearer [!-~]+$/);
      expect(other).not.toBe(`Bearer ${token}`);
    }
  }
  expect(otherCredentials('Bearer Ab1-xyz789')).toMatch(/^Bearer [A-Z][a-z]\d-[a-z]{3}\d{3}$/);
});

test('Basic credentials keep their user, whatever its name and password hold', () => {
  const shown = (value: string) => Buffer.from(value.slice('Basic '.length), 'base64').toString();
  expect(shown(basic('üser', 'a:b'))).toBe('üser:a:b');
  expect(shown(otherCredentials(basic('üser', 'a:b')))).toMatch(/^üser:not-[0-9a-f]{24}$/);
});
