import { expect, test } from '@playwright/test';
import { theContract } from '../specs/fixtures/contract.ts';
import { CATALOGUE } from './catalogue.ts';
import { exchanged, history, kci, PROFILE, type RequestOptions } from './fixtures/history.ts';
import { ethernetKci, ethernetOrder, orderKci, provideOrder } from './fixtures/messages.ts';
import { judge } from './judge.ts';

const DATES = { committedDate: '2026-02-02T09:00:00Z', targetDate: '2026-02-02T09:00:00Z' };

/** What nobody means, among it an object that cannot be made into text. */
const NOT_WHAT_WAS_MEANT: readonly unknown[] = [
  null,
  true,
  7,
  '',
  'text',
  [],
  [null],
  {},
  { length: 3 },
  { toString: 1 },
];

/** Every value that differs from the one given by one member, at any depth, that is something else altogether. */
function spoilt(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return NOT_WHAT_WAS_MEANT;
  const members = Object.entries(value).flatMap(([member, inner]) =>
    spoilt(inner).map((other) => (Array.isArray(value) ? [other] : { ...value, [member]: other })),
  );
  return [...NOT_WHAT_WAS_MEANT, ...members];
}

const ABOUT: Readonly<Record<string, { readonly sent: RequestOptions; readonly tell: typeof orderKci }>> = {
  handleCreateOrder: { sent: { body: provideOrder(), variant: 'provide' }, tell: orderKci },
  handleCreateEthernetOrder: { sent: { body: ethernetOrder() }, tell: ethernetKci },
};

for (const [operation, { sent, tell }] of Object.entries(ABOUT)) {
  test(`no KCI about what ${operation} placed makes a check throw`, async () => {
    const contract = await theContract();
    const first = tell('COMMITTED', 'IN_PROGRESS', { order: DATES });
    const next = tell('COMMITTED', 'IN_PROGRESS', { sequenceNumber: 2, order: DATES });
    const thrown = new Set<string>();
    for (const body of spoilt(next)) {
      const happened = history(exchanged(operation, sent, { status: 202 }), kci(first), kci(body));
      for (const { outcome, check, reason } of judge(CATALOGUE, happened, contract, PROFILE)) {
        if (outcome === 'broken') thrown.add(`${check}: ${reason}`);
      }
    }
    expect([...thrown]).toEqual([]);
  });
}
