import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { ObjectRef } from '../../diagnostic/diagnostic.js';
import { SYNC_WAVE } from '../../manifest/argocd/hooks.js';
import { type FieldPath, formatPath } from '../../manifest/manifest.js';
import { fieldAt } from '../../manifest/yaml/field-at.js';
import type { Synthesized } from '../../synth/synthesize.js';
import { didYouMean } from '../../values/did-you-mean.js';
import type { FleetExperiment } from '../../why/fleet-experiment.js';
import type { FleetLiteral } from '../../why/fleet-literals.js';
import { Failure } from '../failure.js';
import { type Project, relativeFile } from '../project.js';
import { synthesizeEnvironment } from '../synth/synthesis.js';
import type { Where } from './where.js';

/** Why a line of YAML is as it is. */
export interface LineAnswer {
  readonly at: Where;
  readonly text: string;
  readonly object: ObjectRef;
  readonly field: string;
  /** Path of the construct that wrote it, from the chart down. */
  readonly construct: readonly string[];
  /** Those that set the line, or one of what it holds. */
  readonly literals: readonly FleetLiteral[];
  /** Why the library chose what it chose here, and for what the line holds. */
  readonly defaults: readonly string[];
}

/** Explains a line of `dist/`. @throws Failure where there is no such line, or the file is not what the sources give */
export function explainLine(project: Project, { fleet, experiment }: FleetExperiment, at: Where): LineAnswer {
  const output = relativeFile(project.root, project.dist);
  const path = at.file.slice(output.length + 1);
  const environment = path.split('/')[0] ?? '';
  if (!Object.hasOwn(fleet.environments, environment)) throw foreign(at.file, Object.keys(fleet.environments), output);
  const synthesized = synthesizeEnvironment(project, fleet, environment);
  const text = synthesized.files.get(path);
  const manifest = synthesized.set.manifests.find(({ origin }) => origin.file === at.file);
  const onDisk = join(project.root, at.file);
  const written = existsSync(onDisk) ? readFileSync(onDisk, 'utf8') : undefined;
  if (text === undefined && written === undefined) throw unknown(at.file, output, synthesized.files.keys());
  if (text === undefined || !manifest || text !== written) throw stale(at.file);
  const lines = text.split('\n');
  const line = lines[at.line - 1];
  const field = fieldAt(text, at.line);
  if (line === undefined || field === undefined) throw noLine(at, lines.length - 1);
  const held = lines.slice(at.line - 1, field.last).join('\n');
  return {
    at,
    text: line,
    object: manifest.ref,
    field: formatPath(field.path),
    construct: (manifest.origin.construct ?? '').split('/'),
    literals: nearestFirst(experiment.literalsOf(environment, path, at.line, field.last), held),
    defaults: defaultsOf(synthesized, path, field.path),
  };
}

/** What shows there comes before what only had a say in it. */
function nearestFirst(literals: readonly FleetLiteral[], held: string): readonly FleetLiteral[] {
  const shown = ({ value }: FleetLiteral) => held.includes(String(value));
  return [...literals.filter(shown), ...literals.filter((literal) => !shown(literal))];
}

function defaultsOf({ sources }: Synthesized, path: string, field: FieldPath): readonly string[] {
  const own = formatPath(field);
  const reasons = [...(sources.get(path)?.() ?? [])].flatMap(([known, from]) => {
    if (known !== own && !isBelow(known, own)) return [];
    const name = known.slice(own.length).replace(/^\./, '');
    return from.flatMap((one) => (one.kind === 'default' ? [name ? `${name}: ${one.reason}` : one.reason] : []));
  });
  const computed =
    field.at(-1) === SYNC_WAVE ? ['computed from what the object needs and who needs it: "eco plan" shows it'] : [];
  return [...new Set([...reasons, ...computed])];
}

function isBelow(known: string, field: string): boolean {
  return known.startsWith(field) && '.['.includes(known.charAt(field.length));
}

function foreign(file: string, environments: readonly string[], output: string): Failure {
  return new Failure({
    rule: 'where',
    severity: 'error',
    message: `"${file}" is neither a file of the fleet nor one of its manifests`,
    why: 'Only what the fleet gives can be traced back to it.',
    fix: `Name a file below ${environments.map((name) => `${output}/${name}`).join(' or ')}, or of the fleet.`,
  });
}

/** A slip in the file's name is looked for in its folder. */
function unknown(file: string, output: string, paths: Iterable<string>): Failure {
  const folder = `${posix.dirname(file)}/`;
  const beside = [...paths].map((path) => `${output}/${path}`).filter((path) => path.startsWith(folder));
  const names = beside.map((path) => path.slice(folder.length));
  const near = didYouMean(posix.basename(file), names);
  return new Failure({
    rule: 'where',
    severity: 'error',
    message: `the fleet gives no "${file}"${near ? `; did you mean "${near}"?` : ''}`,
    why: 'Only what the fleet gives can be traced back to it.',
    fix: near ? `eco why ${folder}${near}` : `Name one of the files that eco synth writes to ${output}/.`,
  });
}

function stale(file: string): Failure {
  return new Failure({
    rule: 'dist-stale',
    severity: 'error',
    message: `"${file}" is not what the fleet gives`,
    why: 'Its lines are those of another state of the sources.',
    fix: 'eco synth, then ask again.',
  });
}

function noLine({ file, line }: Where, lines: number): Failure {
  return new Failure({
    rule: 'where',
    severity: 'error',
    message: `line ${line} of "${file}" writes no field`,
    why: 'There is nothing to explain.',
    fix: `Name a line from 1 to ${lines}.`,
  });
}
