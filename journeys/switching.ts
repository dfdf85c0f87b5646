import { isObject } from '../specs/json-object.ts';
import { LINE_CHARACTERISTICS, SERVICE_CHARACTERISTIC } from '../specs/characteristics.ts';
import { jsonObject } from '../evidence/kci.ts';
import { bookSlot, leaveReservation } from './booking.ts';
import { amendedAndCancelled, amendedToItsEnd, toItsEnd } from './ends.ts';
import type { Journey, Scenario, Stage } from './journey.ts';
import { isText, liveService, objects, type Characteristic } from './live-services.ts';
import { onceAcknowledged, untilOver, withOrder, type Order, type OrderWish } from './ordering.ts';
import { specificationToOrder } from './ordinary.ts';
import { sendBroken } from './refusals.ts';
import { ordinaryOrder, RENUMBERED_CONTACT, type OrderBody, type Reservation } from './requests.ts';
import { together } from './together.ts';

const AREAS = ['http', 'availability', 'orders', 'switch', 'cancellations', 'kcis'] as const;

/** What only one journey at a time does anything with: the lines that are there. */
export const LINES = 'existing lines';

/** The types of order for a line that is in use, in the order in which they are tried. */
export const SWITCH_TYPES = ['TAKEOVER', 'TRANSFER'] as const;

/** A line that is there already, as an order names it. */
interface Line {
  readonly characteristics: readonly Characteristic[];
  /** Whether it is in use, as far as availability tells. */
  readonly active?: boolean;
}

/** The lines at the test address: those that the configured characteristics name, else those that availability tells of. */
async function linesOf(stage: Stage): Promise<readonly Line[]> {
  const given = stage.data.characteristics.filter(({ name }) => LINE_CHARACTERISTICS.includes(name));
  if (given.length > 0) return [{ characteristics: given }];
  if (!stage.features.includes('availability')) return [];
  const { response } = await stage.availability();
  const site = response?.status === 200 ? jsonObject(response.body)?.siteInformation : undefined;
  return objects(isObject(site) ? site.existingLines : undefined).flatMap(linesIn);
}

function linesIn({ ont, lineId }: Readonly<Record<string, unknown>>): readonly Line[] {
  const reference = isObject(ont) ? ont.ontReference : undefined;
  const ports = isText(reference) && isObject(ont) ? objects(ont.ports) : [];
  const fibre = ports.flatMap(({ portNumber, status }): readonly Line[] =>
    typeof portNumber === 'number'
      ? [
          {
            characteristics: [
              { name: 'ONT_REFERENCE', value: String(reference) },
              { name: 'ONT_PORT', value: String(portNumber) },
            ],
            ...(typeof status === 'string' ? { active: status === 'ACTIVE' } : {}),
          },
        ]
      : [],
  );
  return [...fibre, ...(isText(lineId) ? [{ characteristics: [{ name: 'LINE_ID', value: lineId }] }] : [])];
}

/** An order of a type for a line, or for none at all. */
export function switching(
  stage: Stage,
  specification: string,
  orderType: string,
  line: readonly Characteristic[],
  reservation?: Reservation,
): OrderBody {
  const others = stage.data.characteristics.filter(
    ({ name }) => !LINE_CHARACTERISTICS.includes(name) && name !== SERVICE_CHARACTERISTIC,
  );
  return {
    ...ordinaryOrder(stage, specification, reservation),
    orderType,
    serviceOrderItem: {
      serviceSpecification: { id: specification },
      serviceCharacteristics: [...others, ...line],
    },
  };
}

/** The service that a SWAP order replaces. */
function presentService(stage: Stage): readonly Characteristic[] {
  const given = stage.data.characteristics.filter(({ name }) => name === SERVICE_CHARACTERISTIC);
  if (given.length > 0) return given;
  const service = liveService(stage, 0);
  return service ? [{ name: SERVICE_CHARACTERISTIC, value: service.serviceId }] : [];
}

/** A line for an order of a type: to START, one that is not in use; for all others one that is; any where that is not told. */
export async function lineFor(stage: Stage, orderType: string): Promise<Line | undefined> {
  const lines = await linesOf(stage);
  const line = lines.find(({ active }) => active === (orderType !== 'START')) ?? lines[0];
  if (!line) {
    stage.remark(`${orderType} is not ordered: neither availability nor data.characteristics names an existing line`);
  }
  return line;
}

/**
 * Orders a switch of a line while no other journey does anything with a line, and plays once it is acknowledged; resolves with
 * whether it was, and with undefined where there is nothing to order.
 */
