import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Finding } from '../diagnostic/diagnostic.js';
import { distOf, makeWorkingFolder } from '../synth/commit-dist.js';
import { Failure } from './failure.js';
import type { Project } from './project.js';

/** A fleet's module, type-checked and compiled; `load` runs it. */
export interface CompiledFleet {
  readonly findings: readonly Finding[];
  /** Folder of the compiled modules and their source maps, laid out as the fleet's own. */
  readonly folder: string;
  /** Runs the fleet's modules. @throws Failure when they throw. */
  load(): Promise<unknown>;
  /** Removes the compiled files, and lets go of the modules that they became. */
  dispose(): void;
}

/** Takes the types away and looks at nothing else: a tenth of the time of a type check. */
const unchecked = ['--noCheck', '--noResolve', '--noLib'];

/**
 * Compiles the author's code without a look at its types, to be run while `checkTypes` looks.
 * @param signal ends the compiler, and rejects, when nobody waits for it any more
 */
export function emitFleet(project: Project, signal?: AbortSignal): Promise<CompiledFleet> {
  return compileFleet(project, unchecked, signal);
}

/** What the compiler finds wrong with the author's code. It works in a process of its own. `signal`: as above. */
export async function checkTypes(project: Project, signal?: AbortSignal): Promise<readonly Finding[]> {
  const { status, output } = await finished(
    spawnCompiler(
      project.root,
      ['-p', configOf(project), '--incremental', 'false', '--noEmit', '--singleThreaded', ...plain],
      signal,
    ),
  );
  return findingsOf(project, status, output);
}

function configOf(project: Project): string {
  const config = join(dirname(project.fleet), 'tsconfig.json');
  if (existsSync(config)) return config;
  throw new Failure({
    rule: 'project',
    severity: 'error',
    message: `there is no ${relative(project.root, config)}`,
    why: 'The fleet cannot be type-checked.',
    fix: 'Add one with "strict": true and "module": "nodenext".',
  });
}

async function findingsOf(project: Project, status: number | null, output: string): Promise<readonly Finding[]> {
  if (status === 0) return [];
  const { typeErrors } = await import('./type-errors.js');
  const findings = typeErrors(output, (file) => readFileSync(resolve(project.root, file), 'utf8'));
  if (findings.length === 0) throw new Error(`the TypeScript compiler failed: ${output}`);
  return findings;
}

// A cut list of names would hide the one that was meant.
const plain = ['--pretty', 'false', '--noErrorTruncation'];

/**
 * Type-checks and compiles the author's code in one go, in a process of its own, so that the libraries load meanwhile.
 * The compiler is TypeScript's native one: the type check costs less than loading a transpiler would.
 * @param extra more options of the compiler
 */
export async function compileFleet(
  project: Project,
  extra: readonly string[] = [],
  signal?: AbortSignal,
): Promise<CompiledFleet> {
  const source = dirname(project.fleet);
  const config = configOf(project);
  const working = distOf(project.dist);
  makeWorkingFolder(working);
  // Another name each time: Node remembers modules by their path, and a fleet may be loaded again.
  const out = mkdtempSync(join(working.eco, 'fleet-'));
  const known = new Set(Object.keys(require.cache));
  const dispose = () => {
    rmSync(out, { recursive: true, force: true });
    forget(known, out);
  };
  const options = ['--noEmit', 'false', '--outDir', out, '--rootDir', source, '--sourceMap', ...plain, ...extra];
  try {
    const { status, output } = await finished(
      spawnCompiler(project.root, ['-p', config, '--incremental', 'false', ...options], signal),
    );
    const findings = await findingsOf(project, status, output);
    return { findings, folder: out, load: () => load(project, join(out, relative(source, project.fleet))), dispose };
  } catch (error) {
    dispose();
    throw error;
  }
}

/** The library itself, loaded when a fleet asks for it: the compiler starts before that. */
const library = (): object => require('../index.js');

/** Lets go of modules that came since, but for those of installed packages: they stay as they are while a process lives. */
function forget(known: ReadonlySet<string>, gone: string): void {
  for (const id of Object.keys(require.cache)) {
    if (!known.has(id) && !/[\\/]node_modules[\\/]/.test(id) && require.cache[id]?.exports !== library())
      delete require.cache[id];
  }
  // Where each request led is remembered too, by paths that nobody asks for again.
  const paths: unknown = Reflect.get(Module, '_pathCache');
  if (typeof paths !== 'object' || paths === null) return;
  for (const [request, id] of Object.entries(paths))
    if (request.includes(gone) || String(id).startsWith(gone)) Reflect.deleteProperty(paths, request);
}

function spawnCompiler(root: string, args: readonly string[], signal?: AbortSignal): ChildProcess {
  const require = createRequire(join(__dirname, 'x.js'));
  const options: SpawnOptions = { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...(signal && { signal }) };
  const native = `@typescript/typescript-${process.platform}-${process.arch}/package.json`;
  const typescript = dirname(require.resolve('typescript/package.json'));
  try {
    const folder = dirname(createRequire(join(typescript, 'x.js')).resolve(native));
    const binary = join(folder, 'lib', process.platform === 'win32' ? 'tsc.exe' : 'tsc');
    if (existsSync(binary)) return spawn(binary, args, options);
  } catch {
    // No native package for this platform: TypeScript's own launcher knows what to do.
  }
  return spawn(process.execPath, [join(typescript, 'bin/tsc'), ...args], options);
}

function finished(child: ChildProcess): Promise<{ status: number | null; output: string }> {
  return new Promise((done, fail) => {
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', (error) => {
      // One that was told to end may write until it has ended.
      if (error.name === 'AbortError') child.on('close', () => fail(error));
      else fail(error);
    });
    child.on('close', (status) => done({ status, output }));
  });
}

/**
 * Gives the fleet the library that runs already instead of a second copy from the disk: loading takes half the time,
 * and what the fleet makes is of the same classes. Returns where the library lies.
 */
function shareLibrary(file: string): string {
  const { name } = require('../../../package.json');
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
    const { placeOf } = await import('../construct/place.js');
    const { message, stack = '' } = error instanceof Error ? error : { message: String(error) };
    const [, missing] = /^Cannot find (?:module|package) '([^'./][^']*)'/.exec(message) ?? [];
    throw new Failure({
      rule: 'fleet-threw',
      severity: 'error',
      message: `the fleet threw while it was loaded: ${message.split('\n')[0]}`,
      at: placeOf(stack) ?? { file: relative(project.root, project.fleet), line: 1, column: 1 },
      why: 'Without its definitions nothing can be written.',
      fix: missing === undefined ? 'Mend the line; modules of a fleet run at synthesis.' : 'npm install',
    });
  }
}
