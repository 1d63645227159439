import type { Manifest } from '../../manifest/manifest.js';
import { argocdFolder } from '../../service/environment/folders.js';
import type { Synthesized } from '../../synth/synthesize.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { Failure } from '../failure.js';

/** The manifests of each Application: those of one folder. Argo CD's own come first. */
export function byFolder({ set }: Synthesized): ReadonlyMap<string, readonly Manifest[]> {
  const folders = new Map<string, Manifest[]>([[argocdFolder, []]]);
  for (const manifest of set.manifests) {
    const folder = folderOf(manifest);
    folders.set(folder, [...(folders.get(folder) ?? []), manifest]);
  }
  return folders;
}

/** The folder below the environment's that a manifest lies in. */
export function folderOf({ origin }: Manifest): string {
  return origin.file.split('/').at(-2) ?? '';
}

/** What a command says that was given no service of the fleet. */
export function unknownService(name: string, all: readonly string[]): Failure {
  const near = didYouMean(name, all);
  return new Failure({
    rule: 'service-unknown',
    severity: 'error',
    message: `"${name}" is no service of the fleet`,
    why: 'There is nothing to show.',
    fix: near ? `Did you mean "${near}"?` : `One of: ${all.join(', ')}.`,
  });
}
