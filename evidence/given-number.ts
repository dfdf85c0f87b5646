/** A number as JSON writes it. */
const NUMBER = /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/;

/**
 * The number that a member of a request gives: the value itself, or what a text holds, since many a reader of JSON takes a
 * number in quotes for the number. Undefined for any other value.
 */
export function givenNumber(value: unknown): number | undefined {
  if (typeof value === 'string') return NUMBER.test(value) ? Number(value) : undefined;
  return typeof value === 'number' ? value : undefined;
}
