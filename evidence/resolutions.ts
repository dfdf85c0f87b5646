import { isObject, type JsonObject } from '../specs/json-object.ts';
import { RESOLUTION_MEMBERS, RESOLVED } from '../specs/problem-lifecycle.ts';
import { type Kci } from './kci.ts';

/** A resolution of a problem as a KCI tells it, and under which member. */
export interface ToldResolution {
  readonly member: string;
  readonly resolution: JsonObject;
  /** The supplier's own reference of it, under which it is decided on. */
  readonly reference?: string;
}

/** The resolution that a KCI tells, under a likely member or else under any that holds something of the kind. */
export function resolutionIn({ entity = {} }: Kci): ToldResolution | undefined {
  const member =
    RESOLUTION_MEMBERS.find((name) => isObject(entity[name])) ??
    Object.keys(entity).find((name) => isResolution(entity[name]));
  const resolution = member === undefined ? undefined : entity[member];
  if (member === undefined || !isObject(resolution)) return undefined;
  const { supplierReference: reference } = resolution;
  return { member, resolution, ...(typeof reference === 'string' && reference !== '' ? { reference } : {}) };
}

function isResolution(value: unknown): boolean {
  return isObject(value) && (value.resolutionDetails !== undefined || value.resolvedDate !== undefined);
}

/** Whether a KCI tells that a problem is solved, as far as the supplier can tell: by its status, or by a reason for that. */
export function tellsResolution(kci: Kci): boolean {
  return (
    kci.status === RESOLVED || (kci.status === undefined && ['RESOLVED', 'CONFIRM'].includes(kci.reasonCode ?? ''))
  );
}
