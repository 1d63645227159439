import { type Field, fieldOf } from '../../../manifest/field.js';
import { type HostUse, hostUses } from '../../../manifest/hosts/host-uses.js';
import { describeRef, type Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { isTemplated } from '../../../manifest/references.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { quoted } from '../../../values/listed.js';
import { type Report, report, rule } from '../../rule.js';

const example = (vhost: string) => `
apiVersion: rabbitmq.com/v1beta1
kind: RabbitmqCluster
metadata:
  name: broker
  namespace: data
---
apiVersion: rabbitmq.com/v1beta1
kind: Vhost
metadata:
  name: shop
  namespace: data
spec:
  name: shop
  rabbitmqClusterReference:
    name: broker
---
apiVersion: rabbitmq.com/v1beta1
kind: Exchange
metadata:
  name: orders
  namespace: data
spec:
  name: orders
  vhost: ${vhost}
  rabbitmqClusterReference:
    name: broker
`;

export const amqpVhost = rule({
  id: 'amqp-vhost',
  severity: 'error',
  what: 'A vhost of RabbitMQ is named that the broker does not have',
  why: 'The broker refuses the connection: vhost not found. What is declared in it is never made.',
  fix: 'Correct the name, or declare a Vhost.',
  exceptions: [
    'Brokers of which no Vhost is declared: others may make theirs.',
    'The vhost "/", which every broker has; a client of it is warned of where all queues are declared elsewhere.',
  ],
  source: 'RabbitMQ, docs/vhosts, docs/uri-spec; the Messaging Topology Operator, Vhost',
  wrong: example('shops # <--'),
  right: example('shop'),
  *check({ set }) {
    const known = vhostsOf(set);
    if (known.size === 0) return;
    yield* elsewhere(set, known);
    for (const { at, vhost, cluster } of [...named(set), ...called(set)]) {
      const names = known.get(cluster);
      if (!names || names.has(vhost) || vhost === '/' || isTemplated(vhost)) continue;
      const near = didYouMean(vhost, names);
      yield report(at, `vhost "${vhost}" is not declared for ${cluster}; there are: ${[...names].join(', ')}`, {
        fix: near ? `Did you mean "${near}"?` : undefined,
      });
    }
  },
});

/** Clients of the vhost "/", where the set declares no queue, of a broker whose queues all lie in others. */
function* elsewhere(set: ManifestSet, known: ReadonlyMap<string, unknown>): Iterable<Report> {
  const homes = new Map<string, Set<string>>();
  for (const queue of set.kind('Queue.rabbitmq.com')) {
    const owner = clusterOf(set, queue);
    const cluster = owner ? describeRef(owner.ref) : '';
    homes.set(cluster, (homes.get(cluster) ?? new Set()).add(fieldOf(queue, 'spec.vhost').text ?? '/'));
  }
  for (const use of hostUses(set)) {
    const cluster =
      use.target.is === 'made' && use.target.by.ref.kind === 'RabbitmqCluster' ? use.target.by : undefined;
    const home = homes.get(cluster ? describeRef(cluster.ref) : '');
    if (!cluster || !home || home.has('/') || !known.has(describeRef(cluster.ref)) || !isOfRoot(use)) continue;
    const [first = ''] = home;
    yield report(use.at, `vhost "/" of ${describeRef(cluster.ref)} is meant, in which no queue is declared`, {
      severity: 'warning',
      why: `The queues are declared in ${quoted([...home]).join(', ')}: what is sent here does not reach them.`,
      fix: isAsked(use) ? `Write vhostName: ${first}.` : `End the URL in "/${first}".`,
    });
  }
}

/** Whether a URL names no vhost, nor stands one beside it where a scaler asks the broker. */
function isOfRoot(use: HostUse): boolean {
  const rest = (use.at.text ?? '').slice(use.host.index + use.host.host.length);
  // Two slashes: the vhost that is called "/".
  const isBare = /^(?::\d+)?(?:\/{0,2}|\/%2f)(?=$|[\s"'])/i.test(rest);
  const named = beside(use, 'vhostName');
  const isMeant = isBare && (!named.exists || named.text === '/');
  return isMeant && (/^amqps?$/.test(use.host.scheme ?? '') || isAsked(use));
}

function isAsked(use: HostUse): boolean {
  return beside(use, 'queueName').exists;
}

function beside({ at }: HostUse, key: string): Field {
  return fieldOf(at.manifest, [...at.path.slice(0, -1), key]);
}

interface Named {
  readonly at: Field;
  readonly vhost: string;
  /** As messages name it. */
  readonly cluster: string;
}

/** The vhosts of each cluster of which some are declared, and which loads no definitions of its own. */
function vhostsOf(set: ManifestSet): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const vhost of set.kind('Vhost.rabbitmq.com')) {
    const cluster = clusterOf(set, vhost);
    if (!cluster) continue;
    const settings = JSON.stringify(fieldOf(cluster, 'spec').value ?? {});
    if (/definitions/.test(settings)) continue;
    const own = /default_vhost\s*=\s*([\w./-]+)/.exec(settings)?.[1];
    const names = found.get(describeRef(cluster.ref)) ?? new Set(own === undefined ? [] : [own]);
    found.set(describeRef(cluster.ref), names.add(fieldOf(vhost, 'spec.name').text ?? ''));
  }
  return found;
}

function clusterOf(set: ManifestSet, manifest: Manifest): Manifest | undefined {
  const reference = fieldOf(manifest, 'spec.rabbitmqClusterReference');
  const namespace = reference.at('namespace').text ?? manifest.ref.namespace;
  return set.find('RabbitmqCluster', namespace, reference.at('name').text ?? '');
}

/** What the topology declares in a vhost. */
function named(set: ManifestSet): Named[] {
  return ['Queue', 'Exchange', 'Binding', 'Policy', 'Permission', 'Federation', 'Shovel'].flatMap((kind) =>
    set.kind(`${kind}.rabbitmq.com`).flatMap((manifest): Named[] => {
      const at = fieldOf(manifest, 'spec.vhost');
      const cluster = clusterOf(set, manifest);
      return at.text === undefined || !cluster ? [] : [{ at, vhost: at.text, cluster: describeRef(cluster.ref) }];
    }),
  );
}

/** What clients call, and what scalers ask for: in the URL behind the host, or beside it. */
function called(set: ManifestSet): Named[] {
  return hostUses(set).flatMap((use): Named[] => {
    const cluster = use.target.is === 'made' ? use.target.by : undefined;
    if (cluster?.ref.kind !== 'RabbitmqCluster') return [];
    const vhost = ofUrl(use);
    const named = beside(use, 'vhostName');
    const found = [
      ...(vhost === undefined ? [] : [{ at: use.at, vhost }]),
      ...(named.text === undefined ? [] : [{ at: named, vhost: named.text }]),
    ];
    return found.map((one) => ({ ...one, cluster: describeRef(cluster.ref) }));
  });
}

/** `shop` of `amqp://user:password@broker.data.svc:5672/shop`; without a path it is "/". */
function ofUrl({ at, host }: HostUse): string | undefined {
  if (!/^amqps?$/.test(host.scheme ?? '')) return undefined;
  const rest = (at.text ?? '').slice(host.index + host.host.length);
  const written = /^(?::\d+)?\/([\w.%-]+)(?=$|[?\s"'])/.exec(rest)?.[1];
  return written === undefined || written === '%2F' || written === '%2f' ? undefined : written;
}
