import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { STYLES } from '../supplier/model.ts';
import { misfits } from '../reports/fixtures/schema.ts';
import { OUTPUT } from './engine/plan.ts';
import { rejudge } from './engine/rejudge.ts';
import { complaints, runAgainstReference } from './fixtures/runs.ts';

for (const style of STYLES) {
  test(
    `an honest supplier of the style ${style} conforms, and its journal says so again`,
    { annotation: { type: 'honest', description: style } },
    async () => {
      const out = test.info().outputPath('out');
      const { verdicts, results } = await runAgainstReference({ style }, { out });
      expect(complaints(verdicts)).toEqual([]);
      expect(results.certifiable).toBe(true);
      expect(results.summary.passed).toBeGreaterThan(100);

      const journal = join(out, OUTPUT.journal);
      expect((await rejudge(journal)).verdicts).toEqual(verdicts);
      expect(JSON.parse(readFileSync(join(out, OUTPUT.results), 'utf8'))).toEqual(JSON.parse(JSON.stringify(results)));
      expect(misfits(results)).toEqual([]);
    },
  );
}
