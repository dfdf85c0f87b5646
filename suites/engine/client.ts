/** The environment variable that tells where a run can be asked about. */
export const ENGINE = 'SUPPLIER_CONFORMANCE_ENGINE';

/** The environment variable that tells the engine which share of a run it plays, such as 1/3. */
export const SHARD = 'SUPPLIER_CONFORMANCE_SHARD';

/**
 * Asks the run that is under way; waits for as long as it takes to know.
 * @throws Error when there is no run, or it has gone.
 */
export async function ask<Answer>(path: string): Promise<Answer> {
  const engine = process.env[ENGINE];
  if (engine === undefined)
    throw new Error('no run is under way; start one with `supplier-conformance run` or `npx playwright test`');
  const { origin, username, password } = new URL(engine);
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  for (;;) {
    const response = await fetch(origin + path, { headers: { authorization } }).catch((error: unknown) => {
      throw new Error('the run has gone; its journal tells how far it came', { cause: error });
    });
    if (response.status === 200) return (await response.json()) as Answer;
    if (response.status !== 204) throw new Error(`the run says: ${response.status} ${await response.text()}`);
  }
}
