import { json } from '../evidence/history.ts';
import { isObject } from '../evidence/kci.ts';
import type { Stage, TestData } from './journey.ts';

/** A service that is in use on the supplier's staging system. */
export type LiveService = TestData['liveServices'][number];

/** Which of the live services a journey asks for: one that goes on, by number, or the one that may come to its end. */
export type Which = number | 'to be ended';

/**
 * The live service that a journey may have. With two or more, the last is the one to be ended, and no other journey has it; a
 * single one is not ended.
 */
export function liveService({ data: { liveServices } }: Stage, which: Which): LiveService | undefined {
  const lasting = liveServices.length > 1 ? liveServices.slice(0, -1) : liveServices;
  if (which !== 'to be ended') return lasting[which % lasting.length];
  return liveServices.length > 1 ? liveServices.at(-1) : undefined;
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
  if (service) return stage.exclusively(`service ${service.serviceId}`, () => play(service));
  stage.remark(
    stage.data.liveServices.length === 0
      ? 'no live service is ordered for: data.liveServices names none'
      : 'no live service is ceased for good: data.liveServices names only one, which is still needed; name a second',
  );
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
  const offered = stage.features.includes('availability') ? await offeredWith(stage, serviceSpecification) : [];
  if (offered.length === 0) {
    stage.remark(
      'no service is modified: data.characteristics names nothing to change, and availability offers nothing',
    );
  }
  return offered;
}

async function offeredWith(stage: Stage, specification: string): Promise<readonly Characteristic[]> {
  const { response } = await stage.availability();
  const read = response?.status === 200 ? json(response.body) : undefined;
  const body = read?.ok && isObject(read.value) ? read.value : {};
  const offered = objects(body.serviceSpecifications).find(({ id }) => id === specification);
  return objects(offered?.serviceCharacteristics).flatMap(({ name, values }) => {
    const value: unknown = Array.isArray(values) ? values[0] : undefined;
    return isText(name) && isText(value) ? [{ name, value }] : [];
  });
}

/** The objects in a value that should be an array of them. */
export function objects(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Whether a value can be that of a characteristic. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length >= 1 && value.length <= 50;
}
