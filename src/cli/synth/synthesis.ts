import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runChecks } from '../../checks/run.js';
import type { RunOptions } from '../../checks/run-set.js';
import { type Finding, hasErrors, type Place, type UncheckedRule } from '../../diagnostic/diagnostic.js';
import { isObject } from '../../manifest/access.js';
import type { JsonObject } from '../../manifest/manifest.js';
import { readYaml } from '../../manifest/yaml/read-yaml.js';
import type { Fleet } from '../../service/fleet.js';
import { earlyWords, unsaidRemovals } from '../../synth/removals.js';
import { earlyEnvironments, unsaidEnvironments } from '../../synth/removed-environments.js';
import { type Synthesized, synthesize } from '../../synth/synthesize.js';
import { tasksLeftBehind } from '../../synth/transitions.js';
import { loadImages, strayImages } from '../load/load-images.js';
import { loadSealed } from '../load/sealed.js';
import { type Project, relativeFile } from '../project.js';
import { keyLocator } from '../source/key-place.js';
import { today } from '../today.js';
import { goneEnvironments, goneFrom } from './gone.js';
import { onceForAll } from './once-for-all.js';

/** Environments of a fleet, synthesized and checked; nothing is written yet. */
export interface CheckedFleet {
  readonly environments: readonly Synthesized[];
  /** Path below `dist/` -> text. */
  readonly files: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
  readonly unchecked: readonly UncheckedRule[];
  readonly rules: number;
}

/** Images files as they are about to be, by environment; of all others the text on disk counts. */
export type ImageTexts = ReadonlyMap<string, string>;

/** One environment: manifests, and what is wrong with the fleet and its images file. */
export function synthesizeEnvironment(
  project: Project,
  fleet: Fleet,
  environment: string,
  texts: ImageTexts = new Map(),
): Synthesized {
  const { images, file, findings } = loadImages(project, fleet, environment, texts.get(environment));
  const output = relativeFile(project.root, project.dist);
  const secrets = loadSealed(project, fleet, environment);
  const result = synthesize(fleet, environment, {
    images,
    imagesFile: file,
    sealed: secrets.sealed,
    output,
    locate: keyLocator(),
  });
  // What a file lacks that has mistakes of its own says nothing new.
  const rest = findings.length > 0 ? result.findings.filter(({ rule }) => rule !== 'images-file') : result.findings;
  return { ...result, findings: [...findings, ...secrets.findings, ...rest] };
}

/** Synthesizes environments, runs every check on each, and asks about what leaves them. */
export function synthesizeFleet(
  project: Project,
  fleet: Fleet,
  names: readonly string[],
  texts?: ImageTexts,
): CheckedFleet {
  const made = names.map((name) => synthesizeEnvironment(project, fleet, name, texts));
  return withLeaving(project, fleet, checkFleet(project, fleet, made));
}

/** Runs every check on what was synthesized. What leaves is another question: `withLeaving`. */
export function checkFleet(
  project: Project,
  fleet: Fleet,
  environments: readonly Synthesized[],
  onRule?: RunOptions['onRule'],
): CheckedFleet {
  const checks = environments.map(({ set, facts, suppressions, findings }) => {
    const flawed = hasErrors(findings);
    return runChecks(set, { ...facts, today: today() }, { suppressions, settings: fleet.checks ?? {}, flawed, onRule });
  });
  const files = new Map(environments.flatMap((one) => [...one.files]));
  const manifests = environments.flatMap(({ set }) => set.manifests);
  return {
    environments,
    files,
    findings: [
      ...strayImages(project, fleet),
      ...onceForAll(
        environments.map(({ environment, findings }, i) => {
          const found = checks[i]?.findings ?? [];
          const refused = withoutNarrow(findings, found);
          return { environment, findings: [...refused, ...withoutEchoes(refused, found)] };
        }),
      ),
      ...tasksLeftBehind(manifests, (file) => manifestOnDisk(project, file, files)),
    ],
    unchecked: checks.flatMap((one) => one.unchecked),
    rules: checks[0]?.rules ?? 0,
  };
}

