import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Finding } from '../../diagnostic/diagnostic.js';
import { hasErrors } from '../../diagnostic/diagnostic.js';
import type { DiffOptions } from '../../diff/diff.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { readFiles } from '../../manifest/read-files.js';
import { type FoundFile, partFiles } from '../../manifest/sets.js';
import type { CompiledModule } from '../../why/place-literals.js';
import type { Arguments, Option, Terminal } from '../command.js';
import { Failure } from '../failure.js';
import { Git } from '../git.js';
import { findProject, type Project, relativeFile, relativeFinding } from '../project.js';
import { changedSource, type SourceLines } from './changed-source.js';

/** Two states of the clusters, and what to call them. */
export interface TwoSides {
  readonly before: readonly ManifestSet[];
  readonly after: readonly ManifestSet[];
  /** `main (1f3c9a2) → working tree`. */
  readonly title: string;
  readonly findings: readonly Finding[];
  readonly optionsOf: (environment: string) => DiffOptions;
  /** Where relative paths of messages start. */
  readonly root: string;
  /** Where the new side was synthesized: what from, and the lines of its sources that differ from the old side's. */
  readonly sources?: {
    readonly project: Project;
    readonly modules: readonly CompiledModule[];
    readonly changed: () => SourceLines;
  };
}

/** Options of every command that compares. */
export const SIDE_OPTIONS: Readonly<Record<string, Option>> = {
  from: { type: 'string', value: 'DIR', help: 'compare this folder of YAML, whoever wrote it …' },
  to: { type: 'string', value: 'DIR', help: '… with this one' },
  dist: { type: 'boolean', help: 'take dist/ as it stands instead of synthesizing the fleet' },
  env: { type: 'string', value: 'ENV', multiple: true, help: 'this environment only; may be repeated' },
  kubernetes: { type: 'string', value: 'VERSION', help: 'minor version of the API server, such as 1.28' },
};

/** Reads both sides as the command line names them. @throws Failure for what is not there. */
export async function twoSides(args: Arguments, terminal: Terminal): Promise<TwoSides> {
  const [from, to] = [args.value('from'), args.value('to')];
  const sides =
    from !== undefined || to !== undefined ? folders(from, to, args, terminal) : await commits(args, terminal);
  const chosen = args.values('env');
  const pick = (sets: readonly ManifestSet[]) =>
    sets.filter(({ name }) => chosen.length === 0 || chosen.includes(name));
  const known = new Set([...sides.before, ...sides.after].map(({ name }) => name));
  for (const name of chosen) if (!known.has(name)) throw noEnvironment(name, [...known]);
  return { ...sides, before: pick(sides.before), after: pick(sides.after) };
}

function folders(from: string | undefined, to: string | undefined, args: Arguments, terminal: Terminal): TwoSides {
  if (from === undefined || to === undefined || args.positionals.length > 0)
    throw misuse('--from and --to go together, without a REF');
  const [a, b] = [readFolder(from, terminal.cwd), readFolder(to, terminal.cwd)];
  return {
    before: a.sets,
    after: b.sets,
    title: `${from} → ${to}`,
    findings: [...a.findings, ...b.findings],
    optionsOf: () => ({ kubernetes: args.value('kubernetes') }),
    root: terminal.cwd,
  };
}

/** Each tree is its own root: the same file has the same path on both sides. */
function readFolder(folder: string, cwd: string): { sets: readonly ManifestSet[]; findings: readonly Finding[] } {
  const path = resolve(cwd, folder);
  if (!existsSync(path)) throw misuse(`there is no "${folder}"`);
  const root = statSync(path).isDirectory() ? path : resolve(path, '..');
  const { files, findings } = readFiles([path], root);
  const parted = partFiles(files);
  return { sets: parted.sets, findings: [...findings, ...parted.findings] };
}

async function commits(args: Arguments, terminal: Terminal): Promise<TwoSides> {
  const project = findProject(terminal.cwd);
  const [first = 'HEAD', second] = args.positionals.flatMap((name) =>
    /^[^.]+(?:\.[^.]+)*\.\.[^.]/.test(name) ? name.split('..') : [name],
  );
  const git = new Git(project.root);
  const old = committed(git, first, project);
  if (second !== undefined) {
    const now = committed(git, second, project);
    return {
      before: old.sets,
      after: now.sets,
      title: `${old.title} → ${now.title}`,
      findings: [...old.findings, ...now.findings],
      optionsOf: () => ({ kubernetes: args.value('kubernetes') }),
      root: project.root,
    };
  }
  const now: Side = args.flag('dist') ? onDisk(project) : await synthesized(project);
  return {
    before: old.sets,
    after: now.sets,
    title: `${old.title} → working tree`,
    findings: [...old.findings, ...now.findings, ...now.unsaid(old.sets)],
    optionsOf: (name) => ({ kubernetes: args.value('kubernetes') ?? now.versionOf(name) }),
    root: project.root,
    ...(now.modules && {
      sources: { project, modules: now.modules, changed: () => changedSince(git, old.commit, project) },
    }),
  };
}

