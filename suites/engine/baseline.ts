import { isOneSupplier } from '../../reports/diff.ts';
import type { Results } from '../../reports/results.ts';

/** A baseline that a run cannot be compared with; the message says what to do. */
export class BaselineError extends Error {
  override readonly name = 'BaselineError';
}

/**
 * Refuses a baseline of another supplier: one with neither the name nor the host of the one that is tested.
 * @throws BaselineError when it is.
 */
export function refuseForeign(baseline: Results | undefined, supplier: Results['supplier']): void {
  if (!baseline || isOneSupplier(baseline.supplier, supplier)) return;
  const { name, baseUrl } = baseline.supplier;
  throw new BaselineError(
    `the baseline is of another supplier: ${name} at ${baseUrl}, not ${supplier.name} at ${supplier.baseUrl}; give --baseline results of this one`,
  );
}
