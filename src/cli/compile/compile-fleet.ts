import { existsSync, readdirSync, readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Finding } from '../../diagnostic/diagnostic.js';
import { Failure } from '../failure.js';
import { type Project, relativeFile, relativeFinding } from '../project.js';
import { type Compilation, runCompiler } from './compiler.js';
import { configOf, type Emission, startEmission } from './emission.js';
import { removeFolder } from './remove-folder.js';

/** A fleet's module, compiled; `load` runs it. */
export interface CompiledFleet {
  /** What the compiler found wrong: nothing that counts where it did not look at types. */
  findings(): Promise<readonly Finding[]>;
  /** Folder of the compiled modules and their source maps, laid out as the fleet's own. */
  readonly folder: string;
  /** Runs the fleet's modules. @throws Failure when they throw. */
  load(): Promise<unknown>;
  /**
   * Removes the compiled files. The modules that they became stay: a place is worked out when it is printed, and Node
   * keeps the source map of a module for as long as the module.
   */
  clear(): void;
  /** `clear`, and lets go of the modules too: every place that is of use has been read. */
  dispose(): void;
}

/** What the compiler finds wrong with the author's code. `signal` ends it, and rejects. */
export async function checkTypes(project: Project, signal?: AbortSignal): Promise<readonly Finding[]> {
  const options = ['--noEmit', '--singleThreaded'];
  return findingsOf(project, await runCompiler(project.root, configOf(project), options, signal));
}

async function findingsOf(project: Project, { status, output }: Compilation): Promise<readonly Finding[]> {
  if (status === 0) return [];
  const { typeErrors } = await import('../type-errors/type-errors.js');
  const findings = typeErrors(output, {
    readFile: (file) => readFileSync(resolve(project.root, file), 'utf8'),
    modules: () => modulesOf(project),
  });
  if (findings.length === 0) throw new Error(`the TypeScript compiler failed: ${output}`);
  return findings;
}

/** The fleet's sources, from the project's root. */
function modulesOf({ root, fleet }: Project): readonly string[] {
  const names = readdirSync(dirname(fleet), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  return names.map((name) => relativeFile(root, join(dirname(fleet), name)));
}

/** What becomes of an emission: when absent, of one that looks at the types as well. */
export async function compileFleet(
  project: Project,
  { folder, done }: Emission = startEmission(project, []),
): Promise<CompiledFleet> {
  const known = new Set(Object.keys(require.cache));
  const clear = () => {
    removeFolder(folder);
    forget(known, (id) => !id.startsWith(folder));
  };
  const dispose = () => {
    clear();
    forget(known, () => true);
    forgetPaths(folder);
  };
  try {
    const compilation = await done;
    return {
      findings: () => findingsOf(project, compilation),
      folder,
      load: () => load(project, join(folder, basename(project.fleet))),
      clear,
      dispose,
    };
  } catch (error) {
    dispose();
    throw error;
  }
}

/** The library itself, loaded when a fleet asks for it: the compiler starts before that. */
const library = (): object => require('../../index.js');

/** Lets go of chosen modules that came since, but for those of installed packages: they stay as they are while a process lives. */
function forget(known: ReadonlySet<string>, chosen: (id: string) => boolean): void {
  for (const id of Object.keys(require.cache)) {
    if (known.has(id) || /[\\/]node_modules[\\/]/.test(id) || !chosen(id)) continue;
    if (require.cache[id]?.exports !== library()) delete require.cache[id];
  }
}

/** Node remembers too where each request led, by paths that nobody asks for again. */
function forgetPaths(gone: string): void {
  const paths: unknown = Reflect.get(Module, '_pathCache');
  if (typeof paths !== 'object' || paths === null) return;
  for (const [request, id] of Object.entries(paths))
    if (request.includes(gone) || String(id).startsWith(gone)) Reflect.deleteProperty(paths, request);
}

/**
 * Gives the fleet the library that runs already instead of a second copy from the disk: loading takes half the time,
 * and what the fleet makes is of the same classes. Returns where the library lies.
 */
function shareLibrary(file: string): string {
  const { name } = require('../../../../package.json');
  const id = createRequire(file).resolve(name);
  require.cache[id] ??= Object.assign(new Module(id), { filename: id, loaded: true, exports: library() });
  return id;
}

/** Whether Node would read the compiled file as an ES module: the nearest package.json above it decides. */
function isModule(file: string): boolean {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest)) return JSON.parse(readFileSync(manifest, 'utf8')).type === 'module';
    if (folder === dirname(folder)) return false;
  }
}

async function load(project: Project, module: string): Promise<unknown> {
  // Stacks then name lines of TypeScript: every message about a definition rests on that.
  process.setSourceMapsEnabled(true);
  const file = resolve(module.replace(/\.(m|c)?ts$/, '.$1js'));
  try {
    // `require` reads what the compiler made of a CommonJS package; of one that is "type": "module" only `import` can.
    const shared = shareLibrary(file);
    // A `require` of its own: this file's would keep every module that it ever loaded.
    if (!isModule(file)) return createRequire(file)(file).fleet;
    const { importModule } = createRequire(shared)('../../bin/import.cjs');
    return (await importModule(pathToFileURL(file).href)).fleet;
  } catch (error) {
    const { placeOf } = await import('../../construct/place.js');
    const { message, stack = '' } = error instanceof Error ? error : { message: String(error) };
    const [, missing] = /^Cannot find (?:module|package) '([^'./][^']*)'/.exec(message) ?? [];
    const finding: Finding = {
      rule: 'fleet-threw',
      severity: 'error',
      message: `the fleet threw while it was loaded: ${message.split('\n')[0]}`,
      at: placeOf(stack) ?? { file: project.fleet, line: 1, column: 1 },
      why: 'Without its definitions nothing can be written.',
      fix: missing === undefined ? 'Mend the line; modules of a fleet run at synthesis.' : 'npm install',
    };
    throw new Failure(relativeFinding(project.root, finding));
  }
}
