import { isObject, type JsonObject } from '../specs/json-object.ts';
import { LINE_CHARACTERISTICS, SERVICE_CHARACTERISTIC } from '../specs/characteristics.ts';
import type { Violation } from './check.ts';
import { inWords, type Reported } from './kci-triggers.ts';
import { asked, bodyOf, canonical, within } from './shown.ts';

/** The characteristics of an order: in its item, or directly in the order; undefined where it has no list of them. */
export function characteristicsOf(order: JsonObject | undefined): readonly JsonObject[] | undefined {
  const list = within(order, 'serviceOrderItem', 'serviceCharacteristics') ?? order?.serviceCharacteristics;
  return Array.isArray(list) ? list.filter(isObject) : undefined;
}

/** The names of the characteristics of an order. */
export function characteristicNames(order: JsonObject): readonly string[] {
  return (characteristicsOf(order) ?? []).flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
}

/** A member of an order or of an amendment of it: the characteristics wherever they are, anything else under its name. */
export function memberOf(order: JsonObject | undefined, member: string): unknown {
  return member === 'serviceCharacteristics' ? characteristicsOf(order) : order?.[member];
}

/** What an amendment can change and KCIs show. */
export const AMENDABLE: readonly string[] = [
  'notes',
  'hazards',
  'onSiteRestrictions',
  'requestedCompletionDate',
  'appointmentReservationId',
  'primaryContact',
  'secondaryContact',
  'serviceCharacteristics',
];

/** What a network may call by another name in the end, so that only that it is named can be expected. */
export const RENAMED: readonly string[] = [...LINE_CHARACTERISTICS, SERVICE_CHARACTERISTIC];

/**
 * Where a KCI shows other characteristics than were ordered, as long as no amendment speaks of them and the order is not
 * fulfilled in part only. What a generated order makes up, a supplier need not keep.
 */
export function characteristicsOtherwise({ kci, stream }: Reported): readonly Violation[] {
  const { requests, subject } = stream;
  const shown = characteristicsOf(kci.entity);
  const amended = requests.some(
    (request) => request.exchange.request.seq < kci.event.seq && bodyOf(request).serviceCharacteristics !== undefined,
  );
  if (!shown || amended || kci.status === 'PARTIAL' || subject.exchange?.request.generated) return [];
  return (characteristicsOf(asked(stream)) ?? []).flatMap(({ name, value }): readonly Violation[] => {
    const namesakes = shown.filter((characteristic) => characteristic.name === name);
    const same = namesakes.some((namesake) => canonical(namesake.value) === canonical(value));
    if (same || (namesakes.length > 0 && RENAMED.includes(String(name)))) return [];
    return [
      {
        expected: `characteristic ${inWords(name)} ${inWords(value)}`,
        actual: namesakes.length === 0 ? 'missing' : namesakes.map((namesake) => inWords(namesake.value)).join(', '),
        seen: [subject.origin, kci.event.seq],
      },
    ];
  });
}
