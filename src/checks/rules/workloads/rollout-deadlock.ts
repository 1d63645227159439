import type { NodeFacts } from '../../../cluster/facts.js';
import { candidatesFor } from '../../../cluster/scheduling.js';
import { type Field, fieldOf } from '../../../manifest/field.js';
import { labelSelector, selects } from '../../../manifest/labels.js';
import type { PodTemplate } from '../../../manifest/pod-template.js';
import { scaledCount } from '../../../values/percent.js';
import { type Report, report, rule } from '../../rule.js';

const example = (maxUnavailable: string) => `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  namespace: api
spec:
  replicas: 2
  strategy:
    rollingUpdate:
      maxSurge: 0
      maxUnavailable: ${maxUnavailable}
  selector: { matchLabels: { app: shop } }
  template:
    metadata:
      labels: { app: shop }
    spec:
      containers:
        - name: app
          image: ghcr.io/team/shop:1.0.0
`;

export const rolloutDeadlock = rule({
  id: 'rollout-deadlock',
  severity: 'error',
  what: 'An update of a workload can never take a step, or never be done in time',
  why: 'The update stands still until somebody deletes pods by hand.',
  fix: 'Allow one pod more (maxSurge) or one less (maxUnavailable).',
  source: 'Kubernetes, concepts/workloads/controllers/deployment#rolling-update-deployment',
  wrong: example('0 # <--'),
  right: example('1'),
  *check({ set, facts }) {
    for (const pod of set.podTemplates()) {
      if (!/^(?:Deployment|Rollout)$/.test(pod.manifest.ref.kind)) continue;
      const found = rolling(pod);
      // Of a Rollout: ro-strategy.
      if (found && pod.manifest.ref.kind === 'Deployment') yield* still(found);
      yield* late(pod);
      if (!facts.nodes || found?.unavailable !== 0) continue;
      yield* crowded(pod, facts.nodes.length);
      if (found.surge !== 0) yield* apart(pod, facts.nodes);
    }
  },
});

interface Rolling {
  readonly at: Field;
  readonly surge: number | undefined;
  readonly unavailable: number | undefined;
}

/** How a workload is replaced pod by pod; undefined where it is not. */
function rolling({ manifest }: PodTemplate): Rolling | undefined {
  const strategy = fieldOf(manifest, 'spec.strategy');
  const at = strategy.at(manifest.ref.kind === 'Rollout' ? 'canary' : 'rollingUpdate');
  const replicas = fieldOf(manifest, 'spec.replicas').number ?? 1;
  const count = (name: string, round: 'up' | 'down') => {
    const { value } = at.at(name);
    const written = typeof value === 'number' || typeof value === 'string' ? value : '25%';
    return scaledCount(written, replicas, round);
  };
  const isRolling =
    strategy.at('type').text !== 'Recreate' && !strategy.at('blueGreen').exists && !at.at('trafficRouting').exists;
  return isRolling ? { at, surge: count('maxSurge', 'up'), unavailable: count('maxUnavailable', 'down') } : undefined;
}

/** Both 0 as written: percentages that round to 0 are mended by the controller. */
function* still({ at }: Rolling): Iterable<Report> {
  const isNone = (name: string) => [0, '0', '0%'].some((none) => none === at.at(name).value);
  if (!isNone('maxSurge') || !isNone('maxUnavailable')) return;
  yield report(at.at('maxUnavailable'), 'maxSurge and maxUnavailable are both 0', {
    why: 'The API server refuses the object: an update could never take a step.',
  });
}

function* late({ manifest }: PodTemplate): Iterable<Report> {
  const ready = fieldOf(manifest, 'spec.minReadySeconds');
  const deadline = fieldOf(manifest, 'spec.progressDeadlineSeconds');
  const given = deadline.number ?? 600;
  // What is negative, the API server refuses: the schema says so.
  if ((ready.number ?? 0) < given || given < 0) return;
  const at = deadline.exists ? deadline : ready;
  yield report(
    at,
    `a pod counts after ${ready.number ?? 0} s (minReadySeconds), and each step may take ${given} s (progressDeadlineSeconds)`,
    {
      why: 'Every update fails with ProgressDeadlineExceeded, however well the pods are.',
      fix: 'Raise progressDeadlineSeconds over minReadySeconds and the time that a pod needs to start.',
    },
  );
}

/** A pod that needs a node of its own has nowhere to go while the old ones fill all. */
function* crowded(pod: PodTemplate, nodes: number): Iterable<Report> {
  const port = pod.containers.flatMap(({ field }) => field.items('ports')).find((one) => one.at('hostPort').number);
  const replicas = fieldOf(pod.manifest, 'spec.replicas').number ?? 1;
  if (!port || replicas < nodes) return;
  yield report(
    port.at('hostPort'),
    `hostPort ${port.at('hostPort').number} is taken on all ${nodes} nodes by ${replicas} pods, and none may go first`,
    {
      why: 'The new pod stays Pending: no node has the port free.',
      fix: 'maxUnavailable: 1, or no hostPort.',
    },
  );
}

/** Pods that must not share a node, as many of them as there are nodes: a new one has no place beside the old. */
function* apart(pod: PodTemplate, nodes: readonly NodeFacts[]): Iterable<Report> {
  if (nodes.length === 0) return;
  const terms = pod.spec.items('affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution');
  const own = terms.find((term) => {
    const selector = labelSelector(term.at('labelSelector').value);
    const others = [...pod.labels].filter(([key]) => key !== 'pod-template-hash');
    const isSplit = term.items('matchLabelKeys').some(({ text }) => text === 'pod-template-hash');
    return term.at('topologyKey').text === HOSTNAME && !isSplit && selector && selects(selector, new Map(others));
  });
  const replicas = fieldOf(pod.manifest, 'spec.replicas').number ?? 1;
  const fit = candidatesFor(pod.spec.value, nodes).tolerated.length;
  if (!own || replicas < fit) return;
  yield report(
    own,
    `${replicas} pods must each have a node of their own, ${fit} nodes take them, and none may go before the next is there`,
    {
      why: 'The first new pod stays Pending until the progress deadline: every node has an old one.',
      fix: 'maxUnavailable: 1, one replica less, or preferredDuringSchedulingIgnoredDuringExecution.',
    },
  );
}

const HOSTNAME = 'kubernetes.io/hostname';