async function withSwitch(
  stage: Stage,
  orderType: string,
  scenario: Scenario,
  play: (order: Order) => Promise<void>,
): Promise<boolean | undefined> {
  const specification = await specificationToOrder(stage);
  const line = specification === undefined ? undefined : await lineFor(stage, orderType);
  if (specification === undefined || !line) return undefined;
  const present = orderType === 'SWAP' ? presentService(stage) : [];
  if (orderType === 'SWAP' && present.length === 0) {
    stage.remark('SWAP is not ordered: neither data.liveServices nor data.characteristics names the present service');
    return undefined;
  }
  const wasTaken = await stage.exclusively(LINES, async () => {
    const conversation = stage.newConversation();
    const appointed = orderType === 'SWAP' && stage.features.includes('appointments');
    const reservation = appointed ? await bookSlot(stage, specification, conversation) : undefined;
    let taken = false;
    const body = switching(stage, specification, orderType, [...line.characteristics, ...present], reservation);
    const wish = { body, conversation, scenario };
    const playing = onceAcknowledged(stage, wish, async (order) => {
      taken = true;
      await play(order);
    });
    await untilOver(stage, wish, playing);
    if (reservation && !taken) leaveReservation(stage, reservation);
    return taken;
  });
  await stage.listen();
  return wasTaken;
}

/** Orders a switch of a line, lets it come to its end, and then asks for what comes too late. */
async function switchLine(stage: Stage, orderType: string): Promise<void> {
  const tooLate = { notes: 'Conformance test: this comes too late' };
  await withSwitch(stage, orderType, 'ORDER_SUCCESSFUL', (order) => toItsEnd(stage, order, tooLate));
}

/** Plays with an order to switch a line that is in use, of the first type that is taken. */
export async function withAnySwitch(
  stage: Stage,
  scenario: Scenario,
  play: (order: Order) => Promise<void>,
): Promise<void> {
  for (const orderType of SWITCH_TYPES) {
    if ((await withSwitch(stage, orderType, scenario, play)) !== false) return;
  }
}

/** Starts service on a line that is there. */
export const switchStart: Journey = {
  id: 'switch-start',
  title: 'An order to start service on an existing line',
  areas: [...AREAS, 'amendments'],
  when: ['switch'],
  play: (stage) => switchLine(stage, 'START'),
};

/** Takes a working line over. */
export const switchTakeover: Journey = {
  id: 'switch-takeover',
  title: 'An order to take a working line over',
  areas: [...AREAS, 'amendments'],
  when: ['switch'],
  play: (stage) => switchLine(stage, 'TAKEOVER'),
};

/** Has a line transferred from another retailer. */
export const switchTransfer: Journey = {
  id: 'switch-transfer',
  title: 'An order to transfer a line from another retailer',
  areas: [...AREAS, 'amendments'],
  when: ['switch'],
  play: (stage) => switchLine(stage, 'TRANSFER'),
};

/** Swaps a service for another on the same line, with an appointment that may not be needed. */
export const switchSwap: Journey = {
  id: 'switch-swap',
  title: 'An order to swap a service for another',
  areas: [...AREAS, 'appointments', 'amendments'],
  when: ['switch'],
  play: (stage) => switchLine(stage, 'SWAP'),
};

const OTHER_NOTES = 'Conformance test: other notes';

/** Amends the order to switch a line, and lets it come to its end. */
export const switchAmended: Journey = {
  id: 'switch-amended',
  title: 'An order to switch a line, amended on the way',
  areas: [...AREAS, 'amendments'],
  when: ['switch', 'amendments'],
  play: (stage) => {
    const change = { primaryContact: RENUMBERED_CONTACT, notes: OTHER_NOTES };
    return withAnySwitch(stage, 'ORDER_PENDING', (order) => amendedToItsEnd(stage, order, change));
  },
};

/** Takes the order to switch a line back, after an amendment where amendments are claimed. */
export const switchCancelled: Journey = {
  id: 'switch-cancelled',
  title: 'An order to switch a line, cancelled before it is carried out',
  areas: [...AREAS, 'amendments'],
  when: ['switch', 'cancellations'],
  play: (stage) =>
    withAnySwitch(stage, 'ORDER_IN_PROGRESS', (order) => amendedAndCancelled(stage, order, { notes: OTHER_NOTES })),
};

/** Orders switches that do not say of what. */
export const switchRefused: Journey = {
  id: 'switch-refused',
  title:
    'Switch orders of each type that do not name the line, one that does not name the service, and a malformed one',
  areas: AREAS,
  when: ['switch'],
  play: async (stage) => {
    const specification = await specificationToOrder(stage);
    if (specification === undefined) return;
    const line = await lineFor(stage, 'SWAP');
    const nowhere = (orderType: string, present: readonly Characteristic[] = []): OrderWish => ({
      body: switching(stage, specification, orderType, present),
      aim: 'no-line',
    });
    const present = presentService(stage);
    const whole = switching(stage, specification, 'START', line?.characteristics ?? []);
    await sendBroken(stage, 'handleCreateOrder', { id: stage.newId(), ...whole });
    const wishes: readonly OrderWish[] = [
      ...['START', 'TAKEOVER', 'TRANSFER'].map((orderType) => nowhere(orderType)),
      ...(present.length > 0 ? [nowhere('SWAP', present)] : []),
      ...(line
        ? [{ body: switching(stage, specification, 'SWAP', line.characteristics), aim: 'no-present-service' } as const]
        : []),
    ];
    await together(
      wishes.map((wish) => withOrder(stage, wish, async (order) => void (await order.ends(stage.pace.acknowledge)))),
    );
  },
};
