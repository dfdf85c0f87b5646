// Compiles the TypeScript sources to dist/, puts the OpenAPI documents beside the code that loads them, and writes the schema of
// the results as a file for those who read them with programs. The compiler leaves the endings of imports in declarations as they
// are written; who installs the package has no sources, so they are changed here.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));
rmSync(join(root, 'dist'), { recursive: true, force: true });
try {
  execFileSync(process.execPath, [join(typescript, 'bin', 'tsc'), '-p', join(root, 'tsconfig.build.json')], {
    cwd: root,
    stdio: 'inherit',
  });
} catch {
  process.exit(1);
}
mkdirSync(join(root, 'dist', 'specs'), { recursive: true });
for (const file of readdirSync(join(root, 'specs')).filter((name) => name.endsWith('.yaml'))) {
  cpSync(join(root, 'specs', file), join(root, 'dist', 'specs', file));
}
const { RESULTS_SCHEMA } = await import('../dist/reports/results-schema.js');
writeFileSync(join(root, 'dist', 'results.schema.json'), `${JSON.stringify(RESULTS_SCHEMA, undefined, 2)}\n`);
for (const name of readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' })) {
  if (!name.endsWith('.d.ts')) continue;
  const file = join(root, 'dist', name);
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace(/((?:from|import)\s*\(?\s*['"]\.{1,2}\/[^'"]+)\.ts(?=['"])/g, '$1.js'),
  );
}
