import { unseenNamespaces } from '../../manifest/argocd/charts.js';
import { type Field, fieldOf } from '../../manifest/field.js';
import { groupBy } from '../../manifest/group-by.js';
import type { MadePods } from '../../manifest/kinds/row.js';
import { rowOf } from '../../manifest/kinds.js';
import { labelSelector, labelsOf, mapSelector, type Selector } from '../../manifest/labels.js';
import type { Manifest } from '../../manifest/manifest.js';
import { type ManifestSet, perSet } from '../../manifest/manifest-set.js';
import { chartNamespaces } from '../../manifest/references/existing.js';
import { allPolicies } from '../../network/policies.js';

/** Pods that an operator makes of a resource, all of whose labels are known but for those that `open` matches. */
export interface OperatorPods extends MadePods {
  readonly by: Manifest;
  readonly open: RegExp;
}

/** Pods of operators whose labels are known, by namespace; without namespaces in which others may run. */
const operatorPods = perSet((set: ManifestSet): ReadonlyMap<string, readonly OperatorPods[]> => {
  const made: OperatorPods[] = [];
  const others = new Set([...chartNamespaces(set), ...unseenNamespaces(set)]);
  for (const by of set.manifests) {
    const row = rowOf(by.ref);
    const known = (row?.pods?.(by.object) ?? []).flatMap((one) => (one.open ? [{ ...one, by, open: one.open }] : []));
    made.push(...known);
    if ((row === undefined || row.makesPods) && known.length === 0) others.add(by.ref.namespace ?? '');
  }
  const namespaceOf = ({ by }: OperatorPods) => by.ref.namespace ?? '';
  return groupBy(
    made.filter((one) => !others.has(namespaceOf(one))),
    namespaceOf,
  );
});

/** A label of a selector that the pods which it is meant for do not carry. */
export interface DeadLabel {
  readonly at: Field;
  readonly pods: OperatorPods;
  readonly isCommon: boolean;
}

/** Selectors that are meant for an operator's pods and select none: the first label of each that those lack. */
export function deadLabels(set: ManifestSet): readonly DeadLabel[] {
  const pods = operatorPods(set);
  if (pods.size === 0) return [];
  return selectors(set).flatMap(({ field, selector, namespace }): DeadLabel[] => {
    const { labels } = selector;
    if (selector.expressions.length > 0 || set.pods(namespace, selector).length > 0) return [];
    const meant = (pods.get(namespace) ?? [])
      .filter((one) =>
        [...labels].some(([key, value]) => value === one.type || (NAMES.test(key) && one.labels.get(key) === value)),
      )
      .map((one) => ({
        one,
        lacking: field.entries().filter(([key, at]) => !one.open.test(key) && one.labels.get(key) !== at.text),
      }))
      .toSorted((a, b) => a.lacking.length - b.lacking.length)[0];
    const [key, at] = meant?.lacking[0] ?? [];
    if (!meant || key === undefined || !at) return [];
    return [{ at, pods: meant.one, isCommon: labelsOf(field.manifest.object).get(key) === at.text }];
  });
}

// Keys whose value says which pods are meant.
const NAMES = /name$|\/type$/;

interface Written {
  /** The labels. */
  readonly field: Field;
  readonly selector: Selector;
  readonly namespace: string;
}

function selectors(set: ManifestSet): Written[] {
  const policies = allPolicies(set).flatMap((policy) => {
    const own = fieldOf(policy.manifest, 'spec.podSelector');
    const peers = [...(policy.ingress ?? []), ...(policy.egress ?? [])].flatMap(({ peers = [] }) => peers);
    const local = peers.flatMap((peer) => ('range' in peer || peer.namespaces ? [] : [peer.field.at('podSelector')]));
    return [own, ...local];
  });
  const budgets = set.fields('PodDisruptionBudget').map((root) => root.at('spec.selector'));
  const services = set.fields('Service').map((root) => root.at('spec.selector'));
  return [
    ...[...policies, ...budgets].map((at) => ({ field: at.at('matchLabels'), selector: labelSelector(at.value) })),
    ...services.map((field) => ({ field, selector: mapSelector(field.value) })),
  ].flatMap(({ field, selector }) => {
    const namespace = field.manifest.ref.namespace;
    return selector && selector.labels.size > 0 && namespace !== undefined ? [{ field, selector, namespace }] : [];
  });
}
