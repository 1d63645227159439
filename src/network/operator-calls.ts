import { applicationSources } from '../manifest/application-sources.js';
import { hostUses } from '../manifest/host-uses.js';
import { calledPort } from '../manifest/hosts.js';
import type { Manifest } from '../manifest/manifest.js';
import { apiGroup } from '../manifest/manifest.js';
import { type ManifestSet, perSet } from '../manifest/manifest-set.js';
import { referencesOf, targetManifest } from '../manifest/references.js';
import type { HiddenEnd } from './ends.js';
import type { PlatformCall } from './platform-calls.js';
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

/** What operators call because a resource of theirs names it; only of operators that the set shows. */
export const operatorCalls = perSet((set: ManifestSet): readonly PlatformCall[] => [
  ...namedHosts(set),
  ...topology(set),
]);

function namedHosts(set: ManifestSet): PlatformCall[] {
  return hostUses(set).flatMap(({ at, host, service, target }): PlatformCall[] => {
    const from = operatorOf(set, at.manifest);
    const port = calledPort(host);
    const { name, namespace } = service;
    if (!from || port === undefined || namespace === undefined || target.is !== 'made') return [];
    return [{ by: at.manifest, loss: 'operator', from, to: hiddenBehind({ name, namespace }, target), port }];
  });
}

function topology(set: ManifestSet): PlatformCall[] {
  const graph = referencesOf(set);
  return set.kind('RabbitmqCluster').flatMap((cluster): PlatformCall[] => {
    const [user] = graph
      .to(cluster)
      .filter((edge) => edge.row.checkedBy === 'rabbitmq-topology' && targetManifest(edge));
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
  const installed = applicationSources(set).find(
    ({ chart, source }) => operator.installed.test(chart) || operator.installed.test(source.at('repoURL').text ?? ''),
  );
  if (installed?.namespace === undefined) return undefined;
  return { kind: 'hidden', name: operator.name, namespace: installed.namespace };
}
