import * as fc from 'fast-check';
import type { Generated } from '../../evidence/history.ts';
import { VARIANTS } from '../../evidence/variants.ts';
import type { GatewayScript, Journey, Stage } from '../journey.ts';
import { specificationToOrder, withOrdinaryOrder } from '../ordinary.ts';
import { fullOrder, type OrderBody } from '../requests.ts';
import { together } from '../together.ts';
import type { Choice } from './arbitraries.ts';
import { readVariantId, writeVariantId, type VariantId } from './ids.ts';
import { createMaking, isMade, mixture, type Making } from './making.ts';
import type { Prepared } from './target.ts';
import { DAY, NO_APPOINTMENT, withoutEffect } from './targets-holding.ts';
import { walk } from './walking.ts';

type Answer = GatewayScript['answers'][number];

/** An order that is generated together with what the gateway makes of the KCIs about it. */
type Story = readonly [choice: Choice, answers: readonly Answer[]];

/** What stands for the operation in the ids of such orders. */
export const GATEWAY = 'gateway';

/** One in so many requests that an operation is allowed is such an order, within these bounds. */
const SHARE = { part: 10, least: 2, most: 8 };

/** How many orders it may take to shrink a counter-example. */
const MOST_REPLAYS = 6;

const ORDER = { operation: 'handleCreateOrder', variant: 'ProvideOrderRequest' } as const;

/** Orders whose requests are generated together with the gateway's answers to their KCIs; what comes of both is judged as one. */
export const variantsGateway: Journey = {
  id: `${VARIANTS}gateway`,
  title: 'Generated orders with a generated gateway behind them',
  areas: ['variants', 'http', 'orders', 'cancellations', 'kcis'],
  when: ['provide'],
  play: async (stage) => {
    const { seed, perOperation, within, only } = stage.variants;
    const asked = only?.map(readVariantId).filter(({ label }) => label === GATEWAY);
    if (asked ? asked.length === 0 : perOperation <= 0) return;
    const specification = await specificationToOrder(stage);
    if (specification === undefined) return;
    const end = performance.now() + within;
    const making = createMaking(stage.contract, ORDER, preparedFor(fullOrder(stage, specification)));
    const stories = storiesOf(making, stage);
    const ids =
      asked ?? Array.from({ length: numberOf(perOperation) }, (_, base) => ({ label: GATEWAY, seed, base, path: [] }));
    await together(ids.map((id) => playOut(stage, making, id, storyOf(stories, id))));
    if (!asked) await simplify(stage, making, stories, ids, () => performance.now() >= end);
  },
};

function numberOf(perOperation: number): number {
  return Math.min(SHARE.most, Math.max(SHARE.least, Math.ceil(perOperation / SHARE.part)));
}

/** What can be varied in an ordinary order; what stands there is taken from the order itself. */
function preparedFor(body: OrderBody): Prepared {
  return withoutEffect({
    draft: { body },
    fixed: ['/body/orderType', '/body/tenant', '/body/address', '/body/serviceOrderItem', DAY, ...NO_APPOINTMENT],
  });
}

/** Orders and gateways of every kind; a slow gateway is never slower than a journey listens. */
function storiesOf(making: Making, { pace }: Stage): fc.Arbitrary<Story> {
  const slow = { delayMs: Math.min(1_000, Math.round(pace.quiet / 2)) };
  const answer = fc.constantFrom<Answer>({ delayMs: 0 }, slow, '503', 'drop', '401');
  return fc.tuple(making.arbitrary, fc.array(answer, { maxLength: 5 }).filter(isBearable));
}

/**
 * A gateway that fails again and again proves nothing: how often a supplier has to try is nowhere said, and one that was told
 * twice that its token is no good may well give up.
 */
function isBearable(answers: readonly Answer[]): boolean {
  if (answers.filter((answer) => answer === '401').length > 1) return false;
  const fails = answers.map((answer) => typeof answer === 'string');
  const isInARow = fails.some((failing, index) => failing && fails[index + 1] === true && fails[index + 2] === true);
  return !isInARow && fails.filter(Boolean).length <= 3;
}

