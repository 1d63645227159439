import { applicationSources } from '../manifest/argocd/application-sources.js';
import { fieldOf } from '../manifest/field.js';
import { hostUses } from '../manifest/hosts/host-uses.js';
import { calledPort } from '../manifest/hosts/hosts.js';
import type { Manifest } from '../manifest/manifest.js';
import { apiGroup } from '../manifest/manifest.js';
import { type ManifestSet, perSet } from '../manifest/manifest-set.js';
import { referencesOf, targetManifest } from '../manifest/references.js';
import type { HiddenEnd } from './ends.js';
import type { PlatformCall } from './platform-call.js';
import { hiddenBehind } from './visible-calls.js';

/** Who reads the resources of a group, and connects to what they name. `installed`: its chart, or its repository. */
interface Operator {
  readonly groups: readonly string[];
  readonly name: string;
  readonly installed: RegExp;
}

// Source: their documentation.
const OPERATORS: readonly Operator[] = [
  {
    groups: ['kibana.eck.github.com', 'es.eck.github.com'],
    name: 'eck-custom-resources-operator',
    installed: /^eck-custom-resources-operator$/,
  },
  { groups: ['keda.sh'], name: 'keda-operator', installed: /^keda$/ },
  {
    groups: ['rabbitmq.com'],
    name: 'messaging-topology-operator',
    installed: /\/messaging-topology-operator(?:\.git)?$/,
  },
];

/** The management API of RabbitMQ: how its topology is made. */
const RABBITMQ_MANAGEMENT = 15672;

/** What an operator connects to of the pods that it makes itself, by kind. `service`: of which they are behind. */
const OWN_PODS = [
  { kind: 'Elasticsearch', name: 'eck-operator', installed: /^eck-operator$/, service: '*-es-http', port: 9200 },
  {
    kind: 'RedisFailover',
    name: 'redis-operator',
    installed: /spotahome.*redis-operator/,
    service: 'rfr-*',
    port: 6379,
  },
] as const;

/** What operators call because a resource of theirs names it; only of operators that the set shows. */
export const operatorCalls = perSet((set: ManifestSet): readonly PlatformCall[] => [
  ...namedHosts(set),
  ...topology(set),
  ...ownPods(set),
  ...kibanas(set),
]);

const ELASTICSEARCH = 9200;

/** Kibana reads Elasticsearch: the operator makes the pods of both. Source: ECK, k8s-kibana-es. */
function kibanas(set: ManifestSet): PlatformCall[] {
  return set.kind('Kibana').flatMap((by): PlatformCall[] => {
    const store = fieldOf(by, 'spec.elasticsearchRef');
    const namespace = by.ref.namespace;
    const elsewhere = store.at('namespace').text ?? namespace;
    const called = set.find('Elasticsearch', elsewhere, store.at('name').text ?? '');
    if (!called || namespace === undefined || elsewhere === undefined) return [];
    const from = hiddenBehind({ name: `${by.ref.name}-kb-http`, namespace }, { is: 'made', by, strength: 'strict' });
    const service = { name: `${called.ref.name}-es-http`, namespace: elsewhere };
    const to = hiddenBehind(service, { is: 'made', by: called, strength: 'strict' });
    return [{ by, loss: 'store', from, to, port: ELASTICSEARCH }];
  });
}

function namedHosts(set: ManifestSet): PlatformCall[] {
  const readers = secretReaders(set);
  return hostUses(set).flatMap(({ at, host, service, target }): PlatformCall[] => {
    const by = readers.get(at.manifest)?.get(String(at.path.at(-1))) ?? at.manifest;
    const from = operatorOf(set, by);
    const port = calledPort(host);
    const { name, namespace } = service;
    if (!from || port === undefined || namespace === undefined || target.is !== 'made') return [];
    return [{ by, loss: 'operator', from, to: hiddenBehind({ name, namespace }, target), port }];
  });
}

/** Who reads a key of a Secret to connect to what stands there, by the manifest that the Secret is made from. */
function secretReaders(set: ManifestSet): ReadonlyMap<Manifest, ReadonlyMap<string, Manifest>> {
  const readers = new Map<Manifest, Map<string, Manifest>>();
  for (const by of [...set.kind('TriggerAuthentication'), ...set.kind('ClusterTriggerAuthentication')]) {
    for (const edge of referencesOf(set).from(by)) {
      const maker = targetManifest(edge);
      if (!maker || edge.to.kind !== 'Secret') continue;
      const keys = readers.get(maker) ?? new Map<string, Manifest>();
      readers.set(maker, keys);
      for (const { key } of edge.keys) keys.set(key, by);
    }
  }
  return readers;
}

function ownPods(set: ManifestSet): PlatformCall[] {
  return OWN_PODS.flatMap(({ kind, name, installed, service, port }) =>
    set.kind(kind).flatMap((by): PlatformCall[] => {
      const from = installedAs(set, name, installed);
      const { namespace } = by.ref;
      if (!from || namespace === undefined) return [];
      const behind = { name: service.replace('*', by.ref.name), namespace };
      return [{ by, loss: 'operator', from, to: hiddenBehind(behind, { is: 'made', by, strength: 'strict' }), port }];
    }),
  );
}

function topology(set: ManifestSet): PlatformCall[] {
  const graph = referencesOf(set);
  return set.kind('RabbitmqCluster').flatMap((cluster): PlatformCall[] => {
    const [user] = graph.to(cluster).filter(({ row }) => row.from === 'spec.rabbitmqClusterReference.name');
    const from = user && operatorOf(set, user.from);
    const { name, namespace } = cluster.ref;
    if (!from || namespace === undefined) return [];
    const to = hiddenBehind({ name, namespace }, { is: 'made', by: cluster, strength: 'strict' });
    return [{ by: user.from, loss: 'operator', from, to, port: RABBITMQ_MANAGEMENT }];
  });
}

function operatorOf(set: ManifestSet, { ref }: Manifest): HiddenEnd | undefined {
  const group = apiGroup(ref.apiVersion);
  const operator = OPERATORS.find(({ groups }) => groups.includes(group));
  if (!operator) return undefined;
  return installedAs(set, operator.name, operator.installed);
}

/** The pods of an operator that an Application of the set installs. */
function installedAs(set: ManifestSet, name: string, pattern: RegExp): HiddenEnd | undefined {
  const installed = applicationSources(set).find(({ chart, source }) => {
    const url = source.at('repoURL').text ?? '';
    return pattern.test(chart) || pattern.test(url) || pattern.test(`${url} ${chart}`);
  });
  return installed?.namespace === undefined ? undefined : { kind: 'hidden', name, namespace: installed.namespace };
}
