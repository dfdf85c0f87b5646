import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { FEATURES, severity } from '../specs/requirement.ts';
import { CATALOGUE } from '../checks/catalogue.ts';
import { blocks, type Verdict } from '../checks/verdict.ts';
import { JOURNEYS } from '../journeys/index.ts';
import { isPlayed } from '../journeys/journey.ts';
import { DEFECTS, INPUT_DEFECTS, type Defect } from '../supplier/defects.ts';
import type { Choice } from './engine/embedded.ts';
import type { FinishedRun } from './engine/run.ts';
import { ahead } from './fixtures/ahead.ts';
import { counterexamples, statusByCurl } from './fixtures/replays.ts';
import { requirementsWith, runAgainstReference, type Changes } from './fixtures/runs.ts';

const requirements = new Map(CATALOGUE.requirements.map((requirement) => [requirement.id, requirement]));
/** What judges the supplier; what judges ourselves is no business of a defect. */
const checks = CATALOGUE.checks.filter(({ blames }) => blames === undefined);

/** Several runs share a processor, so that a good answer may take its time. */
const PATIENT = { request: 15_000, acknowledge: 10_000, outcome: 15_000 };

/** Where hardly anything is waited for in vain, it may take twice as long. */
const UNHURRIED = { request: 30_000, acknowledge: 30_000, outcome: 30_000 };

/** The requirements of what is due by a time. */
const DUE = /-(?:ANSWERED|OUTCOME|COMPLETION|RESOLVED|COMPLETES|REOPENS|RESULT)$/;

/** The pace of a run: what a silent supplier owes is waited for to the end, as is what one that takes anything never reports on. */
function paceFor(defect: Defect): typeof PATIENT {
  const isSilent = [...defect.breaks, ...defect.consequences].some((requirement) => DUE.test(requirement));
  return isSilent || INPUT_DEFECTS.includes(defect) ? PATIENT : UNHURRIED;
}

/** The journeys that send generated requests to who claims everything. */
const VARIANTS = JOURNEYS.filter((journey) => journey.areas.includes('variants') && isPlayed(journey, FEATURES)).map(
  ({ id }) => id,
);

/**
 * What has to be played to find a defect out: of what goes wrong with the input that is generated, the variants alone, and of
 * everything else all but these.
 */
const playedFor = (defect: Defect): Partial<Changes> => ({
  pace: paceFor(defect),
  ...(INPUT_DEFECTS.includes(defect) ? { only: VARIANTS } : { config: { variants: { perOperation: 0, within: 0 } } }),
});

/** The supplier with a defect. Its tokens outlive the run, but for the one that takes them when they have lapsed, which is waited for. */
const supplierWith = ({ id, breaks }: Defect): Choice => ({
  defect: id,
  ...(breaks.includes('HTTP-CREDENTIALS-LAPSED') ? {} : { tokenLifeMs: 3_600_000 }),
});

/** What playing a defect showed. */
interface Showing {
  readonly verdicts: readonly Verdict[];
  /** Of generated requests: what was found with them, and what was found again. */
  readonly again?: Again;
}

/** Where the runs leave their journals and reports. */
let folder = '';
test.beforeAll(() => {
  folder = join(test.info().project.outputDir, 'kill-matrix');
});

/** Of one in so many defects the reports are drawn as well. */
const DRAWN = 8;

async function show(defect: Defect): Promise<Showing> {
  const out = join(folder, defect.id);
  const reports = DEFECTS.indexOf(defect) % DRAWN === 0;
  const run = await runAgainstReference(supplierWith(defect), { out, reports, ...playedFor(defect) });
  const { verdicts } = run;
  return INPUT_DEFECTS.includes(defect) ? { verdicts, again: await foundAgain(defect, run) } : { verdicts };
}

/** What was found of generated requests, and whether it is found again. */
interface Again {
  readonly told: readonly string[];
  /** By the ids of the variants alone. */
  readonly byId: readonly string[];
  /** By curl, where the supplier answers the same every time: the status of the answer, before and after. */
  readonly byCurl?: { readonly before: number | undefined; readonly after: number | undefined };
}

async function foundAgain(defect: Defect, { run, verdicts }: FinishedRun): Promise<Again> {
  const steady = defect.breaks.filter((requirement) => requirement !== 'VAR-STEADY');
  // Who answers otherwise the second time shows that once only.
  const isSteady = steady.length === defect.breaks.length;
  const told = counterexamples(run.history, verdicts, steady);
  let byCurl: Again['byCurl'];
  const repeated = await runAgainstReference(supplierWith(defect), {
    out: join(folder, `${defect.id}-again`),
    reports: false,
    pace: PATIENT,
    only: told.map(({ request }) => request.generated?.id ?? ''),
    afterwards: async ({ run: { history }, verdicts: repeatedly }, supplier) => {
      const [example] = counterexamples(history, repeatedly, steady);
      if (!isSteady || !example) return;
      byCurl = { before: example.status, after: await statusByCurl(example, history, supplier) };
    },
  });
  return {
    told: told.map(({ requirement }) => requirement),
    byId: requirementsWith('failed', repeated.verdicts),
    ...(byCurl ? { byCurl } : {}),
  };
}

