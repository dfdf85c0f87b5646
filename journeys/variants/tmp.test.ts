import { test } from '@playwright/test';
import { exchanges } from '../../evidence/exchanges.ts';
import { startReference } from './fixtures/reference.ts';
import { variantsOf } from './play.ts';
import { TARGETS } from './targets.ts';
for (const style of ['sync', 'async', 'committed', 'rich'] as const)
test(style, async () => {
  test.setTimeout(600_000);
  const run = await startReference({ style }, { variants: { seed: Number(process.env.SEED ?? 42), perOperation: Number(process.env.N ?? 50), within: 300_000 } });
  try {
    await Promise.all(TARGETS.map(async (target) => {
      const journey = variantsOf(target);
      const t = performance.now();
      await journey.play(run.stageFor(journey.id)).catch((e) => console.log(style, journey.id, 'THREW', e));
      console.log(style, journey.id, Math.round(performance.now() - t));
    }));
    const all = exchanges(run.recorder.history).filter(({ request }) => request.generated);
    console.log(style, all.length, 'sent', all.filter(({request}) => !request.generated?.fault).length, 'valid');
    for (const { request, response, noResponse } of all) {
      const s = response?.status ?? noResponse?.reason;
      const g = request.generated!;
      const bad = g.fault ? (s !== 400 && s !== 422 && s!==415) : !(response && response.status < 300);
      if (bad) console.log(style, s, g.id, g.fault?.weight, JSON.stringify(g.edits).slice(0, 400), response?.body.text.slice(0, 300));
    }
    for (const kind of ['remark', 'left-over'] as const) console.log(style, kind, [...new Set(run.notes(kind))].slice(0, 12));
  } finally { await run.close(); }
});
