// Runs a tool that is written in TypeScript: node tools/run.mjs tools/imports/main.ts [arguments]
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';

const [entry, ...rest] = process.argv.slice(2);
const root = fileURLToPath(new URL('..', import.meta.url));
const { outputFiles } = buildSync({
  entryPoints: [resolve(entry)],
  bundle: true,
  write: false,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  packages: 'external',
});

// Inside the project, so that the tool's own imports of packages resolve.
const file = join(root, 'node_modules/.cache/tools', `${process.pid}.cjs`);
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, outputFiles[0].text);
process.on('exit', () => rmSync(file, { force: true }));
process.chdir(root);
process.argv.splice(1, process.argv.length, entry, ...rest);
await import(pathToFileURL(file).href);
