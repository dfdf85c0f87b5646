import { expect, test } from '@playwright/test';
import { laidOut } from './json.ts';
import { textOf } from './markup.ts';

/** What is read: without the tags, with marked lines in guillemets. */
function read(text: string, offending: readonly string[] = [], limit = 10_000, words: readonly string[] = []): string {
  return textOf(laidOut(text, offending, limit, new Set(words)).code)
    .replaceAll('<mark>', '«')
    .replaceAll('</mark>', '»')
    .replaceAll(/<\/?[biu]>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

test('JSON is laid out token by token, as it was sent', () => {
  expect(read('{"id":12345678901234567890.10,"id":1e400,"a":{"b":[{"c":null},{"c":true}]},"s":"\\u0041\\n{}"}')).toBe(
    [
      '{',
      '  "id": 12345678901234567890.10,',
      '  "id": 1e400,',
      '  "a": {',
      '    "b": [',
      '      { "c": null },',
      '      { "c": true }',
      '    ]',
      '  },',
      '  "s": "\\u0041\\n{}"',
      '}',
    ].join('\n'),
  );
  expect(read(' [ ] ')).toBe('[]');
  expect(read('{"list":[1,2, 3],"empty":{},"braces":"}{"}')).toBe(
    '{\n  "list": [1, 2, 3],\n  "empty": {},\n  "braces": "}{"\n}',
  );
});

test('laid out, it is still the same JSON', () => {
  const value = {
    a: [[], [1, [2, { b: '"\\/\b\f\n\r\t' }]], {}],
    'k"e\\y': { '': -0.5e-7 },
    long: 'x'.repeat(90),
    t: true,
    n: null,
  };
  for (const text of [JSON.stringify(value), JSON.stringify(value, undefined, 3)])
    expect(JSON.parse(read(text))).toEqual(value);
});

test('the offending place is marked; of one that does not exist, the nearest that does', () => {
  const text = '{"sites":[{"name":"A"},{"name":"<B>"}],"id":1}';
  expect(read(text, ['/sites[1]/name'])).toContain('      «"name": "<B>"»\n');
  expect(read(text, ['/sites[0]'])).toContain('    «{ "name": "A" },»\n');
  expect(read(text, ['/sites[1]/postcode'])).toContain('    «{ "name": "<B>" }»\n');
  expect(read(text, ['/sites[7]/name'])).toContain('  «"sites": [»\n');
  expect(read(text, ['/status'])).toMatch(/^«\{»\n/);
  expect(read(text, ['/id', '/sites[0]/name']).match(/«/g)).toHaveLength(2);
  expect(read(text)).not.toContain('«');
});

test('what is long is cut, what is deep is not indented for ever', () => {
  const long = laidOut(
    JSON.stringify(Array.from({ length: 5000 }, (_, index) => ({ index, name: 'a name' }))),
    [],
    2000,
  );
  expect(long.cut).toBe(true);
  expect(textOf(long.code).length).toBeLessThan(8000);
  expect(read(`{"a":"${'x'.repeat(3000)}"}`)).toContain('…"'.slice(0, 1) + '3002 characters in all');
  const deep = '['.repeat(20_000) + ']'.repeat(20_000);
  expect(textOf(laidOut(deep, [], 12_000).code).length).toBeLessThan(40_000);
});

test('markup in keys and values is text', () => {
  const code = textOf(
    laidOut('{"<script>":"</code><script>alert(1)</script>","a":["<img src=x>"]}', ['/a[0]'], 1000).code,
  );
  expect(code).not.toMatch(/<(?!\/?(?:b|i|u|mark)>)/);
});

test('lines with a member or a value that is spoken of are marked', () => {
  const text = '{"status":"DONE","note":"DONE later","list":[{"status":"OPEN"},"DONE"],"deep":{"a":{"why":"DONE"}}}';
  expect(read(text, [], 10_000, ['status', 'DONE'])).toBe(
    [
      '{',
      '  «"status": "DONE",»',
      '  "note": "DONE later",',
      '  "list": [',
      '    «{ "status": "OPEN" },»',
      '    «"DONE"»',
      '  ],',
      '  "deep": {',
      '    «"a": { "why": "DONE" }»',
      '  }',
      '}',
    ].join('\n'),
  );
});
