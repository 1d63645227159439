import { createRequire } from 'node:module';
import { dirname, relative } from 'node:path';
import type { Finding } from '../../diagnostic/diagnostic.js';
import * as library from '../../index.js';
import { type FleetExperiment, fleetExperiment } from '../../why/fleet-experiment.js';
import type { CompiledModule } from '../../why/place-literals.js';
import { type CompiledFleet, compileFleet } from '../compile/compile-fleet.js';
import { compiledModules, slashes } from '../compile/compiled-modules.js';
import { startEmission, unchecked } from '../compile/emission.js';
import { type Project, relativeFile } from '../project.js';
import { loadImages } from './load-images.js';
import { loadSealed } from './sealed.js';

/**
 * Makes a fleet whose literals are asked for when it runs.
 * @param modules as the fleet was loaded from. Only CommonJS can be run again: of ES modules it is compiled once more
 */
export async function loadExperiment(
  project: Project,
  modules: readonly CompiledModule[],
): Promise<FleetExperiment | { readonly findings: readonly Finding[] }> {
  try {
    return experimentOf(project, modules);
  } catch (error) {
    // No script: `import` and `export` are none.
    if (!(error instanceof SyntaxError)) throw error;
  }
  // Its types are known to be right. What is compiled otherwise without a look at them shows when it runs.
  const quick = await again(project, unchecked, () => []).catch(() => undefined);
  return quick ?? again(project, [], (compiled) => compiled.findings());
}

async function again(
  project: Project,
  extra: readonly string[],
  wrongWith: (compiled: CompiledFleet) => Promise<readonly Finding[]> | readonly Finding[],
): Promise<FleetExperiment | { readonly findings: readonly Finding[] }> {
  const options = [...extra, '--module', 'commonjs', '--moduleResolution', 'bundler'];
  const compiled = await compileFleet(project, startEmission(project, options));
  try {
    const findings = await wrongWith(compiled);
    return findings.length > 0 ? { findings } : experimentOf(project, compiledModules(project, compiled.folder));
  } finally {
    compiled.dispose();
  }
}

function experimentOf(project: Project, modules: readonly CompiledModule[]): FleetExperiment {
  const entry = slashes(relative(dirname(project.fleet), project.fleet)).replace(/ts$/, 'js');
  const output = relativeFile(project.root, project.dist);
  return fleetExperiment(modules, entry, outside(project.fleet), (fleet, name) => {
    const { images, file } = loadImages(project, fleet, name);
    return { images, imagesFile: file, sealed: loadSealed(project, fleet, name).sealed, output };
  });
}

/** What a fleet requires from outside: the library that runs already, and packages of its own. */
function outside(entry: string): (id: string) => unknown {
  const { name } = require('../../../../package.json');
  const fromFleet = createRequire(entry);
  return (id) => (id === name ? library : fromFleet(id));
}