const parametersOf = ({ seed, base, path }: VariantId) => ({
  seed: mixture(`${seed} ${GATEWAY}`),
  path: [base, ...path].join(':'),
  numRuns: 1,
});

/**
 * The story of an id.
 * @throws Error of one line when there is none.
 */
function storyOf(stories: fc.Arbitrary<Story>, id: VariantId): Story {
  try {
    const [story] = fc.sample(stories, parametersOf(id));
    if (story) return story;
  } catch (error) {
    // What fast-check says of a path that leads nowhere is for those who know fast-check.
    throw new Error(nothingThere(id), { cause: error });
  }
  throw new Error(nothingThere(id));
}

function nothingThere(id: VariantId): string {
  return `there is no variant ${writeVariantId(id)}: its path leads nowhere`;
}

/** Places the order, lets the gateway answer as it is told, and waits for the end; false where the order cannot be made. */
async function playOut(
  stage: Stage,
  making: Making,
  id: VariantId,
  [choice, answers]: Story,
  shrunkFrom?: VariantId,
): Promise<boolean> {
  const made = (body: OrderBody) => making.make(preparedFor(body), choice, undefined, 1);
  const specification = await stage.specification();
  const first = specification === undefined ? undefined : made(fullOrder(stage, specification));
  if (!first || !isMade(first)) return false;
  const generated: Generated = {
    id: writeVariantId(id),
    edits: first.edits,
    gateway: answers.map(inWords),
    ...(shrunkFrom ? { shrunkFrom: writeVariantId(shrunkFrom) } : {}),
  };
  const patience = stage.pace.acknowledge + stage.pace.outcome;
  await withOrdinaryOrder(
    stage,
    {
      scenario: 'ORDER_SUCCESSFUL',
      variant: ORDER.variant,
      script: { answers },
      generated,
      patience,
      body: (_, service, reservation) => {
        const order = made(fullOrder(stage, service, reservation));
        return withoutNumber(isMade(order) ? order.written.body : fullOrder(stage, service, reservation));
      },
    },
    async (order) => void (await order.ends(patience)),
  );
  return true;
}

/** An order gets its own number where it is placed. */
function withoutNumber(body: unknown): OrderBody {
  const { id: _, ...rest } = body as OrderBody;
  return rest;
}

function inWords(answer: Answer): string {
  if (typeof answer === 'string') return answer;
  return answer.delayMs === 0 ? 'at once' : `after ${answer.delayMs} ms`;
}

/** Looks for a simpler order and gateway that break the first rule which one of the stories broke. */
async function simplify(
  stage: Stage,
  making: Making,
  stories: fc.Arbitrary<Story>,
  ids: readonly VariantId[],
  isOver: () => boolean,
): Promise<void> {
  const [broken] = stage.courses(ids.map(writeVariantId));
  const original = ids.find((id) => writeVariantId(id) === broken?.variant);
  if (!broken || !original) return;
  const { check } = broken;
  let replays = 0;
  let simplest: { readonly id: VariantId; readonly story: Story } | undefined;
  await walk(stories, parametersOf(original), {
    from: original.path,
    isOver: () => isOver() || replays >= MOST_REPLAYS,
    breaks: async (story, path) => {
      replays += 1;
      const id = { ...original, path };
      if (!(await playOut(stage, making, id, story, original))) return false;
      const broke = stage.courses([writeVariantId(id)]).some((finding) => finding.check === check);
      if (broke) simplest = { id, story };
      return broke;
    },
  });
  const told = simplest
    ? `${writeVariantId(simplest.id)} is the simplest that was found: the gateway answered ${simplest.story[1].map(inWords).join(', ') || 'at once'}`
    : `${writeVariantId(original)} did not do so a second time`;
  stage.remark(`a generated order and gateway broke a rule (check ${check}); ${told}. Repeat it with run --only ID`);
}
