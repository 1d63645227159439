import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** How a run of the compiler ended, and what it said. */
export interface Compilation {
  readonly status: number | null;
  readonly output: string;
}

// A cut list of names would hide the one that was meant.
const plain = ['--pretty', 'false', '--noErrorTruncation'];

/**
 * Runs TypeScript's compiler on a configuration, in a process of its own: the native one, whose type check costs less
 * than loading a transpiler would.
 * @param signal ends it, and rejects, when nobody waits for it any more
 */
export function runCompiler(
  root: string,
  config: string,
  options: readonly string[],
  signal?: AbortSignal,
): Promise<Compilation> {
  return finished(spawnCompiler(root, ['-p', config, '--incremental', 'false', ...options, ...plain], signal));
}

// The compiler is a Go program: it would collect garbage on the core that the fleet runs on, four times as often.
const env = { GOGC: '400', ...process.env };

function spawnCompiler(root: string, args: readonly string[], signal?: AbortSignal): ChildProcess {
  const options: SpawnOptions = { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'], ...(signal && { signal }) };
  const typescript = packageFolder('typescript', __dirname);
  try {
    const folder = packageFolder(`@typescript/typescript-${process.platform}-${process.arch}`, typescript);
    const binary = join(folder, 'lib', process.platform === 'win32' ? 'tsc.exe' : 'tsc');
    if (existsSync(binary)) return spawn(binary, args, options);
  } catch {
    // No native package for this platform: TypeScript's own launcher knows what to do.
  }
  return spawn(process.execPath, [join(typescript, 'bin/tsc'), ...args], options);
}

/**
 * Where a package is installed, seen from a folder: where Node finds it as a rule. Asking Node takes longer than starting
 * the compiler does; it is asked where packages lie elsewhere.
 */
function packageFolder(name: string, from: string): string {
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    const place = join(folder, 'node_modules', name);
    if (existsSync(place)) return realpathSync(place);
  }
  return dirname(createRequire(join(from, 'x.js')).resolve(`${name}/package.json`));
}

function finished(child: ChildProcess): Promise<Compilation> {
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
