import type { Finding } from '../diagnostic/diagnostic.js';
import { describeRef, type KubeObject, type Manifest, objectKey } from '../manifest/manifest.js';
import { ManifestSet } from '../manifest/manifest-set.js';
import { referencesOf } from '../manifest/references.js';
import { computeWaves } from '../order/waves.js';

/** Source: Argo CD, "Sync Phases and Waves". */
const ANNOTATION = 'argocd.argoproj.io/sync-wave';

export interface Waved {
  /** The objects, in the order of `manifests`; those of wave 0 as they were, for 0 is Argo CD's default. */
  readonly objects: readonly KubeObject[];
  readonly findings: readonly Finding[];
}

/** Writes each object's sync wave, computed for each Application from the reference graph of the whole environment. */
export function withWaves(manifests: readonly Manifest[], applicationOf: (manifest: Manifest) => string): Waved {
  const graph = referencesOf(new ManifestSet('', manifests));
  const applications = new Map<string, Manifest[]>();
  for (const manifest of manifests) {
    const application = applicationOf(manifest);
    const members = applications.get(application);
    if (members) members.push(manifest);
    else applications.set(application, [manifest]);
  }
  const waves = new Map<string, number>();
  const findings: Finding[] = [];
  for (const members of applications.values()) {
    const computed = computeWaves(members, graph);
    for (const [key, wave] of computed.waves) waves.set(key, wave);
    findings.push(...computed.cycles.map(cycle));
  }
  return { objects: manifests.map(({ ref, object }) => annotated(object, waves.get(objectKey(ref)) ?? 0)), findings };
}

function annotated(object: KubeObject, wave: number): KubeObject {
  if (wave === 0) return object;
  const annotations = { ...(object.metadata.annotations as object | undefined), [ANNOTATION]: String(wave) };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

function cycle(members: readonly Manifest[]): Finding {
  const names = [...members, ...members.slice(0, 1)].map(({ ref }) => describeRef(ref));
  const [first] = members;
  return {
    rule: 'wave-cycle',
    severity: 'error',
    message: `objects wait for each other in a circle: ${names.join(' -> ')}`,
    object: first?.ref,
    at: first?.origin.from?.([]),
    why: 'No sync wave can come first: the sync would never end.',
    fix: 'Break the circle: one of them must work before the next is there.',
  };
}
