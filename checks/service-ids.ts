import { SERVICE_CHARACTERISTIC } from '../specs/characteristics.ts';
import type { Kci } from '../evidence/kci.ts';
import type { Stream } from '../callbacks/streams.ts';
import { check, type Check, type Evidence } from './check.ts';
import { characteristicNames, characteristicsOf } from './kci-characteristics.ts';
import { amendedAmid } from './kci-snapshots.ts';
import {
  inWords,
  nameOf,
  placedOrders,
  recurrences,
  successions,
  type Recurrence,
  type Succession,
} from './kci-triggers.ts';
import { asked } from './shown.ts';

/** The service that a KCI names; undefined where it names none, or several. */
function serviceIn({ entity }: Kci): string | undefined {
  const named = (characteristicsOf(entity) ?? []).filter(({ name }) => name === SERVICE_CHARACTERISTIC);
  const [value] = named.map((characteristic) => characteristic.value);
  return named.length === 1 && typeof value === 'string' && value !== '' ? value : undefined;
}

/** Whether an order is for a new line, and leaves it to the supplier how the service is called. */
function isForNewService(stream: Stream): boolean {
  const order = asked(stream);
  return order.orderType === 'NEW' && !characteristicNames(order).includes(SERVICE_CHARACTERISTIC);
}

/** An order for a new line that is done, and the service that it has become. */
interface Provided {
  readonly stream: Stream;
  readonly kci: Kci;
  readonly service: string;
}

// A service that was never completed may be gone, and its id free for another.
function provided(evidence: Evidence): readonly Provided[] {
  return placedOrders(evidence)
    .filter((stream) => isForNewService(stream) && stream.subject.exchange.request.generated === undefined)
    .flatMap((stream) => {
      const kci = stream.kcis.findLast(({ reasonCode }) => reasonCode === 'COMPLETED');
      const service = kci && serviceIn(kci);
      return kci && service !== undefined ? [{ stream, kci, service }] : [];
    });
}

/** No two new lines are known by one SERVICE_ID. */
export const serviceIdsAreUnique = check<Recurrence<Provided>>({
  id: 'service-ids-are-unique',
  requirement: 'KCI-SERVICE-ID',
  title: 'SERVICE_ID of completed orders for new lines',
  forEach: (evidence) => recurrences(provided(evidence), ({ service }) => service),
  violation: ({ item, first }) =>
    item === first
      ? undefined
      : {
          expected: 'a SERVICE_ID that no other new line has',
          actual: `${inWords(item.service)}, as for ${nameOf(first.stream.subject)}`,
          seen: [first.kci.event.seq, item.kci.event.seq],
        },
});

/** A new line is completed under the SERVICE_ID that was told before. */
export const serviceIdIsKept = check<Succession>({
  id: 'service-id-is-kept',
  requirement: 'KCI-SERVICE-ID',
  title: 'SERVICE_ID told before and with COMPLETED',
  needs: 'excuses',
  forEach: (evidence) =>
    successions(evidence).filter(
      ({ stream, earlier, later }) =>
        stream.subject.kind === 'order' &&
        later.reasonCode === 'COMPLETED' &&
        isForNewService(stream) &&
        serviceIn(earlier) !== undefined &&
        serviceIn(later) !== undefined &&
        !amendedAmid(stream, earlier.event, later.event),
    ),
  violation: ({ earlier, later }) =>
    serviceIn(earlier) === serviceIn(later)
      ? undefined
      : {
          expected: `characteristic ${SERVICE_CHARACTERISTIC} ${inWords(serviceIn(earlier))}, as before`,
          actual: inWords(serviceIn(later)),
          seen: [earlier.event.seq, later.event.seq],
        },
});

/** The checks of how KCIs name the service that an order brings about. */
export const SERVICE_ID_CHECKS: readonly Check[] = [serviceIdsAreUnique, serviceIdIsKept];
