// Bundles the command into one file: it starts in half the time that a hundred modules take. What runs before it, or
// needs little of it, is a file of its own. All are made of the sources, as ES modules: there, what one takes from another
// is a name; in what `tsc` makes of them it is looked up in an object at each call.
import { readFileSync, writeFileSync } from 'node:fs';
import Module from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { arraysByIndex, INJECTED } from './arrays-by-index.mjs';
import { kindsInUse } from './kinds-in-use.mjs';

/** @param {string} root the project's root, after `tsc` */
export async function bundle(root) {
  const start = 'src/cli/start.ts';
  await Promise.all([
    bundleTo(root, start, 'lib/eco.cjs', [kindsInUse(root), arraysByIndex]),
    bundleTo(root, start, 'lib/eco-help.cjs', [withoutCommands]),
    bundleTo(root, 'src/cli/compile/emission.ts', 'lib/eco-early.cjs', []),
  ]);
  for (const name of ['eco', 'eco-help']) asFunction(join(root, `lib/${name}.cjs`));
}

/** The overview of commands needs none of them: a fraction of the text to read. */
const withoutCommands = {
  name: 'without-commands',
  setup: ({ onResolve }) =>
    onResolve({ filter: /./ }, ({ kind, path }) => (kind === 'dynamic-import' ? { path, external: true } : undefined)),
};

/** Where it stands seen from lib/src/, for which the sources are compiled too. */
const packageJson = {
  name: 'package-json',
  setup: ({ onResolve, initialOptions }) =>
    onResolve({ filter: /^[./]+\/package\.json$/ }, () => ({
      path: join(initialOptions.absWorkingDir, 'package.json'),
    })),
};

async function bundleTo(root, entry, outfile, plugins) {
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    plugins: [packageJson, ...plugins],
    inject: [INJECTED],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // Short names are a third less text to read and fewer strings to look up; lib/src keeps the long ones.
    minify: true,
    // `cdk8s` brings a copy of its own of the YAML library that the command reads with.
    alias: { yaml: './node_modules/yaml' },
    logLevel: 'warning',
  });
}

/**
 * Makes a bundle the expression of a function, as Node makes of a module before it runs it: bin/eco.js need not copy it.
 * One character beyond ASCII makes reading take four times as long, and the text twice as large in memory. esbuild
 * writes them as escapes but in regular expressions, where an escape means the same.
 */
function asFunction(file) {
  const escaped = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
  const ascii = readFileSync(file, 'utf8').replace(/[^\x00-\x7f]/g, escaped);
  writeFileSync(file, Module.wrap(ascii));
}

/** The script and the style of the page that `eco review` writes: it carries them along. */
export async function bundlePage(root) {
  await build({
    absWorkingDir: root,
    entryPoints: { 'review-page': 'src/review/page/main.ts', 'review-style': 'src/review/page/style.css' },
    outdir: join(root, 'lib'),
    bundle: true,
    minify: true,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    charset: 'utf8',
    tsconfigRaw: {},
    logLevel: 'warning',
  });
}
