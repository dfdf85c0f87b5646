import type { Area, Feature } from '../../specs/requirement.ts';
import { VARIANTS } from '../../evidence/variants.ts';
import type { Journey, Stage } from '../journey.ts';
import { labelOf, readVariantId, writeVariantId, type VariantId } from './ids.ts';
import { planOf } from './plan.ts';
import { isSent, mayBeTaken, openDesk, twinRecipe, type Desk, type Recipe, type Sent } from './sending.ts';
import { shrink } from './shrinking.ts';
import type { Target } from './target.ts';

/** The areas that requests of an operation bring evidence for. */
const AREAS: Readonly<Record<string, readonly Area[]>> = {
  handleAvailabilityCheck: ['availability'],
  handleQuote: ['quotes'],
  handleAppointmentAvailability: ['appointments'],
  handleReserveAppointment: ['appointments'],
  handleCreateOrder: ['orders', 'cancellations', 'kcis'],
  handleCreateEthernetOrder: ['ethernet', 'kcis'],
  handleAmendOrder: ['orders', 'amendments', 'cancellations', 'kcis'],
  handleCancelOrder: ['orders', 'cancellations', 'kcis'],
  handleServiceTest: ['service-tests', 'kcis'],
  handleCreateProblem: ['service-problems', 'kcis'],
  handleAmendProblem: ['service-problems', 'kcis'],
  handleCancelProblem: ['service-problems', 'kcis'],
  handleServiceProblemResolution: ['service-problems', 'kcis'],
};

/** The areas that requests about what a feature brings have evidence for, beside those of their operation. */
const AREAS_OF_FEATURES: Partial<Record<Feature, Area>> = {
  switch: 'switch',
  'unsolicited-cease': 'unsolicited-cease',
};

/** The journey that sends variants of one kind of request: unusual ones that are allowed, and ones with a fault. */
export function variantsOf(target: Target): Journey {
  const { operation, variant, of, when, unless } = target;
  return {
    id: `${VARIANTS}${shortNameOf(target)}`,
    title: `Request variants of ${variant ?? operation}${of === undefined ? '' : ` (${of})`}`,
    areas: [
      'variants',
      'http',
      ...(AREAS[operation] ?? []),
      ...when.flatMap((feature) => AREAS_OF_FEATURES[feature] ?? []),
    ],
    when,
    ...(unless === undefined ? {} : { unless }),
    play: async (stage) => {
      const only = stage.variants.only?.map(readVariantId).filter(({ label }) => label === labelOf(target));
      if (only ? only.length === 0 : stage.variants.perOperation <= 0) return;
      const play = () =>
        atDesk(stage, target, (desk) => (only ? repeat(stage, desk, only) : explore(stage, target, desk)));
      await (target.exclusively ? target.exclusively(stage, play) : play());
    },
  };
}

/**
 * `provide-order-amendment` for the variant ProvideOrderAmendmentRequest, `create-problem` for handleCreateProblem, with what it is
 * about behind it where there are several.
 */
function shortNameOf({ operation, variant, of }: Target): string {
  const name = variant?.replace(/Request$/, '') ?? operation.replace(/^handle/, '');
  return `${name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase()}${of === undefined ? '' : `-${of}`}`;
}

async function atDesk(stage: Stage, target: Target, play: (desk: Desk) => Promise<void>): Promise<void> {
  const desk = await openDesk(stage, target);
  if (!desk) return;
  try {
    await play(desk);
  } finally {
    await desk.close();
  }
}

/** Up to so many requests of a kind are no more of them valid than the target says; in larger numbers there are more of these, too. */
const ORDINARY = 120;

/** Sends as much as the budget allows, and shrinks what the checks object to. */
async function explore(stage: Stage, target: Target, desk: Desk): Promise<void> {
  const { seed, perOperation, within } = stage.variants;
  const ready = await desk.prepared();
  if (!ready) return;
  const mostValid = target.mostValid * Math.max(1, perOperation / ORDINARY);
  const plan = planOf(desk.making, ready, seed, { mostValid, size: perOperation });
  const end = performance.now() + within;
  const isOver = () => performance.now() >= end;
  const sent = await sendAll(
    stage,
    desk,
    plan.map((planned) => ({ seed, path: [], ...planned })),
    isOver,
  );
  await shrink(stage, desk, sent, isOver);
}

/**
 * Sends requests: those with a fault before the one that is their control twin, so that it tells whether all was well until
 * then. As soon as one with a fault may have been taken the twin follows, since each that is takes something, and without the
 * twin none proves anything. When the time is over nothing more is begun, except the twin of what was sent. What was not sent
 * is remarked.
 */
async function sendAll(
  stage: Stage,
  desk: Desk,
  recipes: readonly Recipe[],
  isOver: () => boolean,
): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  const unmade: string[] = [];
  let left = recipes.length;
  let isReady = true;
  const send = async (recipe: Recipe): Promise<Sent | undefined> => {
    if (!isReady) return undefined;
    const result = await desk.send(recipe);
    if (isSent(result)) sent.push(result);
    else if (result) unmade.push(`${desk.idOf(recipe)}, since ${result.problem}`);
    else isReady = false;
    if (isReady) left -= 1;
    return isSent(result) ? result : undefined;
  };
  for (const { faulty, twin } of groupsOf(recipes, desk)) {
    const before = sent.length;
    const due = [...twin];
    for (const recipe of faulty) {
      if (isOver()) break;
      const result = await send(recipe);
      if (result && mayBeTaken(result.exchange)) for (const one of due.splice(0)) await send(one);
    }
    for (const one of due) if (!isOver() || sent.length > before) await send(one);
  }
  const { label } = desk.making;
  const why = isReady ? 'the time for the variants of one operation was over' : 'nothing could be made ready for them';
  if (left > 0) stage.remark(`${left} variants of ${label} were not begun: ${why}`);
  if (unmade.length > 0) stage.remark(`${unmade.length} variants of ${label} could not be made: ${unmade[0]}`);
  return sent;
}

/** Requests with a fault, and what is their control twin. */
interface Group {
  readonly faulty: Recipe[];
  readonly twin: Recipe[];
}

function groupsOf(recipes: readonly Recipe[], desk: Desk): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const recipe of recipes) {
    const { fault: _, ...valid } = recipe;
    const id = desk.idOf(valid);
    const group = groups.get(id) ?? { faulty: [], twin: [] };
    groups.set(id, group);
    group[recipe.fault ? 'faulty' : 'twin'].push(recipe);
  }
  return [...groups.values()];
}

/** Sends the requests that are named, and the control twin of each. */
async function repeat(stage: Stage, desk: Desk, ids: readonly VariantId[]): Promise<void> {
  const recipes = ids.flatMap((id): readonly Recipe[] => {
    const { seed, base, path } = id;
    const recipe = { seed, base, path, ...faultOf(id, desk) };
    // Whatever leads nowhere is told before anything is sent.
    desk.making.choice(recipe);
    const twin = twinRecipe(recipe);
    return [recipe, ...(twin ? [twin] : [])];
  });
  const once = new Map(recipes.map((recipe) => [desk.idOf(recipe), recipe] as const));
  await sendAll(stage, desk, [...once.values()], () => false);
}

function faultOf(id: VariantId, { making }: Desk): Pick<Recipe, 'fault'> {
  const { fault } = id;
  if (!fault) return {};
  const known = making.faults.find(({ kind, where }) => kind === fault.kind && where === fault.where);
  if (!known)
    throw new Error(
      `there is no variant ${writeVariantId(id)}: ${id.label} cannot have the fault ${fault.kind} at ${fault.where}`,
    );
  return { fault: known };
}
