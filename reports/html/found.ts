import type { Mark } from '../ledger.ts';
import type { Pointer } from './signs.ts';

/** What was found, by event number. */
export type Found = ReadonlyMap<number, readonly Pointer[]>;

/** The weightiest mark of what was found, if anything was. */
export function worstOf(pointers: readonly Pointer[]): Mark | undefined {
  return (['failed', 'broken', 'warned', 'waived'] as const).find((mark) =>
    pointers.some((pointer) => pointer.mark === mark),
  );
}
