import { type Field, fieldOf } from '../../../manifest/field.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { type Report, report, rule } from '../../rule.js';
import { bindingsBySource, lostLetters, misrouted, unbound } from '../../workloads/broker-routes.js';
import { declaredTwice, queueArguments } from '../../workloads/queue-arguments.js';
import { foreignMeasure, nearlyNamed, unlikeTwins } from '../../workloads/queue-readers.js';
import { type Consumer, consumersOf, type Declared, declared } from '../../workloads/queues.js';
import { bindings, deadLetters } from '../../workloads/topology-ends.js';

const example = (args: string) => `
apiVersion: rabbitmq.com/v1beta1
kind: Queue
metadata:
  name: orders
  namespace: data
spec:
  name: shop.orders
  rabbitmqClusterReference: { name: rabbitmq }
---
apiVersion: rabbitmq.com/v1beta1
kind: RabbitmqCluster
metadata:
  name: rabbitmq
  namespace: data
---
apiVersion: v1
kind: Pod
metadata:
  name: shop-worker
  namespace: workers
spec:
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
      args: ${args}
`;

export const queueMismatch = rule({
  id: 'queue-mismatch',
  severity: 'error',
  what: 'Workers, autoscalers and the topology of the broker do not name the same queues',
  why: 'Messages wait in a queue that nobody reads, or workers read one that nothing fills.',
  fix: 'Use one name for the queue: in the topology, behind -Q, and in queueName.',
  exceptions: [
    'Brokers for which the set declares no Queue: programs declare their own.',
    'Queues for dead letters: people read them.',
    'A queue that no worker takes is a warning, where workers take others of its exchange.',
    'Dead letters for exchanges of which the set declares no binding: programs may bind theirs.',
  ],
  source: 'RabbitMQ, kubernetes/operator/using-topology-operator; Celery, userguide/routing',
  wrong: example('[celery, -A, shop, worker, -Q, shop.order] # <--'),
  right: example('[celery, -A, shop, worker, -Q, shop.orders]'),
  *check({ set }) {
    const queues = declared(set, 'Queue');
    const exchanges = declared(set, 'Exchange');
    const consumers = consumersOf(set);
    yield* unlikeTwins(consumers);
    if (queues.size === 0) return;
    const names = new Set([...queues.values()].map(({ name }) => name));
    for (const { at, queues: taken } of consumers) for (const name of taken) yield* undeclared(at, name, names);
    for (const scaler of [...set.fields('ScaledObject'), ...set.fields('ScaledJob')]) {
      for (const trigger of scaler.items('spec.triggers')) {
        const name = trigger.at('metadata.queueName');
        if (trigger.at('type').text !== 'rabbitmq' || name.text === undefined) continue;
        yield* undeclared(name, name.text, names);
        yield* foreignMeasure(set, scaler.manifest, name, consumers);
      }
    }
    yield* nearlyNamed(set, names);
    yield* bindings(set, queues, exchanges);
    yield* misrouted(set);
    yield* unbound(set);
    yield* deadLetters(queues, exchanges);
    yield* lostLetters(set);
    yield* queueArguments(set);
    yield* declaredTwice(set);
    yield* unread(set, queues, consumers);
  },
});

function* undeclared(at: Field, name: string, names: ReadonlySet<string>): Iterable<Report> {
  if (names.has(name) || /[{$]/.test(name)) return;
  const near = didYouMean(name, names);
  yield report(at, `queue "${name}" is not declared, ${names.size} others are`, {
    fix: near ? `Did you mean "${near}"?` : 'Declare the queue, or correct the name.',
  });
}

/** Queues that nobody reads, though workers read others that the same exchange fills. */
function* unread(
  set: ManifestSet,
  queues: ReadonlyMap<string, Declared>,
  consumers: readonly Consumer[],
): Iterable<Report> {
  const taken = new Map(consumers.toReversed().flatMap((one) => one.queues.map((queue) => [queue, one] as const)));
  for (const [source, bindings] of bindingsBySource(set)) {
    const filled = bindings.map((binding) => fieldOf(binding, 'spec.destination').text ?? '');
    const reader = filled.map((queue) => taken.get(queue)).find((one) => one !== undefined);
    if (!reader) continue;
    for (const queue of filled) {
      const known = queues.get(`${source.slice(0, source.lastIndexOf('/'))}/${queue}`);
      if (!known || taken.has(queue) || isNamed(set, queue)) continue;
      yield report(
        reader.at,
        `queue "${queue}" is filled by the same exchange as "${reader.queues[0]}", and no worker takes it`,
        {
          severity: 'warning',
          why: 'Its messages pile up until they expire or the broker runs out of memory.',
          fix: `Add "${queue}" behind -Q of the worker that is to take it.`,
        },
      );
    }
  }
}

/** Whether some pod is told the name otherwise (in a variable, an argument, a file), or runs what its image says. */
function isNamed(set: ManifestSet, queue: string): boolean {
  const pods = set.podTemplates();
  const [owner = ''] = queue.split(/[._-]/);
  const isHidden = pods.some(
    ({ manifest, containers }) =>
      manifest.ref.name.startsWith(owner) &&
      containers.some(({ field }) => !field.at('command').exists && !field.at('args').exists),
  );
  const texts = [...pods.map(({ spec }) => spec.value), ...set.kind('ConfigMap').map(({ object }) => object.data)];
  return isHidden || texts.some((value) => JSON.stringify(value ?? null).includes(queue));
}
