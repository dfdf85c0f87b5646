import { isObject } from '../specs/json-object.ts';
import { jsonObject } from '../evidence/kci.ts';
import type { Stage, TestData } from './journey.ts';

/** A service that is in use on the supplier's staging system. */
export type LiveService = TestData['liveServices'][number];

/**
 * Which of the live services a journey asks for: one that goes on, by number, the one that an order of ours may end, or the one
 * that the supplier may end.
 */
export type Which = number | 'to be ended' | 'to be taken over';

/**
 * The live service that a journey may have. With two or more, the last is the one to be ended, and nothing but ceases is asked
 * of it; with three or more, the supplier ends the one before it, where it does so at all and we too. A single one is not
 * ended by us.
 */
export function liveService({ data: { liveServices }, features }: Stage, which: Which): LiveService | undefined {
  const isEndedTwice = features.includes('cease') && features.includes('unsolicited-cease');
  const ended = liveServices.length > 2 && isEndedTwice ? 2 : liveServices.length > 1 ? 1 : 0;
  const lasting = liveServices.slice(0, liveServices.length - ended);
  if (typeof which === 'number') return lasting[which % lasting.length];
  if (which === 'to be taken over') return liveServices.at(-Math.max(ended, 1));
  return ended > 0 ? liveServices.at(-1) : undefined;
}

/**
 * Plays with a live service while no other journey does, since a supplier may well refuse two things at once for one service.
 * Without such a service there is nothing to play, which is said.
 */
export async function withLiveService(
  stage: Stage,
  which: Which,
  play: (service: LiveService) => Promise<void>,
): Promise<void> {
  const service = liveService(stage, which);
  if (service) return alone(stage, service, () => play(service));
  stage.remark(
    stage.data.liveServices.length === 0
      ? 'no live service is ordered for: data.liveServices names none'
      : 'no live service is ceased for good: data.liveServices names only one, which is still needed; name a second',
  );
}

/** Plays with a service while no other journey does. */
export function alone(stage: Stage, { serviceId }: LiveService, play: () => Promise<void>): Promise<void> {
  return stage.exclusively(`service ${serviceId}`, play);
}

/** A named property of a service. */
export type Characteristic = TestData['characteristics'][number];

/**
 * What a service can be changed to: the configured characteristics, or else the first value of each that availability offers
 * with the specification. Without any there is nothing to ask for, which is said.
 */
export async function changeOf(
  stage: Stage,
  { serviceSpecification }: LiveService,
): Promise<readonly Characteristic[]> {
  if (stage.data.characteristics.length > 0) return stage.data.characteristics;
  const all = stage.features.includes('availability') ? await offeredWith(stage, serviceSpecification) : [];
  const offered = all.filter(({ name }, index) => all.findIndex((one) => one.name === name) === index);
  if (offered.length === 0) {
    stage.remark(
      'no service is modified: data.characteristics names nothing to change, and availability offers nothing',
    );
  }
  return offered;
}

/**
 * What an order to change a service can be amended to: the same, but for the first characteristic of which availability offers
 * another value; undefined where there is none.
 */
export async function otherChange(
  stage: Stage,
  { serviceSpecification }: LiveService,
  change: readonly Characteristic[],
): Promise<readonly Characteristic[] | undefined> {
  if (!stage.features.includes('availability')) return undefined;
  const offered = await offeredWith(stage, serviceSpecification);
  const other = offered.find(({ name, value }) => change.some((one) => one.name === name && one.value !== value));
  return other && change.map((characteristic) => (characteristic.name === other.name ? other : characteristic));
}

/** Each value of each characteristic that availability offers with a specification. */
async function offeredWith(stage: Stage, specification: string): Promise<readonly Characteristic[]> {
  const { response } = await stage.availability();
  const body = response?.status === 200 ? jsonObject(response.body) : undefined;
  const offered = objects(body?.serviceSpecifications).find(({ id }) => id === specification);
  return objects(offered?.serviceCharacteristics).flatMap(({ name, values }) => {
    const listed: readonly unknown[] = Array.isArray(values) ? values : [];
    return isText(name) ? listed.filter(isText).map((value) => ({ name, value })) : [];
  });
}

/** The objects in a value that should be an array of them. */
export function objects(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Whether a value can be that of a characteristic, or what a request names a specification by: 1 to 50 characters. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length >= 1 && value.length <= 50;
}
