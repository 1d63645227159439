import { dirname } from 'node:path';
import { type Finding, hasErrors } from '../../diagnostic/diagnostic.js';
import { readFiles } from '../../manifest/files/read-files.js';
import { type FoundFile, partFiles } from '../../manifest/files/sets.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import type { CompiledModule } from '../../why/place-literals.js';
import type { Arguments, Terminal } from '../command.js';
import { Failure } from '../failure.js';
import { Git } from '../git.js';
import { findProject, type Project, relativeFile, relativeFinding } from '../project.js';
import { changedSource, type SourceLines } from './changed-source.js';
import type { TwoSides } from './sides.js';

/** A commit, and another, what the sources give now, or `dist/` as it stands. @throws Failure for what is not there */
export async function commitSides(args: Arguments, terminal: Terminal): Promise<TwoSides> {
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
