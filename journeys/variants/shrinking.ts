import type { Finding, Stage } from '../journey.ts';
import type { Choice } from './arbitraries.ts';
import { isMade } from './making.ts';
import { isSent, twinRecipe, type Desk, type Recipe, type Sent } from './sending.ts';
import { walk } from './walking.ts';

/** So many counter-examples are shrunk for an operation, and so many requests each may take. */
const MOST_GROUPS = 3;
const MOST_REQUESTS = 20;

/** A rule that is broken by requests of one sort: by valid ones, or by those with one kind of fault. */
interface Group {
  readonly check: string;
  readonly kind: string;
  /** The request that broke it with the fewest edits. */
  readonly from: Sent;
}

/**
 * Looks for simpler requests that break the same rules as those which were sent, by sending some. What it sends is told in the
 * history as shrunk from another; what to conclude is for the checks. Ends early when the time is over.
 */
export async function shrink(stage: Stage, desk: Desk, sent: readonly Sent[], isOver: () => boolean): Promise<void> {
  const known = [...sent];
  const findings = [...stage.findings(sent.map(({ exchange }) => exchange))];
  const done = new Set<string>();
  const simplest = new Set<string>();
  const isShrinkable = (group: Group) => {
    const { recipe, edits } = group.from;
    const isSimplest = edits.length < 2 && simplest.has(desk.idOf(recipe));
    return !done.has(nameOf(group)) && !isPlain(group.from) && !isSimplest;
  };
  while (done.size < MOST_GROUPS && !isOver()) {
    const next = groupsOf(known, findings).find(isShrinkable);
    if (!next) return;
    done.add(nameOf(next));
    const tried = await shrinkOne(stage, desk, next, isOver);
    known.push(...tried.map((one) => one.sent));
    findings.push(...tried.flatMap((one) => one.findings));
    const last = tried.findLast(({ broke }) => broke);
    if (last) simplest.add(desk.idOf(last.sent.recipe));
  }
}

function nameOf({ check, kind }: Group): string {
  return `${check} ${kind}`;
}

/** Nothing is simpler than the plain request; one with a fault is sent once more, to see whether the answer stays the same. */
function isPlain({ recipe, edits }: Sent): boolean {
  return recipe.fault === undefined && edits.length === 0;
}

/** What is broken, by rule and sort of request: those first in which there is most to leave away. */
function groupsOf(known: readonly Sent[], findings: readonly Finding[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const { check, exchange } of findings) {
    const from = known.find((one) => one.exchange.request.exchange === exchange);
    if (!from) continue;
    const group = { check, kind: from.recipe.fault?.kind ?? '', from };
    const other = groups.get(nameOf(group))?.from;
    if (!other || from.edits.length < other.edits.length) groups.set(nameOf(group), group);
  }
  return [...groups.values()].toSorted((one, other) => other.from.edits.length - one.from.edits.length);
}

/** A request that was sent on the way to a simpler one, and whether it broke the rule that this is about. */
interface Tried {
  readonly sent: Sent;
  readonly findings: readonly Finding[];
  readonly broke: boolean;
}

/** Lets fast-check shrink a request, from its seed and path on; all that was sent, in order. */
async function shrinkOne(stage: Stage, desk: Desk, group: Group, isOver: () => boolean): Promise<readonly Tried[]> {
  const original = group.from.recipe;
  const { making } = desk;
  const tried: Tried[] = [];
  const answers = new Map<string, boolean>();
  const isOnEdits = original.fault !== undefined && original.base > 0;
  let requests = 0;

  const breaks = async (recipe: Recipe): Promise<boolean> => {
    const isOriginal = recipe === original;
    requests += isOnEdits && !isOriginal ? 2 : 1;
    const sent = await desk.send(recipe, isOriginal ? undefined : original);
    if (!isSent(sent)) return false;
    // What is wrong with it counts beside its own twin only, which nobody has sent yet.
    const twin = isOnEdits && !isOriginal ? twinRecipe(recipe) : undefined;
    if (twin) await desk.send(twin, original);
    const findings = stage.findings([sent.exchange]);
    const broke = findings.some(({ check }) => check === group.check);
    tried.push({ sent, findings, broke });
    return broke;
  };

  const brokenBy = async (recipe: Recipe, choice: Choice): Promise<boolean> => {
    if (requests + (isOnEdits ? 2 : 1) > MOST_REQUESTS) return false;
    const ready = await desk.prepared();
    const made = ready && making.make(ready, choice, original.fault, 1);
    // What could not be sent is no counter-example, nor is a valid request without edits: that is the plain one.
    if (!made || !isMade(made) || (!original.fault && made.edits.length === 0)) return false;
    const same = JSON.stringify(made.written);
    const broke = answers.get(same) ?? (await breaks(recipe));
    answers.set(same, broke);
    return broke;
  };
  await walk(making.arbitrary, making.parameters(original), {
    from: original.path,
    isOver,
    breaks: (choice, path, isFirst) => brokenBy(isFirst ? original : { ...original, path }, choice),
  });
  return tried;
}
