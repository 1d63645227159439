import { get } from '../../manifest/access.js';
import { describeRef, type Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { plan } from '../../order/plan.js';
import { factsOf } from './facts.js';
import { networkFacts } from './network-facts.js';

/** All that one definition becomes. */
export interface Outline {
  readonly name: string;
  readonly environment: string;
  /** `7 objects in 2 waves: 3 pods of registry.test/a:1`. */
  readonly summary: string;
  readonly waves: readonly OutlineWave[];
  /** Who it may talk to, and who to it. */
  readonly network: readonly string[];
}

export interface OutlineWave {
  readonly wave: number;
  readonly objects: readonly OutlineObject[];
}

export interface OutlineObject {
  readonly manifest: Manifest;
  /** What it says, in a few words each. */
  readonly facts: readonly string[];
  /** What it needs of the same service, each once. */
  readonly needs: readonly string[];
}

/** The outline of the manifests of one service, in the order in which they are applied. Pure. */
export function outlineOf(name: string, members: readonly Manifest[], set: ManifestSet): Outline {
  const { waves } = plan(members, set);
  const shown = waves.map(({ wave, objects }): OutlineWave => {
    return {
      wave,
      objects: objects.map(({ manifest, needs }) => ({
        manifest,
        facts: factsOf(manifest, set),
        needs: needs.map(({ on }) => describeRef(on.ref)),
      })),
    };
  });
  const images = [...new Set(members.flatMap((one) => imagesOf(one, set)))];
  const count = `${members.length} ${members.length === 1 ? 'object' : 'objects'} in ${waves.length} ${waves.length === 1 ? 'wave' : 'waves'}`;
  return {
    name,
    environment: set.name,
    summary: images.length > 0 ? `${count}, of ${images.join(', ')}` : count,
    waves: shown,
    network: members.flatMap((one) => networkFacts(one, set)),
  };
}

function imagesOf(manifest: Manifest, set: ManifestSet): string[] {
  const containers = set.podTemplate(manifest)?.containers ?? [];
  return containers.flatMap(({ field }) => {
    const image = get(field.value, 'image');
    return typeof image === 'string' ? [image] : [];
  });
}
