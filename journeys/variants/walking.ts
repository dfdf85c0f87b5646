import * as fc from 'fast-check';

/** The steps from a generated value to a simpler one, as fast-check counts them. */
export type Way = readonly number[];

/** What is asked of a value on the way: whether it breaks the rule that all of this is about. */
export type Breaks<Value> = (value: Value, way: Way, isFirst: boolean) => Promise<boolean>;

/**
 * Lets fast-check look for simpler values that break a rule, from one on that did: that comes first, once more, and where it is
 * answered otherwise than before there is nothing to look for. No value is asked about once it is over. What is thrown while a
 * value is asked about ends the walk.
 */
export async function walk<Value>(
  arbitrary: fc.Arbitrary<Value>,
  parameters: fc.Parameters<[Value]>,
  { from, breaks, isOver }: { readonly from: Way; readonly breaks: Breaks<Value>; readonly isOver: () => boolean },
): Promise<void> {
  let isFirst = true;
  let reached: Way | undefined;
  let next = 0;
  let failure: { readonly error: unknown } | undefined;
  // The way is the one that fast-check goes: from a value that breaks the rule, the next ones are counted.
  const holds = async (value: Value): Promise<boolean> => {
    const first = isFirst;
    isFirst = false;
    const way = reached === undefined ? from : [...reached, next];
    if (reached !== undefined) next += 1;
    if (failure || isOver() || (reached === undefined && !first)) return true;
    try {
      const broke = await breaks(value, way, first);
      if (broke) [reached, next] = [way, 0];
      return !broke;
    } catch (error) {
      failure = { error };
      return true;
    }
  };
  await fc.check(fc.asyncProperty(arbitrary, holds), parameters);
  if (failure) throw failure.error;
}
