import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { wrap } from '../../diagnostic/visible.js';
import type { Arguments, Command, ExitCode, Terminal } from '../command.js';
import { ATTRIBUTES } from '../hooks/texts.js';
import { withFleet, withLines } from '../init/completed.js';
import { fleetFiles } from '../init/files.js';
import { belowTop, inRepository } from '../init/origin.js';
import { refusal } from '../init/refusal.js';
import { type Start, startOf } from '../init/start.js';
import { writeAll } from '../init/write-all.js';

export const init: Command = {
  positionals: '[FOLDER]',
  maxPositionals: 1,
  description: `
    Begins a fleet in a folder, this one when none is named: one service in one environment, a cluster of one node on a
    laptop. It passes every check as it is. The fleet is named after the folder.

    Without an image it is a small web server that anybody may pull. No file is replaced: where a fleet or a dist/ is
    already, nothing is written; package.json, .gitignore and .gitattributes get the lines that they lack.`,
  options: {
    image: { type: 'string', value: 'IMAGE', help: 'image of the first service: ghcr.io/acme/cart:1.4.2' },
    port: { type: 'string', value: 'PORT', help: 'port that its process listens on; default 8000 with --image' },
  },
  examples: [
    ['eco init shop', 'in the folder shop, which is made when it is not there'],
    ['eco init --image ghcr.io/acme/cart:1.4.2 --port 8080', 'here, with a service of your own'],
  ],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const folder = resolve(terminal.cwd, args.positionals[0] ?? '.');
  const library: { name: string; version: string } = require('../../../../package.json');
  const begun = readIfThere(folder, 'package.json');
  const start = startOf(folder, {
    image: args.value('image'),
    port: args.value('port'),
    extension: isModule(begun) ? '.js' : '',
  });
  const made = fleetFiles(start);
  refuseToReplace(folder, [...made.keys(), 'src/fleet', 'dist']);
  const completed = new Map([
    ['package.json', withFleet(begun, start.name, library)],
    ['.gitignore', withLines(readIfThere(folder, '.gitignore'), ['node_modules/', '.eco/'])],
    ['.gitattributes', withLines(readIfThere(folder, '.gitattributes'), [ATTRIBUTES])],
  ]);
  writeAll(folder, made, completed);
  terminal.out(said(folder, start, [...completed.keys(), ...made.keys()], args, terminal));
  return 0;
}

function said(folder: string, start: Start, files: readonly string[], args: Arguments, terminal: Terminal): string {
  const way = relative(terminal.cwd, folder);
  const steps = [...(way ? [`cd ${way}`] : []), ...installation(folder), 'npx eco synth'];
  const sub = belowTop(folder);
  const notes = [
    ...(inRepository(folder) ? [] : ['Git: git init, so that eco diff has something to compare with.']),
    ...(sub ? [`Argo CD looks for dist/ at the top of the repository; this is ${sub}/ in it.`] : []),
    ...(args.value('image') === undefined ? [] : [guessed(start, args.value('port') === undefined)]),
    ...(start.repo ? [] : ['Argo CD: say in src/fleet/environments.ts which repository it reads (git.repo).']),
  ];
  return `${[
    `${start.name}: a fleet of one service, ${start.service.name}`,
    ...files.toSorted().map((file) => `  ${file}`),
    ...notes.flatMap((note) => wrap(note, terminal.width)),
    `Next: ${steps.join(' && ')}`,
  ].join('\n')}\n`;
}

/** What nobody said of an image, and what is wrong then only once it runs. */
function guessed({ service: { name, port } }: Start, isPortGuessed: boolean): string {
  const what = isPortGuessed ? `listens on ${port} and answers /health` : 'answers /health';
  return `${name} is taken to be one that ${what}: if not, say so in src/fleet/services/${name}.ts.`;
}

function refuseToReplace(folder: string, paths: readonly string[]): void {
  const there = paths.find((path) => existsSync(join(folder, path)));
  if (there === undefined) return;
  const fleet = there === 'cdk8s.yaml' || there.startsWith('src/fleet');
  throw refusal(
    `${there} is there already`,
    fleet ? 'A service more: eco new service NAME. A new fleet: eco init FOLDER.' : 'Begin elsewhere: eco init FOLDER',
  );
}

function readIfThere(folder: string, name: string): string | undefined {
  try {
    return readFileSync(join(folder, name), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR'].includes(String(error.code)))
      return undefined;
    throw refusal(
      `${name} cannot be read: ${error instanceof Error ? error.message : error}`,
      'Begin elsewhere: eco init FOLDER',
    );
  }
}

function isModule(manifest: string | undefined): boolean {
  return manifest !== undefined && /"type"\s*:\s*"module"/.test(manifest);
}

/** How the library comes to the folder: from the registry, or from the clone that this command runs in. */
function installation(folder: string): readonly string[] {
  if (hasLibrary(folder)) return [];
  let library = __dirname;
  while (!existsSync(join(library, 'package.json'))) library = dirname(library);
  return [/[\\/]node_modules[\\/]/.test(library) ? 'npm install' : `npm install ${relative(folder, library)}`];
}

/** Whether Node finds the library from there. */
function hasLibrary(folder: string): boolean {
  const { name } = require('../../../../package.json');
  try {
    createRequire(join(folder, 'x.js')).resolve(`${name}/package.json`);
    return true;
  } catch {
    return false;
  }
}
