import { readFiles } from '../../manifest/files/read-files.js';
import { partFiles } from '../../manifest/files/sets.js';
import type { Manifest } from '../../manifest/manifest.js';
import { ManifestSet } from '../../manifest/manifest-set.js';
import type { Synthesized } from '../../synth/synthesize.js';
import { type Project, relativeFile } from '../project.js';
import type { Scope } from '../synth/scope.js';

/** What dist/ holds, or is about to hold. */
export interface Held {
  /** Objects by environment. */
  readonly sets: readonly ManifestSet[];
  /** Path below dist/ -> text. */
  readonly texts: ReadonlyMap<string, string>;
}

/** What lies there. What cannot be read is none of ours: it is about to be replaced. */
export function heldOnDisk(project: Project): Held {
  const { files } = readFiles([project.dist], project.root);
  const texts = files.flatMap(({ file, text }) => (text === undefined ? [] : [[below(project, file), text] as const]));
  return { sets: partFiles(files).sets, texts: new Map(texts) };
}

/** What dist/ holds after a run: with a scope, what is outside of it stays. */
export function heldAfter(
  project: Project,
  before: Held,
  environments: readonly Synthesized[],
  scope: Scope | undefined,
): Held {
  const made = new Map(environments.flatMap(({ files }) => [...files]));
  const sets = environments.map(({ set }) => withOld(project, before, set, made));
  if (!scope) return { sets, texts: made };
  const mine = ({ origin }: Manifest) => scope(below(project, origin.file));
  const names = [...new Set([...before.sets, ...sets].map(({ name }) => name))];
  const manifestsOf = (all: readonly ManifestSet[], name: string) =>
    all.find((set) => set.name === name)?.manifests ?? [];
  return {
    sets: names.map(
      (name) =>
        new ManifestSet(name, [
          ...manifestsOf(sets, name).filter(mine),
          ...manifestsOf(before.sets, name).filter((manifest) => !mine(manifest)),
        ]),
    ),
    texts: new Map([
      ...[...made].filter(([path]) => scope(path)),
      ...[...before.texts].filter(([path]) => !scope(path)),
    ]),
  };
}

/** What is written as it was is the same object as it was: whoever compares need not look into it. */
function withOld(project: Project, before: Held, set: ManifestSet, made: ReadonlyMap<string, string>): ManifestSet {
  const old = before.sets.find(({ name }) => name === set.name)?.manifests ?? [];
  const byPath = new Map(old.map((manifest) => [below(project, manifest.origin.file), manifest]));
  const manifests = set.manifests.map((manifest) => {
    const path = below(project, manifest.origin.file);
    const same = before.texts.get(path) === made.get(path) ? byPath.get(path) : undefined;
    return same ? { ...manifest, object: same.object } : manifest;
  });
  return new ManifestSet(set.name, manifests);
}

/** Environments of which a file differs. */
export function changedEnvironments(before: Held, after: Held): readonly string[] {
  const paths = [...new Set([...before.texts.keys(), ...after.texts.keys()])];
  const changed = paths.filter((path) => before.texts.get(path) !== after.texts.get(path));
  return [...new Set(changed.map((path) => path.split('/')[0] ?? ''))].sort();
}

function below(project: Project, file: string): string {
  return file.slice(relativeFile(project.root, project.dist).length + 1);
}
