import type { JsonObject } from '../specs/json-object.ts';
import type { Stream, SubjectRequest } from '../callbacks/streams.ts';
import { check, type Check } from './check.ts';
import type { Applied } from './kci-amendments.ts';
import { characteristicsOf, RENAMED } from './kci-characteristics.ts';
import { amendmentsOf, grantedOfOrders, isAmong, once } from './kci-merging.ts';
import { hasPublishedForm, inWords } from './kci-triggers.ts';
import { asked, bodyOf } from './shown.ts';

/** What an amended list holds anew under a name, and what it held under that name before. */
interface Replaced extends Applied {
  readonly name: string;
  readonly now: readonly unknown[];
  readonly old: readonly unknown[];
  readonly shown: readonly unknown[];
}

/** All that was said of an order before an amendment of it was sent: by us, and by the supplier. */
export function saidBefore(stream: Stream, { exchange: { request } }: SubjectRequest): readonly JsonObject[] {
  return [
    asked(stream),
    ...amendmentsOf(stream)
      .filter((one) => one.exchange.request.seq < request.seq)
      .map(bodyOf),
    ...(stream.subject.created ? [stream.subject.created] : []),
    ...stream.kcis.flatMap(({ entity, event }) => (entity && event.seq < request.seq ? [entity] : [])),
  ];
}

const TASKS = 'engineerTasks';

/** What the lists of an order or an amendment hold: the values of each characteristic, and the tasks of the engineer. */
export function listed(order: JsonObject): readonly (readonly [name: string, value: unknown])[] {
  const tasks: unknown = order[TASKS];
  return [
    ...(characteristicsOf(order) ?? []).map(({ name, value }) => [`characteristic ${inWords(name)}`, value] as const),
    ...(Array.isArray(tasks) ? tasks.map((task: unknown) => [TASKS, task] as const) : []),
  ];
}

/** How what a network may call by another name in the end is listed. */
const RENAMED_THERE = RENAMED.map((name) => `characteristic ${name}`);

/** What amendments give anew in a list, where a KCI after it shows any of it. */
function replaced(after: readonly Applied[]): readonly Replaced[] {
  const streams = new Map(after.map(({ stream, amendment }) => [amendment, stream]));
  const lists = once((amendment: SubjectRequest) => {
    const now = listed(bodyOf(amendment));
    const stream = streams.get(amendment);
    const before = stream && now.length > 0 ? saidBefore(stream, amendment).flatMap(listed) : [];
    return [...new Set(now.map(([name]) => name))]
      .filter((name) => !RENAMED_THERE.includes(name))
      .map((name) => {
        const [given, had] = [valuesIn(now, name), valuesIn(before, name)];
        return { name, now: given, old: [...new Set(had)].filter((value) => !isAmong(value, given)) };
      })
      .filter(({ old }) => old.length > 0);
  });
  return after.flatMap((one): readonly Replaced[] => {
    // What is fulfilled in part only may fall back to what was ordered at first, and another amendment may ask for that.
    if (one.kci.status === 'PARTIAL' || isListedAgain(one)) return [];
    return lists(one.amendment).flatMap((list) => {
      const shown = valuesIn(listed(one.kci.entity ?? {}), list.name);
      return shown.length > 0 ? [{ ...one, ...list, shown }] : [];
    });
  });
}

const valuesIn = (list: ReturnType<typeof listed>, name: string) =>
  list.filter(([its]) => its === name).map(([, value]) => value);

/** Whether another amendment that comes later, or is open at the same time, gives lists as well. */
const isListedAgain = ({ stream, amendment, kci }: Applied) =>
  amendmentsOf(stream).some(
    (other) =>
      other.exchange.request.seq > amendment.exchange.request.seq &&
      other.exchange.request.seq < kci.event.seq &&
      listed(bodyOf(other)).length > 0,
  );

export const amendedListReplacesTheOld = check<Replaced>({
  id: 'amended-list-replaces-the-old',
  requirement: 'AMD-ARRAYS',
  title: 'old values beside amended ones',
  needs: 'requests',
  forEach: (evidence) => replaced(grantedOfOrders(evidence).filter(({ stream }) => hasPublishedForm(stream))),
  violation: ({ name, now, old, shown, amendment, kci }) => {
    const left = shown.filter((value) => isAmong(value, old));
    return left.length > 0 && shown.some((value) => isAmong(value, now))
      ? {
          expected: `${name} ${now.map(inWords).join(', ')} alone, as amended`,
          actual: `${left.map(inWords).join(', ')} as well, from before`,
          seen: [amendment.exchange.request.seq, kci.event.seq],
        }
      : undefined;
  },
});

/** Checks of the lists that amendments give. */
export const KCI_AMENDED_LIST_CHECKS: readonly Check[] = [amendedListReplacesTheOld];
