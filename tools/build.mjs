// Builds lib/: the library's JavaScript and types, and the schemas it reads. Quick when nothing changed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle, bundlePage } from './bundle.mjs';
import { writeCodeCache } from './code-cache.mjs';
import { removeStale } from './stale.mjs';
import { typesInUse } from './types-in-use.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);

/** A silent minute looks hung. Not on stdout: `npm pack --json` writes there. */
function step(what) {
  console.error(`build: ${what}`);
}

function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

step('schemas');
run(process.execPath, ['tools/run.mjs', 'tools/imports/build-schemas.ts']);
step('types and JavaScript');
run(process.execPath, [join(require.resolve('typescript/package.json'), '../bin/tsc'), '-p', '.']);
removeStale(root);
typesInUse(root);

step('bundle');
await Promise.all([bundle(root), bundlePage(root)]);
step('code cache');
writeCodeCache(root);

// npm links the commands of dependencies, not a package's own: `npx eco` must work here too.
const link = join(root, 'node_modules/.bin/eco');
if (!existsSync(link)) {
  mkdirSync(join(root, 'node_modules/.bin'), { recursive: true });
  rmSync(link, { force: true });
  symlinkSync('../../bin/eco.js', link);
}
