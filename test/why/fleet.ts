import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from '@swc/core';
import { readImages } from '../../src/images/images-file.js';
import * as library from '../../src/index.js';
import { type FleetExperiment, fleetExperiment } from '../../src/why/fleet-experiment.js';
import type { Input } from '../../src/why/fleet-synthesis.js';
import type { CompiledModule } from '../../src/why/place-literals.js';

/** The files of a fleet, by path below its folder. */
export type Files = Readonly<Record<string, string>>;

/** The fleet of this repo, as its authors wrote it. */
export function ownFleet(): Files {
  const folder = join(__dirname, '../../src/fleet');
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => /\.(ts|yaml)$/.test(path));
  return Object.fromEntries(paths.sort().map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

/** JavaScript of a module, written by another compiler than the command's. */
export function compile(source: string, path: string): { readonly code: string; readonly map: string } {
  const { code, map = '{}' } = transformSync(source, {
    filename: path,
    sourceMaps: true,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  return { code, map };
}

/** What `eco why` answers from, for files in memory. */
export function experimentOf(files: Files): FleetExperiment {
  const modules = Object.entries(files).flatMap(([path, source]): CompiledModule[] =>
    path.endsWith('.ts')
      ? [{ path: path.replace(/ts$/, 'js'), ...compile(source, path), file: `src/fleet/${path}`, source }]
      : [],
  );
  return fleetExperiment(modules, 'index.js', outside, (_, environment) => inputOf(files, environment));
}

export function inputOf(files: Files, environment: string): Input {
  const imagesFile = `src/fleet/images/${environment}.yaml`;
  const { images } = readImages(files[`images/${environment}.yaml`] ?? '', imagesFile);
  return { images, imagesFile, output: 'dist' };
}

export function outside(id: string): unknown {
  return id === '@eco2/manifests' ? library : require(id);
}
