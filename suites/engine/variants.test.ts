import { expect, test } from '@playwright/test';
import { isObject } from '../../specs/json-object.ts';
import { json, type History, type RequestEvent } from '../../evidence/history.ts';
import { complaints, requirementsWith, runAgainstReference } from '../fixtures/runs.ts';

const generatedIn = (history: History) =>
  history.filter((event): event is RequestEvent => event.type === 'request' && event.generated !== undefined);
const remarksIn = (history: History) =>
  history.flatMap((event) => (event.type === 'note' && event.note === 'remark' ? [event.text] : []));
const out = (name: string) => test.info().outputPath(name);

test('a seed brings the same variants again, but for their numbers', async () => {
  const send = async (name: string) => {
    const { run } = await runAgainstReference({ style: 'sync' }, { out: out(name), only: ['variants-quote'] });
    return generatedIn(run.history).map(({ generated, body }) => {
      const read = json(body);
      const { id: _, ...said } =
        read.ok && isObject(read.value) ? read.value : { text: body?.text.replace(/"id":\d+/, '') };
      return { generated, said };
    });
  };
  const first = await send('first');
  expect(first.length).toBeGreaterThan(20);
  expect(await send('second')).toEqual(first);
});

test('a variant is repeated by its id, with its twin and nothing else', async () => {
  const id = 'handleQuote~1~0~missing@/body/sites';
  const { run, verdicts } = await runAgainstReference({ style: 'sync' }, { out: out('out'), only: [id] });
  expect(generatedIn(run.history).map(({ generated }) => generated?.id)).toEqual([id, 'handleQuote~1~0']);
  expect(requirementsWith('failed', verdicts)).toEqual([]);
});

test('orders come with gateways of every kind, and an honest supplier copes with them', async () => {
  const { run, verdicts } = await runAgainstReference(
    { style: 'async' },
    { out: out('out'), only: ['variants-gateway'] },
  );
  const gateways = generatedIn(run.history).map(({ generated }) => generated?.gateway ?? []);
  expect(gateways.length).toBeGreaterThan(3);
  expect(gateways.some((answers) => answers.some((answer) => /^(503|401|drop)$/.test(answer)))).toBe(true);
  expect(complaints(verdicts)).toEqual([]);
});

test('an order and a gateway that break a rule are shrunk as one, and break it again by their id', async () => {
  const defect = 'renumbers-what-it-sends-again';
  const found = await runAgainstReference({ defect }, { out: out('out'), only: ['variants-gateway'] });
  const remark = remarksIn(found.run.history).find((text) => text.startsWith('a generated order and gateway broke'));
  const [, id = ''] = /; (gateway~\S+) is the simplest that was found/.exec(remark ?? '') ?? [];
  expect(id, remark).toMatch(/^gateway~1~\d/);
  const again = await runAgainstReference({ defect }, { out: out('again'), only: [id] });
  expect(generatedIn(again.run.history).map(({ generated }) => generated?.id)).toEqual([id]);
  expect(requirementsWith('failed', again.verdicts)).not.toEqual([]);
});
