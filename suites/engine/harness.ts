import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the package: where its package.json is, from the sources as from what was built of them. */
export const PACKAGE_ROOT = packageRoot(dirname(fileURLToPath(import.meta.url)));

/** The folder of the built JavaScript; what is forked is always started from here. */
export const BUILT = join(PACKAGE_ROOT, 'dist');

/** The name and version of this harness. */
export const HARNESS: { readonly name: string; readonly version: string } = harness();

function packageRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : packageRoot(dirname(folder));
}

function harness(): { readonly name: string; readonly version: string } {
  const { name, version } = JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')) as Record<
    string,
    string
  >;
  return { name: name ?? 'supplier-conformance', version: version ?? '0' };
}
