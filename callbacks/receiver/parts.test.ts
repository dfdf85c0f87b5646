import { appendFileSync, existsSync, readFileSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { rawBody } from '../../evidence/bodies.ts';
import type { Event } from '../../evidence/history.ts';
import type { Kci } from '../../evidence/kci.ts';
import { createBacklog } from './backlog.ts';
import { createClaims } from './claims.ts';
import { claimsIn } from './hearing.ts';
import type { Claim } from './protocol.ts';
import { createHolds } from './holds.ts';
import { openKeep, type Kept } from './keep.ts';

const kci = (named: Partial<Kci>) => ({ body: {}, ...named }) as Kci;
const entry = (text: string) => () => ({ size: text.length, line: () => text });

test.describe('claims', () => {
  test('a run claims what it orders by its number, be it in quotes', () => {
    const claimed: Claim[] = [];
    const hear = claimsIn((claim) => claimed.push(claim));
    for (const id of [7, '8', 'eight']) {
      const body = rawBody(Buffer.from(JSON.stringify({ id })));
      hear({
        type: 'request',
        exchange: `${id}`,
        operation: 'handleCreateOrder',
        headers: [],
        body,
      } as unknown as Event);
    }
    expect(claimed).toMatchObject([{ gatewayId: 7 }, { gatewayId: 8 }]);
    expect(claimed).toHaveLength(2);
  });

  test('a KCI is about whoever claimed any of its handles', () => {
    const claims = createClaims();
    claims.add('a', { gatewayId: 7, conversation: 'c7' });
    claims.add('b', { gatewayId: 8, conversation: 'c8' });
    expect(claims.of(kci({ gatewayId: 7 }))).toEqual(['a']);
    expect(claims.of(kci({ conversation: 'c8' }))).toEqual(['b']);
    expect(claims.of(kci({ gatewayId: 7, conversation: 'c8' })).toSorted()).toEqual(['a', 'b']);
    expect(claims.of(kci({ gatewayId: 9 }))).toEqual([]);
  });

  test('a reference that a KCI tells is a handle from then on', () => {
    const claims = createClaims();
    claims.add('a', { gatewayId: 7 });
    expect(claims.of(kci({ supplierReference: 'R7' }))).toEqual([]);
    expect(claims.of(kci({ gatewayId: 7, supplierReference: 'R7' }))).toEqual(['a']);
    expect(claims.of(kci({ supplierReference: 'R7' }))).toEqual(['a']);
  });

  test('what came before its claim is told with the claim, once', () => {
    const claims = createClaims();
    claims.remember('r-1', kci({ supplierReference: 'R1' }));
    claims.remember('r-2', kci({ supplierReference: 'R2' }));
    expect(claims.add('a', { supplierReference: 'R1' })).toEqual(['r-1']);
    expect(claims.add('a', { supplierReference: 'R1' })).toEqual([]);
  });

  test('whose a KCI is stays known when the run has gone, as far as there is room', () => {
    const claims = createClaims(2);
    claims.add('a', { gatewayId: 1 });
    claims.leave('a');
    expect(claims.of(kci({ gatewayId: 1 }))).toEqual(['a']);
    claims.add('b', { gatewayId: 2 });
    claims.add('b', { gatewayId: 3 });
    expect(claims.of(kci({ gatewayId: 1 }))).toEqual([]);
    expect(claims.of(kci({ gatewayId: 3 }))).toEqual(['b']);
  });

  test('which thing of a run a KCI is about', () => {
    const claims = createClaims();
    claims.add('a', { gatewayId: 1, conversation: 'c1', kind: 'order' });
    claims.add('a', { gatewayId: 2, conversation: 'c2', kind: 'order' });
    expect(claims.isAbout('a', kci({ gatewayId: 1, conversation: 'c2' }), 1)).toBe(true);
    expect(claims.isAbout('a', kci({ conversation: 'c2' }), 2)).toBe(true);
    expect(claims.isAbout('b', kci({ conversation: 'c2' }), 2)).toBe(false);
  });
});

test.describe('backlog', () => {
  test('keeps so much, and says what is lost', () => {
    const backlog = createBacklog(0, [], { entries: 3, characters: 100 });
    for (const text of ['a', 'b', 'c', 'd']) backlog.push(entry(text));
    expect(backlog.head()).toBe(4);
    expect(backlog.after(0)).toBe('lost');
    expect(backlog.after(1)).toMatchObject({ number: 2 });
    expect(backlog.after(4)).toBe('none');
    backlog.push(entry('x'.repeat(99)));
    expect(backlog.after(2)).toBe('lost');
    expect(backlog.after(3)).toMatchObject({ number: 4 });
    backlog.push(entry('x'.repeat(500)));
    expect(backlog.after(5)).toBe('lost');
    expect(backlog.after(6)).toBe('none');
  });

  test('goes on after what was kept before, and never gives a number again', () => {
    const earlier = [5, 7].map((number) => ({ number, size: 1, line: () => '' }));
    const backlog = createBacklog(7, earlier);
    expect(backlog.after(3)).toBe('lost');
    expect(backlog.after(4)).toMatchObject({ number: 5 });
    expect(backlog.after(6)).toMatchObject({ number: 7 });
    expect(backlog.after(9)).toBe('none');
    backlog.push(entry('a'));
    expect(backlog.after(9)).toMatchObject({ number: backlog.head() });
    expect(createBacklog(7).after(7)).toBe('none');
  });
});

test.describe('holds', () => {
  const never = new AbortController().signal;

  test('one at a time, in the order in which they asked', async () => {
    const holds = createHolds();
    expect(await holds.take('a', 'slots', never)).toBe(true);
    expect(await holds.take('b', 'services', never)).toBe(true);
    const order: string[] = [];
    const waits = ['b', 'c'].map((run) => holds.take(run, 'slots', never).then(() => order.push(run)));
    holds.release('c', 'slots');
    holds.release('a', 'slots');
    await waits[0];
    expect(order).toEqual(['b']);
    holds.release('b', 'slots');
    await waits[1];
    expect(order).toEqual(['b', 'c']);
  });

  test('who has gone has nothing and waits for nothing', async () => {
    const holds = createHolds();
    await holds.take('a', 'slots', never);
    const waiting = holds.take('b', 'slots', never);
    const gone = new AbortController();
    const given = holds.take('c', 'slots', gone.signal);
    gone.abort();
    expect(await given).toBe(false);
    holds.leave('b');
    expect(await waiting).toBe(false);
    holds.leave('a');
    expect(await holds.take('d', 'slots', never)).toBe(true);
  });

  test('who comes again keeps what it had, unless another has it', async () => {
    const holds = createHolds();
    holds.keep('a', 'slots');
    holds.keep('b', 'slots');
    holds.release('b', 'slots');
    const given = holds.take('c', 'slots', never);
    holds.release('a', 'slots');
    expect(await given).toBe(true);
  });
});

test.describe('journal of a receiver', () => {
  const kept = (receiver: string, number: number): Kept => ({
    number,
    receipt: `${receiver}-${number}`,
    at: '2026-11-22T02:00:00.000Z',
    of: [],
    delivery: { path: `/${number}` },
  });

  test('goes on where the last one ended, and never writes over anything', () => {
    const folder = test.info().outputPath('kept');
    const first = openKeep(folder, 8090);
    expect([first.last, first.earlier]).toEqual([0, []]);
    for (const number of [1, 2, 3]) first.append(kept(first.receiver, number));
    first.close();
    const again = openKeep(folder, 8090);
    expect([again.receiver, again.last]).toEqual([first.receiver, 3]);
    expect(again.earlier.map(({ number }) => number)).toEqual([1, 2, 3]);
    again.close();
    // One that nothing came to in between does not hide what came before.
    const third = openKeep(folder, 8090);
    expect([third.receiver, third.last]).toEqual([first.receiver, 3]);
    expect(third.earlier).toHaveLength(3);
    third.close();
    expect(readdirSync(folder)).toHaveLength(3);
    expect(openKeep(folder, 9090).receiver).not.toBe(first.receiver);
  });

  test('a line that death cut short was not acknowledged and is passed over', () => {
    const folder = test.info().outputPath('cut');
    const first = openKeep(folder, 8090);
    first.append(kept(first.receiver, 1));
    first.close();
    appendFileSync(first.path, '{"number":2,"receipt":"');
    const again = openKeep(folder, 8090);
    expect([again.receiver, again.last]).toEqual([first.receiver, 1]);
    again.close();
  });

  test('a file that is full is followed by another', () => {
    const folder = test.info().outputPath('full');
    const keep = openKeep(folder, 8090, { fileBytes: 300 });
    for (const number of [1, 2, 3, 4]) keep.append(kept(keep.receiver, number));
    keep.close();
    const files = readdirSync(folder).toSorted();
    expect(files.length).toBeGreaterThan(1);
    const lines = files.flatMap((name) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n').slice(1));
    expect(lines.map((line) => (JSON.parse(line) as Kept).number)).toEqual([1, 2, 3, 4]);
    const again = openKeep(folder, 8090);
    expect(again.last).toBe(4);
    again.close();
  });

  test('a new file is begun each day, and what was kept for long enough is deleted, of the same port only', () => {
    const folder = test.info().outputPath('days');
    const day = 86_400_000;
    let now = Date.parse('2026-03-01T10:00:00Z');
    const deleted: number[] = [];
    const options = { days: 7, now: () => now, onDeleted: (count: number) => deleted.push(count) };
    const other = openKeep(folder, 9090, { now: () => now });
    other.close();
    const keep = openKeep(folder, 8090, options);
    const first = keep.path;
    keep.append(kept(keep.receiver, 1));
    for (const path of [first, other.path]) utimesSync(path, now / 1000, now / 1000);
    now += day;
    keep.append(kept(keep.receiver, 2));
    const files = () => readdirSync(folder).filter((name) => name.startsWith('received-8090-'));
    expect(files()).toHaveLength(2);
    expect(deleted).toEqual([]);
    now += 6 * day;
    keep.append(kept(keep.receiver, 3));
    keep.close();
    expect(deleted).toEqual([1]);
    expect(existsSync(first)).toBe(false);
    expect(existsSync(other.path)).toBe(true);
    const again = openKeep(folder, 8090, options);
    expect([again.receiver, again.last]).toEqual([keep.receiver, 3]);
    again.close();
  });

  test('a folder that cannot be used is told in one line', () => {
    const file = test.info().outputPath('file');
    writeFileSync(file, '');
    expect(() => openKeep(join(file, 'kept'), 1)).toThrow(/^cannot keep what arrives in \S+: .*--out$/);
  });
});
