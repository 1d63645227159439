import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Also, Finding, Place } from '../diagnostic/diagnostic.js';
import { Failure } from './failure.js';

/** The project that a command works on: the folder of its `cdk8s.yaml`. */
export interface Project {
  readonly root: string;
  /** Entry module of the fleet, absolute. */
  readonly fleet: string;
  /** Folder that the manifests lie in, absolute. */
  readonly dist: string;
  /** Where `cdk8s synth` expects files, absolute. */
  readonly scratch: string;
}

const CONFIG = 'cdk8s.yaml';

/** Finds the project from a folder upwards. @throws Failure where there is none, or it names no fleet. */
export function findProject(from: string): Project {
  let root = resolve(from);
  while (!existsSync(join(root, CONFIG))) {
    const parent = dirname(root);
    if (parent === root) {
      throw new Failure({
        rule: 'project',
        severity: 'error',
        message: `no ${CONFIG} in "${from}" or above it`,
        why: 'Without a project there is no fleet to synthesize.',
        fix: 'Run it inside a project, begin one here with "eco init", or check the YAML of a folder: "eco check PATH".',
      });
    }
    root = parent;
  }
  const config = readFileSync(join(root, CONFIG), 'utf8').replace(/^\uFEFF/, '');
  const fleet = setting(config, 'fleet');
  if (fleet === undefined || !existsSync(join(root, fleet))) {
    throw new Failure({
      rule: 'project',
      severity: 'error',
      message:
        fleet === undefined ? `${CONFIG} has no "fleet"` : `${CONFIG} names the fleet "${fleet}", which is not there`,
      at: { file: CONFIG, line: lineOf(config, 'fleet'), column: 1 },
      why: 'The command does not know which module to synthesize.',
      fix: 'Write "fleet: src/fleet/index.ts": the module that exports `fleet`.',
    });
  }
  return {
    root,
    fleet: join(root, fleet),
    dist: join(root, 'dist'),
    scratch: join(root, setting(config, 'output') ?? 'dist'),
  };
}

/** One plain setting of a flat YAML file; a whole parser would take longer to load than the command itself. */
function setting(config: string, key: string): string | undefined {
  return new RegExp(`^${key}:[ \\t]*["']?([^"'#\\r\\n]+?)["']?[ \\t]*(?:#.*)?$`, 'm').exec(config)?.[1];
}

function lineOf(config: string, key: string): number {
  const line = config.split('\n').findIndex((text) => text.startsWith(`${key}:`));
  return line < 0 ? 1 : line + 1;
}

/** The place as messages show it: relative to the project's root where it lies below it, with `/`. */
export function relativePlace(root: string, place: Place): Place {
  return { ...place, file: relativeFile(root, place.file) };
}

export function relativeFile(root: string, file: string): string {
  if (!isAbsolute(file)) return file;
  const path = relative(root, file);
  return path.startsWith('..') ? file : path.split(sep).join('/');
}

/** The finding with its places relative to the project's root, also those that its text names. */
export function relativeFinding(root: string, finding: Finding): Finding {
  const { message, fix, also } = finding;
  const below = `${root.split(sep).join('/')}/`;
  return {
    ...relativeWhere(root, finding),
    message: message.replaceAll(below, ''),
    ...(fix !== undefined && { fix: fix.replaceAll(below, '') }),
    ...(also && { also: also.map((one) => relativeWhere(root, one)) }),
  };
}

function relativeWhere<Where extends Also>(root: string, where: Where): Where {
  const { at, from } = where;
  return {
    ...where,
    ...(at && { at: relativePlace(root, at) }),
    ...(from && { from: relativePlace(root, from) }),
  };
}
