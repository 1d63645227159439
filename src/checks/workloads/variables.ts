import { type Field, fieldOf } from '../../manifest/field.js';
import type { Manifest } from '../../manifest/manifest.js';
import { type ManifestSet, perSet } from '../../manifest/manifest-set.js';
import type { PodTemplate } from '../../manifest/pod-template.js';
import { type Reference, type ReferenceGraph, referencesOf, targetManifest } from '../../manifest/references.js';
import { KEY_PLACES } from './key-sources.js';

/** A variable that a container of a pod gets, and where it is written. */
export interface Variable {
  readonly pod: PodTemplate;
  readonly name: string;
  /** The value, or what it is put together from: in the pod itself, a ConfigMap, a Secret or what makes one. */
  readonly at: Field;
}

/** Every variable of every pod of a set whose name is known. */
export const variablesOf = perSet((set: ManifestSet): readonly Variable[] => {
  const graph = referencesOf(set);
  return set.podTemplates().flatMap((pod) => [
    ...pod.containers.flatMap(({ env }) => env.map(({ name, field }) => ({ pod, name, at: field.at('value') }))),
    ...holdersOf(pod, graph)
      .flatMap((holder) => KEY_PLACES.flatMap((place) => fieldOf(holder, place).entries()))
      .map(([name, at]) => ({ pod, name, at })),
  ]);
});

/** What a pod takes all keys of (`envFrom`), or what makes it: each once. */
function holdersOf(pod: PodTemplate, graph: ReferenceGraph): readonly Manifest[] {
  const edges = graph.from(pod.manifest).filter(isWhole);
  return [...new Set(edges.flatMap((edge) => targetManifest(edge) ?? []))];
}

function isWhole({ path }: Reference): boolean {
  return path.at(-1) === 'name' && (path.at(-2) === 'configMapRef' || path.at(-2) === 'secretRef');
}

/** `chat-worker` as its variables begin: `CHAT_WORKER_`. */
export function prefixOf(name: string): string {
  return `${name.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')}_`;
}

/** What a workload is called apart from its variants: `chat-worker` of `chat-worker-canary`. */
export function serviceName({ manifest }: Pick<PodTemplate, 'manifest'>): string {
  return manifest.ref.name.replace(/-(?:canary|stable|blue|green|preview|primary|v\d+)$/, '');
}

/** What services are called alike: `chat-worker` and `auth-worker` are of the sort `worker`, and `shop` is of none. */
export function sortOf(service: string): string {
  return /-([^-]+)$/.exec(service)?.[1] ?? '';
}
