// Compiles the TypeScript sources to dist/ and puts the OpenAPI documents beside the code that loads them.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
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
