import { fieldOf } from '../../manifest/field.js';
import { type Labels, labelSelector, type Selector, selects } from '../../manifest/labels.js';
import { describeRef } from '../../manifest/manifest.js';
import { type ManifestSet, perSet } from '../../manifest/manifest-set.js';
import type { PodTemplate } from '../../manifest/pod-template.js';

const KINDS = new Set(['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet', 'Rollout']);

/** A workload whose own selector does not select the pods of its template. */
export interface Stray {
  readonly template: PodTemplate;
  readonly selector: Selector;
  /** What everything comes of that misses these pods. */
  readonly cause: string;
}

/** All of a set. A Rollout with a workloadRef is none: its template is that of the Deployment. */
export const strays = perSet((set: ManifestSet): readonly Stray[] =>
  set.podTemplates().flatMap((template): Stray[] => {
    const { manifest, labels } = template;
    if (!KINDS.has(manifest.ref.kind)) return [];
    const selector = labelSelector(fieldOf(manifest, 'spec.selector').value);
    if (!selector || selects(selector, labels)) return [];
    return [{ template, selector, cause: `${describeRef(manifest.ref)} does not select its own pods` }];
  }),
);

/** The cause, where a selector finds no pods because those that it is meant for do not even have their own controller's labels. */
export function strayCause(set: ManifestSet, namespace: string | undefined, selector: Selector): string | undefined {
  return strays(set).find(
    ({ template, selector: own }) =>
      template.manifest.ref.namespace === namespace && selects(selector, meant(template.labels, own)),
  )?.cause;
}

/** The labels that pods would have if their controller selected them. */
function meant(labels: Labels, own: Selector): Labels {
  return new Map([...labels, ...own.labels]);
}
