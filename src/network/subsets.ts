import { type Field, fieldOf } from '../manifest/field.js';
import { mapSelector } from '../manifest/labels.js';
import type { Manifest } from '../manifest/manifest.js';
import { type ManifestSet, perSet } from '../manifest/manifest-set.js';
import type { PodTemplate } from '../manifest/pod-template.js';
import { meshService } from './mesh-routes.js';

/** A subset of a DestinationRule, and the pods of its host that carry its labels. */
export interface Subset {
  readonly field: Field;
  readonly name: string;
  readonly rule: Manifest;
  /** Pods behind the Service of the host; empty where no manifest shows any. */
  readonly behind: readonly PodTemplate[];
  readonly pods: readonly PodTemplate[];
}

/**
 * The subsets of each DestinationRule whose Service is in the set. Those of a Rollout are left out: its controller
 * adds the hash of the ReplicaSet to their labels.
 */
export const subsetsOf = perSet((set: ManifestSet): readonly (readonly Subset[])[] => {
  const managed = new Set(
    set.fields('Rollout').map((rollout) => {
      const name = rollout.at('spec.strategy.canary.trafficRouting.istio.destinationRule.name').text ?? '';
      return `${rollout.manifest.ref.namespace ?? ''}/${name}`;
    }),
  );
  return set.kind('DestinationRule').flatMap((rule) => {
    if (managed.has(`${rule.ref.namespace ?? ''}/${rule.ref.name}`)) return [];
    const host = meshService(fieldOf(rule, 'spec.host').text, rule.ref.namespace);
    const service = host && set.find('Service', host.namespace, host.name);
    const selector = service && mapSelector(fieldOf(service, 'spec.selector').value);
    if (!selector) return [];
    const behind = set.pods(service.ref.namespace, selector);
    const subsets = fieldOf(rule).items('spec.subsets');
    return [
      subsets.map((field): Subset => {
        const labels = mapSelector(field.at('labels').value)?.labels ?? new Map();
        const pods = behind.filter((pod) => [...labels].every(([key, value]) => pod.labels.get(key) === value));
        return { field, name: field.at('name').text ?? '', rule, behind, pods };
      }),
    ];
  });
});
