/** How a browser is started for tests: no calls home, nothing that a container lacks. */
export const ARGUMENTS: string[];

/** The program of the browser to test with; undefined where none is installed. */
export function executablePath(): string | undefined;
