import { stringMap } from '../../manifest/access.js';
import { unseenNamespaces } from '../../manifest/charts.js';
import { chartNamespaces } from '../../manifest/existing.js';
import { type Field, fieldOf } from '../../manifest/field.js';
import { rowOf } from '../../manifest/kinds.js';
import { type Labels, labelSelector, labelsOf, mapSelector, type Selector } from '../../manifest/labels.js';
import type { Manifest } from '../../manifest/manifest.js';
import { type ManifestSet, perSet } from '../../manifest/manifest-set.js';
import { allPolicies } from '../../network/policies.js';

/** Pods that an operator makes of a resource, and the labels that they carry. */
export interface OperatorPods {
  readonly by: Manifest;
  readonly labels: Labels;
  /** What they are, as a label may say it: `elasticsearch`. */
  readonly type: string;
  /** Keys of labels that change while they run, or that nobody here knows. */
  readonly open: RegExp;
}

type Make = (by: Manifest) => readonly OperatorPods[];

// Source: elastic/cloud-on-k8s, pkg/controller/*/label; only the labels of the pod template are added to these.
const eck =
  (type: string, nameKey: string, templates: (root: Field) => readonly Field[]): Make =>
  (by) =>
    templates(fieldOf(by)).map((template) => ({
      by,
      type,
      open: /\.k8s\.elastic\.co\/|^statefulset\.kubernetes\.io\//,
      labels: new Map([
        ...stringMap(template.value, 'metadata.labels'),
        ['common.k8s.elastic.co/type', type],
        [nameKey, by.ref.name],
      ]),
    }));

/** An operator that hands on the labels of the resource itself, but for the recommended ones. */
const copying =
  (partOf: string, types: readonly string[]): Make =>
  (by) =>
    types.map((type) => ({
      by,
      type,
      open: /^redisfailovers|^(?:apps|statefulset)\.kubernetes\.io\/|hash/,
      labels: new Map([
        ...labelsOf(by.object),
        ['app.kubernetes.io/name', by.ref.name],
        ['app.kubernetes.io/component', type],
        ['app.kubernetes.io/part-of', partOf],
      ]),
    }));

const one = (root: Field) => [root.at('spec.podTemplate')];
const MAKES: Readonly<Record<string, Make>> = {
  'Elasticsearch.elasticsearch.k8s.elastic.co': eck(
    'elasticsearch',
    'elasticsearch.k8s.elastic.co/cluster-name',
    (root) => root.items('spec.nodeSets').map((nodes) => nodes.at('podTemplate')),
  ),
  'Kibana.kibana.k8s.elastic.co': eck('kibana', 'kibana.k8s.elastic.co/name', one),
  'ApmServer.apm.k8s.elastic.co': eck('apm-server', 'apm.k8s.elastic.co/name', one),
  'Logstash.logstash.k8s.elastic.co': eck('logstash', 'logstash.k8s.elastic.co/name', one),
  // Source: rabbitmq/cluster-operator, internal/metadata/label.go; spotahome/redis-operator, operator/redisfailover/service.
  'RabbitmqCluster.rabbitmq.com': copying('rabbitmq', ['rabbitmq']),
  'RedisFailover.databases.spotahome.com': copying('redis-failover', ['redis', 'sentinel']),
};

/** Pods of operators whose labels are known, by namespace; without namespaces in which others may run. */
const operatorPods = perSet((set: ManifestSet): ReadonlyMap<string, readonly OperatorPods[]> => {
  const made = Object.entries(MAKES).flatMap(([kind, make]) => set.kind(kind).flatMap(make));
  const known = new Set(made.map(({ by }) => by));
  const others = new Set([...chartNamespaces(set), ...unseenNamespaces(set)]);
  for (const manifest of set.manifests) {
    const row = rowOf(manifest.object);
    if ((row === undefined || row.makesPods) && !known.has(manifest)) others.add(manifest.ref.namespace ?? '');
  }
  const pods = new Map<string, OperatorPods[]>();
  for (const one of made) {
    const namespace = one.by.ref.namespace ?? '';
    if (!others.has(namespace)) pods.set(namespace, [...(pods.get(namespace) ?? []), one]);
  }
  return pods;
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