interface Side {
  readonly sets: readonly ManifestSet[];
  readonly findings: readonly Finding[];
  readonly versionOf: (environment: string) => string | undefined;
  /** What leaves the other side and takes data along, though the fleet does not say that it may. */
  readonly unsaid: (before: readonly ManifestSet[]) => readonly Finding[];
  /** Of the fleet that it was synthesized from. */
  readonly modules?: readonly CompiledModule[];
}

/** Of files alone: no fleet says anything. */
const silent = () => [];

function changedSince(git: Git, commit: string, project: Project): SourceLines {
  const folder = relativeFile(project.root, dirname(project.fleet));
  const { diff, untracked } = git.workingChanges(commit, folder);
  return changedSource(diff, untracked, project.root);
}

function committed(
  git: Git,
  name: string,
  project: Project,
): Side & { readonly title: string; readonly commit: string } {
  const commit = git.resolve(name);
  const dist = relativeFile(project.root, project.dist);
  const files = git
    .files(commit, dist)
    .map(({ path, text }): FoundFile => ({ file: `${dist}/${path}`, path: `${dist}/${path}`, text }));
  const { sets, findings } = partFiles(files);
  const short = git.short(commit);
  return {
    commit,
    sets,
    findings,
    versionOf: () => undefined,
    unsaid: silent,
    title: name.startsWith(short) ? short : `${name} (${short})`,
  };
}

function onDisk(project: Project): Side {
  const { files, findings } = readFiles([project.dist], project.root);
  const parted = partFiles(files);
  return { sets: parted.sets, findings: [...findings, ...parted.findings], versionOf: () => undefined, unsaid: silent };
}

/** What the sources give now: every line of it knows the line of TypeScript behind it. */
async function synthesized(project: Project): Promise<Side> {
  const [{ loadFleetAndModules }, { synthesizeEnvironment }, { unsaidRemovals }, { unsaidEnvironments }] =
    await Promise.all([
      import('../load/load-fleet.js'),
      import('../synth/synthesis.js'),
      import('../../synth/removals.js'),
      import('../../synth/removed-environments.js'),
    ]);
  const loaded = await loadFleetAndModules(project);
  if ('findings' in loaded) throw failure(project, loaded.findings);
  const environments = Object.keys(loaded.fleet.environments).map((name) =>
    synthesizeEnvironment(project, loaded.fleet, name),
  );
  const findings = environments.flatMap((one) => one.findings);
  if (hasErrors(findings)) throw failure(project, findings);
  const versions = new Map(environments.map(({ environment, facts }) => [environment, facts.kubernetes]));
  return {
    sets: environments.map(({ set }) => set),
    findings: [],
    modules: loaded.modules,
    versionOf: (name) => versions.get(name),
    unsaid: (before) => [
      ...environments.flatMap(({ environment, set }) => {
        const { removed = {} } = loaded.fleet.environments[environment] ?? {};
        const old = before.find(({ name }) => name === environment)?.manifests ?? [];
        return unsaidRemovals(environment, removed, old, set.manifests);
      }),
      ...unsaidEnvironments(loaded.fleet.removed ?? {}, Object.keys(loaded.fleet.environments), before),
    ],
  };
}

function failure(project: Project, findings: readonly Finding[]): Failure {
  return new Failure(...findings.map((finding) => relativeFinding(project.root, finding)));
}

function misuse(message: string): Failure {
  return new Failure({
    rule: 'compare',
    severity: 'error',
    message,
    why: 'There is nothing to compare.',
    fix: 'eco diff main, or: eco diff --from OLD --to NEW',
  });
}

function noEnvironment(name: string, known: readonly string[]): Failure {
  return new Failure({
    rule: 'environment-unknown',
    severity: 'error',
    message: `"${name}" is no environment of either side`,
    why: 'There is nothing to compare.',
    fix: `One of: ${known.join(', ') || 'none was found'}.`,
  });
}
