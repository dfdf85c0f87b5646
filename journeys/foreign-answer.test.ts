import { expect, test } from '@playwright/test';
import type { Answer } from './client.ts';
import { foreignAnswer, quoted } from './foreign-answer.ts';

const answer = (text: string, type?: string, more: Partial<Answer['body']> = {}): Answer => ({
  status: 200,
  headers: type === undefined ? [] : [['content-type', type]],
  body: { encoding: 'utf8', text, bytes: text.length, ...more },
});

test('a JSON object is no foreign answer, whatever it is called, nor what is too long to be read', () => {
  expect(foreignAnswer(answer('{}', 'text/plain'))).toBeUndefined();
  expect(foreignAnswer(answer('{"a":', 'application/json', { truncated: true }))).toBeUndefined();
});

test('says what came in place of one', () => {
  const whatOf = (text: string, type?: string) => foreignAnswer(answer(text, type))?.what;
  expect(whatOf('<html>\n\n<p>', 'text/html; charset=utf-8')).toBe(
    'with text/html (<html> <p>): that is not the Supplier API',
  );
  expect(whatOf('', undefined)).toBe('with no Content-Type (an empty body): that is not the Supplier API');
  expect(whatOf('[]', 'application/json')).toBe('with application/json ([]): that is no JSON object');
  expect(whatOf('{"a"', 'application/problem+json')).toMatch(
    /^with application\/problem\+json \({"a"\): that is no JSON \(/,
  );
});

test('quotes the beginning of it, and not what it was asked with', () => {
  expect(quoted(answer('x'.repeat(200)), undefined)).toBe(`${'x'.repeat(77)}...`);
  expect(quoted(answer('you sent Bearer s3cret-token'), 'Bearer s3cret-token')).toBe('you sent Bearer [redacted]');
});
