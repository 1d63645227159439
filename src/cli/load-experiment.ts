import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import type { Finding } from '../diagnostic/diagnostic.js';
import * as library from '../index.js';
import { type FleetExperiment, fleetExperiment } from '../why/fleet-experiment.js';
import type { CompiledModule } from '../why/place-literals.js';
import { compileFleet } from './compile-fleet.js';
import { startEmission } from './emission.js';
import { loadImages } from './load-images.js';
import { type Project, relativeFile } from './project.js';
import { loadSealed } from './sealed.js';

/**
 * Compiles the fleet so that each of its literals is asked for when it runs. Modules become CommonJS whatever the
 * project's own are: those can be run again.
 */
export async function loadExperiment(
  project: Project,
): Promise<FleetExperiment | { readonly findings: readonly Finding[] }> {
  const compiled = await compileFleet(
    project,
    startEmission(project, ['--module', 'commonjs', '--moduleResolution', 'bundler']),
  );
  try {
    const findings = await compiled.findings();
    if (findings.length > 0) return { findings };
    const source = dirname(project.fleet);
    const entry = slashes(relative(source, project.fleet)).replace(/ts$/, 'js');
    const output = relativeFile(project.root, project.dist);
    return fleetExperiment(
      readModules(compiled.folder, source, project.root),
      entry,
      outside(project.fleet),
      (fleet, name) => {
        const { images, file } = loadImages(project, fleet, name);
        return { images, imagesFile: file, sealed: loadSealed(project, fleet, name).sealed, output };
      },
    );
  } finally {
    compiled.dispose();
  }
}

function readModules(folder: string, source: string, root: string): readonly CompiledModule[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.[mc]?js$/.test(file));
  return files.sort().map((file) => {
    const author = join(source, file.replace(/js$/, 'ts'));
    return {
      path: slashes(file),
      code: readFileSync(join(folder, file), 'utf8'),
      map: readFileSync(join(folder, `${file}.map`), 'utf8'),
      file: relativeFile(root, author),
      source: readFileSync(author, 'utf8'),
    };
  });
}

/** What a fleet requires from outside: the library that runs already, and packages of its own. */
function outside(entry: string): (id: string) => unknown {
  const { name } = require('../../../package.json');
  const fromFleet = createRequire(entry);
  return (id) => (id === name ? library : fromFleet(id));
}

function slashes(path: string): string {
  return path.split(sep).join('/');
}
