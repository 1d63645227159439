import { existsSync, readdirSync, readFileSync } from 'node:fs';
import Module from 'node:module';
import { dirname, join, resolve } from 'node:path';
import type { Finding } from '../../diagnostic/diagnostic.js';
import { type Project, relativeFile } from '../project.js';
import { type Compilation, runCompiler } from './compiler.js';
import { configOf, type Emission, startEmission } from './emission.js';
import { library, loadModules } from './load-modules.js';
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
  // A link may lead nowhere.
  const names = readdirSync(dirname(fleet), { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && existsSync(join(dirname(fleet), name)),
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
      load: () => loadModules(project, folder),
      clear,
      dispose,
    };
  } catch (error) {
    dispose();
    throw error;
  }
}

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
