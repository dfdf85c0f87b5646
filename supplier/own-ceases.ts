import { randomUUID } from 'node:crypto';
import { addDays, londonDay } from './london.ts';
import { isObject, type Call, type JsonObject, type Mode, type Order, type Step, type World } from './model.ts';
import { committed } from './orders.ts';
import { acknowledged, commitment } from './scenarios.ts';

/** How a cease that the supplier starts can begin; it is taken from there. */
const BEGINNINGS = ['PENDING', 'ACKNOWLEDGED', 'IN_PROGRESS'] as const;

const MODES: readonly Mode[] = ['sync', 'async', 'committed'];

/**
 * A cease as the supplier starts it, when a tester asks for one: the body may name the `tenant`, the `serviceId`, the initial
 * `status` (otherwise each in turn), and with `stays` have the cease not come to its end.
 */
export function ceaseAnnounced(call: Call, world: World): Order {
  const wish = wishIn(call.body);
  const { data, style, now } = world;
  const earlier = [...world.orders.values()].filter(({ kind }) => kind === 'unsolicited-cease').length;
  const number = world.next();
  const tenant = typeof wish.tenant === 'string' && wish.tenant !== '' ? wish.tenant : 'TENANT1';
  const named = typeof wish.serviceId === 'string' && wish.serviceId !== '' ? wish.serviceId : undefined;
  const order: Order = {
    kind: 'unsolicited-cease',
    id: number,
    tenant,
    conversation: randomUUID(),
    mode: style === 'rich' ? (MODES[earlier % MODES.length] ?? 'sync') : style,
    rich: style === 'rich',
    scenario: wish.stays === true ? 'ORDER_IN_PROGRESS' : 'ORDER_SUCCESSFUL',
    reference: `UC${number}`,
    status: BEGINNINGS.find((status) => status === wish.status) ?? BEGINNINGS[earlier % BEGINNINGS.length] ?? 'PENDING',
    asked: {
      orderType: 'UNSOLICITED_CEASE',
      tenant,
      serviceId: named ?? data.liveServices[0]?.serviceId ?? `S${number}`,
      reason: 'WORKING_LINE_TAKEOVER',
      retailerId: 'ABC',
      requestedCeaseDate: addDays(londonDay(now()), 14),
    },
    added: [],
  };
  return order.status === 'IN_PROGRESS' ? committed(order, world) : order;
}

/** The KCIs in the life of a cease that the supplier starts. */
export function ceaseScript(order: Order): readonly Step[] {
  const created: Step = { reasonCode: 'CREATED', text: 'Another provider takes over the line.' };
  const opening: Readonly<Record<string, readonly Step[]>> = {
    PENDING: [acknowledged(), commitment()],
    ACKNOWLEDGED: [commitment()],
  };
  const ending: readonly Step[] =
    order.scenario === 'ORDER_IN_PROGRESS'
      ? []
      : [
          ...(order.rich ? [earlierDay()] : []),
          { reasonCode: 'COMPLETED', change: (current) => ({ ...current, status: 'COMPLETED' }) },
        ];
  return [created, ...(opening[order.status] ?? []), ...ending];
}

/** The gaining provider wants the line a day sooner, and gets it. */
function earlierDay(): Step {
  return {
    reasonCode: 'UPDATE',
    text: 'The gaining provider has moved the day.',
    change: (order, world) => {
      const requestedCeaseDate = addDays(String(order.asked.requestedCeaseDate), -1);
      return committed({ ...order, asked: { ...order.asked, requestedCeaseDate } }, world);
    },
  };
}

function wishIn(body: string): JsonObject {
  try {
    const wish: unknown = JSON.parse(body);
    return isObject(wish) ? wish : {};
  } catch {
    return {};
  }
}
