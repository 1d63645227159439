import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { distOf, makeWorkingFolder } from '../../synth/commit/dist.js';
import { Failure } from '../failure.js';
import { findProject, type Project } from '../project.js';
import { type Compilation, runCompiler } from './compiler.js';

/** The compiler at work on a fleet. Whoever has it removes the folder. */
export interface Emission {
  /** Where the modules and their source maps come to lie, laid out as the fleet's own. */
  readonly folder: string;
  readonly done: Promise<Compilation>;
}

/** Takes the types away and looks at nothing else: a tenth of the time of a type check. */
export const unchecked = ['--noCheck', '--noResolve', '--noLib'];

/**
 * Has a fleet's modules compiled.
 * @param signal ends the compiler, and `done` rejects, when nobody waits for it any more
 * @throws Failure where the fleet has no tsconfig.json
 */
export function startEmission(project: Project, extra: readonly string[], signal?: AbortSignal): Emission {
  const source = dirname(project.fleet);
  const config = configOf(project);
  const working = distOf(project.dist);
  makeWorkingFolder(working);
  // Another name each time: Node remembers modules by their path, and a fleet may be loaded again.
  const folder = mkdtempSync(join(working.eco, 'fleet-'));
  const options = ['--noEmit', 'false', '--outDir', folder, '--rootDir', source, '--sourceMap', ...extra];
  try {
    return { folder, done: runCompiler(project.root, config, options, signal) };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** The configuration beside the fleet. @throws Failure where there is none. */
export function configOf(project: Project): string {
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

/**
 * Starts the compiler for a command line that is certain to need it, before the command itself is read; undefined for
 * any other, and where there is no fleet: the command says so.
 */
export function early(argv: readonly string[], cwd: string): Emission | undefined {
  const [command = '', ...options] = argv;
  if (!['synth', 'check'].includes(command) || options.some((option) => !['--check', '--json'].includes(option)))
    return undefined;
  try {
    const emission = startEmission(findProject(cwd), unchecked);
    // Whoever takes it hears of it.
    emission.done.catch(() => {});
    return emission;
  } catch {
    return undefined;
  }
}