/**
 * The same, with what is wrong with what leaves the environments.
 * @param whole whether every environment was asked for: then it looks for environments that leave as well
 */
export function withLeaving(project: Project, fleet: Fleet, made: CheckedFleet, whole = false): CheckedFleet {
  const services = made.environments.flatMap(({ environment, set, files, certain }) => {
    // What a definition that cannot be read keeps from being made does not leave.
    if (!certain) return [];
    const { removed = {} } = fleet.environments[environment] ?? {};
    const gone = goneFrom(project, environment, files);
    return [
      ...unsaidRemovals(environment, removed, gone, set.manifests),
      ...earlyWords(environment, removed, set.manifests),
    ];
  });
  const environments = whole ? leavingEnvironments(project, fleet) : [];
  return { ...made, findings: [...made.findings, ...services, ...environments] };
}

function leavingEnvironments(project: Project, { removed = {}, environments }: Fleet): readonly Finding[] {
  const known = Object.keys(environments);
  return [
    ...unsaidEnvironments(removed, known, goneEnvironments(project, known)),
    ...earlyEnvironments(removed, known),
  ];
}

/** What constructs refuse, but for what the same rule says there of several places: a construct sees its own alone. */
function withoutNarrow(refused: readonly Finding[], found: readonly Finding[]): readonly Finding[] {
  const key = ({ rule, severity }: Finding, place?: Place) =>
    place && `${place.file}:${place.line} ${rule} ${severity}`;
  const wider = new Set(found.flatMap((one) => (one.also && key(one, one.from)) ?? []));
  return refused.filter((one) => !wider.has(key(one, one.at) ?? ''));
}

/** What checks find, but for what a schema, or the same rule, says of a value that its construct has refused. */
function withoutEchoes(refused: readonly Finding[], found: readonly Finding[]): readonly Finding[] {
  const line = (place?: Place) => place && `${place.file}:${place.line}`;
  const said = new Set(
    refused.flatMap(({ rule, at, message }) => [line(at), `${line(at)} ${rule}`, `${rule} ${message}`]),
  );
  return found.filter(({ rule, from, message }) => {
    if (!from) return true;
    const isSchema = rule === 'schema' || rule === 'crd-schema';
    return !said.has(isSchema ? line(from) : `${line(from)} ${rule}`) && !said.has(`${rule} ${message}`);
  });
}

/**
 * What is wrong with a fleet that does not type-check, in the files that have no type error: the others' mistakes are
 * said already, and what follows from them would be said twice.
 */
export function elsewhere(project: Project, fleet: Fleet, typeErrors: readonly Finding[]): readonly Finding[] {
  const wrong = new Set(typeErrors.map(({ at }) => at && relativeFile(project.root, at.file)));
  try {
    const made = Object.keys(fleet.environments).map((name) => synthesizeEnvironment(project, fleet, name));
    // What a mistake keeps from being made does not leave: it comes back with the mistake mended.
    return checkFleet(project, fleet, made).findings.filter(({ from, at, severity }) => {
      const place = from ?? at;
      return severity === 'error' && place && !wrong.has(relativeFile(project.root, place.file));
    });
  } catch (error) {
    // Constructs rest on what the compiler has checked: here it has refused.
    if (error instanceof Error) return [];
    throw error;
  }
}

/** A manifest as it stands on disk; undefined when there is none, none that can be read, or no other than the new. */
function manifestOnDisk(project: Project, file: string, files: ReadonlyMap<string, string>): JsonObject | undefined {
  const path = join(project.root, file);
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, 'utf8');
  if (text === files.get(file.slice(relativeFile(project.root, project.dist).length + 1))) return undefined;
  const value = readYaml(text, file).documents[0]?.value;
  return isObject(value) ? value : undefined;
}
