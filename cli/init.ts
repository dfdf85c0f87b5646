import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { thrownCode } from '../specs/thrown.ts';
import { editorSchema } from './editor-schema.ts';
import { TEMPLATE } from './template.ts';
import { UsageError } from './usage.ts';

/** The file that tells editors what a configuration may hold; the template names it. */
const SCHEMA_FILE = 'supplier.schema.json';

/**
 * Writes a configuration to begin with, and the schema of it for editors beside it; resolves with the exit code.
 * @throws UsageError when the configuration is there already, or cannot be written.
 */
export function init(file: string): number {
  if (existsSync(file)) {
    throw new UsageError(
      `${file} is there already, and stays as it is; give another name: supplier-conformance init FILE`,
    );
  }
  const schema = join(dirname(file), SCHEMA_FILE);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, TEMPLATE, { flag: 'wx' });
    writeFileSync(schema, `${JSON.stringify(editorSchema(), undefined, 2)}\n`);
  } catch (error) {
    const why = thrownCode(error);
    throw new UsageError(`cannot write ${file} (${why}); choose another place: supplier-conformance init FILE`);
  }
  const shown = relative(process.cwd(), file) || file;
  process.stdout.write(
    [
      `wrote ${shown}, and ${SCHEMA_FILE} beside it for your editor. Next:`,
      `  1. edit ${shown}: supplier, auth, callbacks, features and data`,
      `  2. npx supplier-conformance doctor --config ${shown}   # does everything that a run needs work?`,
      `  3. npx supplier-conformance run --config ${shown}`,
      '',
    ].join('\n'),
  );
  return 0;
}