/** What the first requirement that a defect breaks is, in the order of the defects: those that break the same are played by one process. */
const FIRST_BROKEN = [...new Set(DEFECTS.map(({ breaks: [first] }) => first))];
const halfOf = (requirement: string | undefined) => FIRST_BROKEN.indexOf(requirement) % 2;

// Most of a run is waiting, so that each of two processes plays some at a time.
for (const half of [0, 1]) {
  const defects = DEFECTS.filter(({ breaks: [first] }) => halfOf(first) === half);
  const showing = ahead(defects, 9, show);
  const shown = new Map<Defect, Promise<Showing>>();
  test.describe(() => {
    // Who never says anything is waited for to the end of one thing after the other.
    test.describe.configure({ mode: 'default', timeout: 240_000 });
    for (const defect of defects) {
      const { id, title } = defect;
      test(`defect ${id}: a supplier that ${title}`, { annotation: { type: 'defect', description: id } }, async () => {
        const played = showing(defect);
        shown.set(defect, played);
        expectKilled(defect, await played);
      });
    }

    // Where several checks enforce one requirement, a defect that breaks it need not trip them all.
    for (const { id, requirement } of checks.filter(sharesItsRequirement)) {
      if (Math.max(0, halfOf(requirement)) !== half) continue;
      test(`check ${id} is tripped by some defect of ${requirement}`, async () => {
        const breaking = DEFECTS.filter(({ breaks }) => breaks.includes(requirement));
        // What was played already comes first, and need not be played again.
        const known = breaking.filter((defect) => shown.has(defect));
        let tripped = false;
        for (const defect of new Set([...known, ...breaking])) {
          if (tripped) break;
          const { verdicts } = await (shown.get(defect) ?? show(defect));
          tripped = verdicts.some(({ check, outcome }) => check === id && outcome === 'failed');
        }
        expect(tripped).toBe(true);
      });
    }
  });
}

function expectKilled({ breaks, consequences }: Defect, { verdicts, again }: Showing): void {
  const failed = requirementsWith('failed', verdicts);
  const seen = verdicts
    .filter(({ outcome, requirement }) => outcome === 'failed' && !breaks.includes(requirement))
    .map(({ requirement, violations }) => `${requirement}: ${JSON.stringify(violations[0])}`);
  expect(failed, 'it fails what it breaks').toEqual(expect.arrayContaining([...breaks]));
  expect([...breaks, ...consequences], `nothing else fails: ${seen.join('\n')}`).toEqual(
    expect.arrayContaining([...failed]),
  );
  expect(requirementsWith('broken', verdicts), 'the harness does as it should').toEqual([]);
  const binding = breaks.some((broken) => severity(requirements.get(broken) as never) === 'error');
  const named = verdicts.filter(({ outcome, requirement }) => outcome === 'failed' && breaks.includes(requirement));
  expect(named.some(blocks), 'what breaks a binding requirement does not go live').toBe(binding);
  if (!again) return;
  expect(again.byId, 'found again by the ids of the variants').toEqual(expect.arrayContaining([...again.told]));
  expect(fateOf(again.byCurl?.after), 'found again by curl').toBe(fateOf(again.byCurl?.before));
}

/** What became of a request by the status of its answer: who answers 201 may as well answer 202 the next time. */
function fateOf(status: number | undefined): number | 'taken' | undefined {
  return status !== undefined && status < 300 ? 'taken' : status;
}

test('defects name requirements that exist, and have ids of their own', () => {
  const named = DEFECTS.flatMap(({ breaks, consequences }) => [...breaks, ...consequences]);
  expect(named.filter((id) => !requirements.has(id))).toEqual([]);
  expect(new Set(DEFECTS.map(({ id }) => id)).size).toBe(DEFECTS.length);
  expect(DEFECTS.filter(({ breaks }) => breaks.length === 0)).toEqual([]);
});

test('every requirement that has a check is broken by some defect', () => {
  const broken = new Set(DEFECTS.flatMap(({ breaks }) => breaks));
  expect(checks.filter(({ requirement }) => !broken.has(requirement)).map(({ id }) => id)).toEqual([]);
});

function sharesItsRequirement({ id, requirement }: (typeof checks)[number]): boolean {
  return checks.some((other) => other.id !== id && other.requirement === requirement);
}
