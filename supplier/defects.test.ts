import { expect, test } from '@playwright/test';
import { HONEST } from './behaviour.ts';
import { DEFECTS } from './defects.ts';
import { setUp, type Setting } from './fixtures/tenant.ts';
import { STYLES } from './model.ts';

test('defects have ids and titles of their own', () => {
  for (const member of ['id', 'title'] as const) {
    expect(new Set(DEFECTS.map((defect) => defect[member])).size).toBe(DEFECTS.length);
  }
  expect(DEFECTS.filter(({ id }) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
});

test('defects replace what a supplier does, name what that breaks, and say in which style', () => {
  for (const { id, replace, breaks, consequences, style } of DEFECTS) {
    const replaced = Object.keys(replace(HONEST));
    expect(replaced.length, id).toBeGreaterThan(0);
    expect(Object.keys(HONEST), id).toEqual(expect.arrayContaining(replaced));
    expect(breaks.length, id).toBeGreaterThan(0);
    expect(
      breaks.filter((requirement) => consequences.includes(requirement)),
      id,
    ).toEqual([]);
    expect(STYLES, id).toContain(style);
  }
});

test('a defect remembers nothing of another supplier', () => {
  const defect = DEFECTS.find((candidate) => candidate.id === 'refuses-every-second-order');
  const [one, other] = [defect?.replace(HONEST), defect?.replace(HONEST)];
  expect(one?.orderRefusal).not.toBe(other?.orderRefusal);
});

async function setUpWith(id: string): Promise<Setting> {
  const defect = DEFECTS.find((candidate) => candidate.id === id);
  if (!defect) throw new Error(`there is no defect ${id}`);
  return setUp(defect.style, { defect });
}

const CANCELLATION = { id: 9, orderId: 1, reasonCode: 'OTHER' };

test('a supplier may hang up without an answer', async () => {
  const setting = await setUpWith('hangs-up-on-cancellations');
  await expect(setting.post('/service-order-cancellations', CANCELLATION)).rejects.toThrow('other side closed');
  await setting.close();
});

test('a supplier may never answer, and still ends at once when it is told to', async () => {
  const setting = await setUpWith('never-answers-cancellations');
  let answered = false;
  const waiting = setting.post('/service-order-cancellations', CANCELLATION).finally(() => (answered = true));
  const ended = expect(waiting).rejects.toThrow('other side closed');
  expect((await setting.post('/service-orders', '{')).status).toBe(400);
  expect(answered).toBe(false);
  await setting.close();
  await ended;
});
