import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import { endOfObject } from './json-text.ts';
import { asDeliveries, samplesIn } from './samples.ts';

const found = (text: string) => {
  const { kcis, unreadable, others } = samplesIn(text, ['provideServiceOrder']);
  return {
    kcis: kcis.map(({ line, text: json }) => [line, (JSON.parse(json) as { reasonCode?: string }).reasonCode]),
    ...(unreadable.length > 0 ? { unreadable } : {}),
    ...(others.length > 0 ? { others } : {}),
  };
};

const kci = (reasonCode: string, rest: object = {}) => ({
  id: '1',
  sequenceNumber: 1,
  reasonCode,
  ...rest,
  provideServiceOrder: { id: 1, address: { id: '2' }, list: [{ name: 'A', value: '}' }] },
});

const plain = (reasonCode: string, rest?: object) => JSON.stringify(kci(reasonCode, rest));
const pretty = (reasonCode: string, rest?: object) => JSON.stringify(kci(reasonCode, rest), null, 2);

test.describe('finds KCIs', () => {
  test('in one JSON text, also after a byte order mark', () => {
    expect(found(pretty('UPDATE'))).toEqual({ kcis: [[1, 'UPDATE']] });
    expect(found(`\ufeff${plain('UPDATE')}`)).toEqual({ kcis: [[1, 'UPDATE']] });
  });

  test('in a list', () => {
    expect(found(JSON.stringify([kci('UPDATE'), kci('DELAY')], null, 1))).toEqual({
      kcis: [
        [2, 'UPDATE'],
        [19, 'DELAY'],
      ],
    });
  });

  test('one in each line, whatever ends the lines', () => {
    expect(found(`${plain('UPDATE')}\r\n\r\n${plain('DELAY')}\r\n`)).toEqual({
      kcis: [
        [1, 'UPDATE'],
        [3, 'DELAY'],
      ],
    });
  });

  test('between prose with braces, brackets and quotes of its own', () => {
    const text = [
      'Send {this}, then { "that" }, never [it]: {',
      pretty('UPDATE', { text: 'a "{" and a \\ and {"id": 1}' }),
      `}It's "done" {}. ${plain('DELAY')}and more {"} ${plain('RESUMED')}`,
    ].join('\n');
    expect(found(text)).toEqual({
      kcis: [
        [2, 'UPDATE'],
        [20, 'DELAY'],
        [20, 'RESUMED'],
      ],
    });
  });

  test('within other objects', () => {
    const text = `{"level": "info", "sent": [\n${plain('UPDATE')},\n${plain('DELAY')}], "answer": {"status": 204}}\n`;
    expect(found(text)).toEqual({
      kcis: [
        [2, 'UPDATE'],
        [3, 'DELAY'],
      ],
    });
  });

  test('with nothing in the envelope, or with nothing but the envelope', () => {
    expect(found('{"provideServiceOrder": {}}')).toEqual({ kcis: [[1, undefined]] });
    expect(found('{"issuedOn": "", "reasonCode": "UPDATE"}')).toEqual({ kcis: [[1, 'UPDATE']] });
  });
});

test('tells which JSON objects are no KCIs, outermost and once', () => {
  const cancellation = '{"id": 5, "orderId": 1, "reasonCode": "OTHER", "notes": {"a": {"b": 1}}}';
  expect(found(`${cancellation}\n${plain('UPDATE')}\n[${cancellation},\n${cancellation}]`)).toEqual({
    kcis: [[2, 'UPDATE']],
    others: [1, 3, 4],
  });
});

