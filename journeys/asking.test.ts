import { expect, test } from '@playwright/test';
import { rawBody } from '../evidence/bodies.ts';
import type { Exchange } from '../evidence/exchanges.ts';
import { isNamedIn, sentNumber, type Asked } from './asking.ts';

/** An exchange whose request has a body of some text. */
function sending(text: string): Exchange {
  return { request: { body: rawBody(Buffer.from(text)) } } as unknown as Exchange;
}

test('the number of a request is read in quotes, too, and where the body breaks off', () => {
  const numbers = ['{"id":7}', '{"id":"7"}', '{"id": 7, "notes":"n"'].map((text) => sentNumber(sending(text)));
  expect(numbers).toEqual([7, 7, 7]);
  for (const text of [
    '{}',
    '{"id":0}',
    '{"id":"0"}',
    '{"id":"A7"}',
    '{"id":{"unexpected":true}}',
    '{"orderId": 7',
    '',
  ]) {
    expect(sentNumber(sending(text)), text).toBeUndefined();
  }
});

test('a request names what it is about by its number, be it in quotes', () => {
  const order: Asked = {
    handles: { gatewayId: 7, tenant: 'T', conversation: 'c' },
    name: 'order 7',
    namedAs: 'orderId',
    ends: () => false,
  };
  const names = (text: string) => isNamedIn(sending(text), order);
  expect(['{"orderId":7}', '{"orderId":"7"}'].map(names)).toEqual([true, true]);
  expect(['{"orderId":8}', '{"orderId":"8"}', '{"id":7}', '{"orderId":null}'].map(names)).toEqual(Array(4).fill(false));
});
