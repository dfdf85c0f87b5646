import type { Area } from '../../specs/requirement.ts';
import type { Contract } from '../../specs/contract-types.ts';
import type { Profile } from '../../specs/profile.ts';
import type { History } from '../../evidence/history.ts';
import { judge, type Catalogue } from '../../checks/judge.ts';
import type { Verdict } from '../../checks/verdict.ts';
import type { Playing } from './play.ts';
import type { Selection } from './selection.ts';

/** What telling the verdicts of an area needs. */
export interface Settlement {
  readonly selection: Selection;
  readonly playing: Playing;
  readonly history: History;
  readonly contract: Contract;
  readonly profile: Profile;
  /** The verdicts of the whole run, once it has ended. */
  readonly final: Promise<readonly Verdict[]>;
}

/** Up to how many events a history is judged while the run still listens: judging a longer one would keep it from hearing. */
const EARLY = 5_000;

/** The verdicts on an area: early when its journeys have ended and nothing is amiss, else with the end of the run. */
export async function settle(area: Area, run: Settlement): Promise<readonly Verdict[]> {
  const catalogue = ofArea(run.selection.catalogue, area);
  const checks = new Set(catalogue.checks.map(({ id }) => id));
  await run.playing.endOf(({ areas }) => areas.includes(area));
  const final = async () => (await run.final).filter(({ check }) => checks.has(check));
  if (run.history.length > EARLY) return final();
  const early = judge(catalogue, run.history, run.contract, run.profile).filter(run.selection.counts);
  // What is missing now may still come, and a request of another journey may still be under way: only praise is early.
  return early.every(({ outcome }) => outcome === 'passed' || outcome === 'not-applicable') ? early : final();
}

function ofArea(catalogue: Catalogue, area: Area): Catalogue {
  const requirements = catalogue.requirements.filter((requirement) => requirement.area === area);
  const ids = new Set(requirements.map(({ id }) => id));
  return { requirements, checks: catalogue.checks.filter(({ requirement }) => ids.has(requirement)) };
}