test.describe('tells on which line a KCI ceases to be JSON, and why', () => {
  const broken = (json: string) => samplesIn(`Here:\n${json}\n`, ['provideServiceOrder']).unreadable;
  const cases: Readonly<Record<string, readonly [json: string, line: number, problem: string]>> = {
    'a comma too many': ['{\n"reasonCode": "UPDATE",\n}', 3, 'expected a name in double quotes, found }'],
    'a comma too few': ['{\n"reasonCode": "UPDATE"\n"id": "1"}', 3, 'expected a comma or }, found "'],
    'a comma too few in a list': ['{"reasonCode": "UPDATE", "a": [1 2]}', 2, 'expected a comma or ], found 2'],
    'a comma too many in a list': ['{"reasonCode": "UPDATE", "a": [1,]}', 2, 'expected a value, found ]'],
    'a bare word': ['{"reasonCode": UPDATE}', 2, 'expected a value, found UPDATE'],
    'no value': ['{"a": [{], "reasonCode": 1}', 2, 'expected a name in double quotes or }, found ]'],
    'single quotes': [`{"reasonCode": 'UPDATE'}`, 2, "expected a value, found '"],
    'no colon': ['{"reasonCode": "UPDATE", "id" "1"}', 2, 'expected a colon, found "'],
    'a leading zero': ['{"reasonCode": "UPDATE", "sequenceNumber": 01}', 2, 'expected a comma or }, found 1'],
    'a string of two lines': ['{"reasonCode": "UP\nDATE"}', 2, 'a string is not closed on its line'],
    'a tab in a string': ['{"reasonCode": "UP\tDATE"}', 2, 'a string holds a control character that is not escaped'],
    'a wrong escape': ['{"reasonCode": "UP\\DATE"}', 2, 'a string holds \\D, which is no escape'],
    'no end': [
      '{"reasonCode": "UPDATE", "provideServiceOrder": {"id": 1}',
      2,
      'expected a comma or }, found the end of the text',
    ],
  };
  for (const [name, [json, line, problem]] of Object.entries(cases)) {
    test(name, () => {
      expect(broken(json)).toEqual([{ line, problem }]);
    });
  }

  test('and reads on', () => {
    const cut = plain('UPDATE').slice(0, -1);
    expect(found(`${cut}\n${plain('DELAY')}\n{"id": 1}\n`)).toEqual({
      kcis: [[2, 'DELAY']],
      unreadable: [{ line: 1, problem: 'expected a comma or }, found {' }],
    });
  });

  test('once for a list that holds it, and for each of several', () => {
    const [wrong, right] = [plain('UPDATE').replace('"1"', 'one'), plain('DELAY')];
    expect(found(`{"sent": [${right},\n${wrong},\n${wrong}]}`)).toEqual({
      kcis: [[1, 'DELAY']],
      unreadable: [2, 3].map((line) => ({ line, problem: 'expected a value, found one' })),
    });
  });

  test('but not of what was not meant to be one', () => {
    expect(found(`{"a": b}\n${plain('UPDATE')}`)).toEqual({ kcis: [[1 + 1, 'UPDATE']] });
  });
});

test('a JSON object ends where it ends, whatever follows', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat({ max: 3 }), fc.string(), (value, indent, rest) => {
      const json = JSON.stringify(value, null, indent);
      expect(endOfObject(`x${json}${rest}`, 1)).toEqual({ end: json.length + 1 });
    }),
    { numRuns: 500 },
  );
});

test('a text is a JSON object when the parser of the platform says so', () => {
  const spoiled = fc
    .tuple(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.nat(),
      fc.nat(),
      fc.constantFrom('', ...Array.from('{}[],:"\\0e. \n\tx')),
    )
    .map(([value, from, cut, put]) => {
      const json = JSON.stringify(value, null, 1);
      const place = 1 + (from % json.length);
      return `${json.slice(0, place)}${put}${json.slice(place + (cut % 3))}`;
    });
  fc.assert(
    fc.property(spoiled, (text) => {
      const scan = endOfObject(text, 0);
      if ('end' in scan) JSON.parse(text.slice(0, scan.end));
      else expect(() => void JSON.parse(text)).toThrow();
    }),
    { numRuns: 2000 },
  );
});

test('samples are numbered deliveries of what stands in the text', () => {
  const { kcis } = samplesIn(`${plain('UPDATE')} ${plain('DELAY', { text: 'später' })}`, []);
  const events = asDeliveries(kcis);
  expect(events.map(({ seq }) => seq)).toEqual([1, 2]);
  expect(events[1]?.body).toMatchObject({ encoding: 'utf8', text: kcis[1]?.text });
  expect(events[1]?.body.bytes).toBe((kcis[1]?.text.length ?? 0) + 1);
});
