/** What was thrown, in words: anything may be, and mostly it is an error that says them. */
export function thrownWords(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** The code of what was thrown, such as ENOENT, which says why without naming a path once more; without a code all that it says. */
export function thrownCode(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown);
}
