import { expect, test } from '@playwright/test';
import { createAllowList, faultIn } from './allow.ts';

test('addresses and ranges of both families', () => {
  const allows = createAllowList(['192.0.2.7', '10.1.0.0/16', '2001:db8::/32', '::1']);
  for (const address of ['192.0.2.7', '10.1.200.3', '::ffff:10.1.0.1', '::FFFF:192.0.2.7', '2001:db8::5', '::1']) {
    expect(allows(address), address).toBe(true);
  }
  for (const address of ['192.0.2.8', '10.2.0.1', '::ffff:10.2.0.1', '2001:db9::1', '127.0.0.1', '', 'unknown']) {
    expect(allows(address), address).toBe(false);
  }
});

test('a zone is no part of an address', () => {
  expect(createAllowList(['fe80::/10'])('fe80::1%eth0')).toBe(true);
});

test('what is neither an address nor a range', () => {
  for (const wrong of [
    '10.1.0.0/33',
    '10.1/16',
    '2001:db8::/129',
    'acme.example',
    '',
    '10.0.0.1/',
    '10.0.0.1/8/8',
    '::ffff:10.0.0.0/104',
  ]) {
    expect(faultIn(wrong), wrong).toContain('expected an address or a range');
    expect(() => createAllowList([wrong])).toThrow(RangeError);
  }
});
