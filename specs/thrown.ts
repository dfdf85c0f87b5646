/** What was thrown, in words: anything may be, and mostly it is an error that says them. */
export function thrownWords(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
