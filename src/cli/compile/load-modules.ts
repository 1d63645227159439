import { existsSync, readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { placeOf } from '../../construct/place.js';
import type { Finding } from '../../diagnostic/diagnostic.js';
import { holdSteady, isLibrary, Unsteady } from '../../service/authored/steady.js';
import { limited, limitSeconds } from '../../service/authored/time-limit.js';
import { Failure } from '../failure.js';
import { type Project, relativeFile, relativeFinding } from '../project.js';

/** The library itself, loaded when a fleet asks for it: the compiler starts before that. */
export const library = (): object => require('../../index.js');

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
function isModule(file: string, root: string): boolean {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest)) return typeIn(manifest, root) === 'module';
    if (folder === dirname(folder)) return false;
  }
}

/** @throws Failure for a file that is no JSON */
function typeIn(manifest: string, root: string): unknown {
  try {
    return JSON.parse(readFileSync(manifest, 'utf8')).type;
  } catch (error) {
    const { message } = error instanceof Error ? error : { message: String(error) };
    throw new Failure({
      rule: 'project',
      severity: 'error',
      message: `package.json is no JSON: ${message.replace(/^Unexpected token '\uFEFF'.*/, 'it begins with a byte order mark')}`,
      at: { file: relativeFile(root, manifest), line: 1, column: 1 },
      why: 'Node reads it before it loads a module, and the fleet is modules.',
      fix: 'Mend it, or save it as UTF-8 without a byte order mark.',
    });
  }
}

/**
 * Runs the modules of a fleet, and gives what its entry exports as `fleet`.
 * @param folder that they were compiled to
 * @throws Failure when they throw, ask for what differs from run to run, or do not come to an end: that of ES modules is
 * waited for, since nothing can end them
 */
export async function loadModules(project: Project, folder: string): Promise<unknown> {
  // Stacks then name lines of TypeScript: every message about a definition rests on that.
  process.setSourceMapsEnabled(true);
  const file = resolve(folder, basename(project.fleet).replace(/\.(m|c)?ts$/, '.$1js'));
  let release = () => {};
  try {
    // `require` reads what the compiler made of a CommonJS package; of one that is "type": "module" only `import` can.
    const isES = isModule(file, project.root);
    const shared = shareLibrary(file);
    // From here on the author's own code runs.
    release = holdSteady();
    if (isES) {
      const { importModule } = createRequire(shared)('../../bin/import.cjs');
      return (await importModule(pathToFileURL(file).href)).fleet;
    }
    // A `require` of its own: this file's would keep every module that it ever loaded.
    const ended = limited(() => createRequire(file)(file));
    if (!ended) throw endless(project, folder);
    return ended.value.fleet;
  } catch (error) {
    throw error instanceof Failure ? error : new Failure(relativeFinding(project.root, threw(project, error)));
  } finally {
    release();
  }
}

const failed = {
  rule: 'fleet-threw',
  severity: 'error',
  why: 'Without its definitions nothing can be written.',
} as const satisfies Partial<Finding>;

function threw(project: Project, error: unknown): Finding {
  const { message, stack = '' } = error instanceof Error ? error : { message: String(error) };
  const [first] = message.split('\n');
  const at = placeOf(stack, isLibrary) ?? { file: project.fleet, line: 1, column: 1 };
  if (error instanceof Unsteady)
    return { ...failed, message: `the fleet asks for ${first}`, at, why: error.why, fix: error.fix };
  if (/^Cannot find module '.*' imported from /.test(message))
    return {
      ...failed,
      message: 'the fleet was compiled to ES modules, which name each other otherwise',
      at: { file: join(dirname(project.fleet), 'tsconfig.json'), line: 1, column: 1 },
      fix: 'Write "module": "nodenext" among its compilerOptions.',
    };
  const [, missing] = /^Cannot find (?:module|package) '([^'./][^']*)'/.exec(message) ?? [];
  return {
    ...failed,
    message: `the fleet threw while it was loaded: ${first}`,
    at,
    fix: missing === undefined ? 'Mend the line; modules of a fleet run at synthesis.' : 'npm install',
  };
}

/** The module that runs is the last of those that Node has begun to load, and not finished. */
function endless(project: Project, folder: string): Failure {
  const [path = ''] = Object.values(require.cache)
    .flatMap((module) => (module && !module.loaded && module.id.startsWith(folder) ? [module.id] : []))
    .slice(-1);
  const file = join(dirname(project.fleet), relative(folder, path).replace(/js$/, 'ts'));
  return new Failure(
    relativeFinding(project.root, {
      ...failed,
      message: `the module has not come to an end within ${limitSeconds} s while the fleet was loaded`,
      at: { file: path === '' ? project.fleet : file, line: 1, column: 1 },
      fix: 'Look for a loop that never ends, outside of functions and in what is called there; modules run at synthesis.',
    }),
  );
}
