/** Waits for works that go on side by side until each of them is over, and only then fails with the first that did. */
export async function together<Result>(works: readonly Promise<Result>[]): Promise<readonly Result[]> {
  // A journey that ended with its first failure would leave the others no time to take back what they have ordered.
  await Promise.allSettled(works);
  return Promise.all(works);
}
