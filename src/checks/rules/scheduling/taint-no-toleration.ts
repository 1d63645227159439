import { candidatesFor, formatTaint, isAutoscaled, repelling } from '../../../cluster/scheduling.js';
import { report, rule } from '../../rule.js';

export const taintNoToleration = rule({
  id: 'taint-no-toleration',
  severity: 'error',
  what: 'A pod does not tolerate the taints of the only nodes that it may run on',
  why: 'The pod stays Pending: every node that matches keeps it away.',
  fix: 'Add a toleration for the taint, or ask for another node.',
  exceptions: [
    'Taints with the effect PreferNoSchedule: they keep no pod away.',
    'Clusters whose nodes come and go by themselves (Karpenter, Cluster API).',
  ],
  source: 'Kubernetes, concepts/scheduling-eviction/taint-and-toleration',
  needs: ['nodes'],
  exampleFacts: {
    nodes: [
      {
        name: 'node-data',
        labels: { workload: 'database' },
        taints: [{ key: 'dedicated', value: 'data', effect: 'NoSchedule' }],
        allocatable: { cpu: 2000, memory: 2 ** 31, pods: 110 },
        system: { cpu: 0, memory: 0, pods: 0 },
      },
    ],
  },
  wrong: `
apiVersion: v1
kind: Pod
metadata:
  name: db
spec:
  nodeSelector: # <--
    workload: database
  containers:
    - name: db
      image: ghcr.io/team/db:1.0.0
`,
  right: `
apiVersion: v1
kind: Pod
metadata:
  name: db
spec:
  nodeSelector:
    workload: database
  tolerations:
    - key: dedicated
      value: data
      effect: NoSchedule
  containers:
    - name: db
      image: ghcr.io/team/db:1.0.0
`,
  *check({ set, facts: { nodes } }) {
    if (isAutoscaled(set)) return;
    for (const { spec } of set.podTemplates()) {
      const { selected, tolerated } = candidatesFor(spec.value, nodes);
      const [first] = selected;
      if (!first || tolerated.length > 0) continue;
      const [taint] = repelling(spec.value, first);
      if (!taint) continue;
      const field = ['tolerations', 'nodeSelector', 'affinity', 'nodeName']
        .map((name) => spec.at(name))
        .find(({ exists }) => exists);
      const where = selected.length === 1 ? `"${first.name}"` : `all ${selected.length} nodes that match`;
      const verb = selected.length === 1 ? 'has' : 'have taints, as';
      yield report(
        field ?? spec,
        `${where} ${verb} the taint "${formatTaint(taint)}", which the pod does not tolerate`,
        {
          fix: `Add to tolerations: {key: ${taint.key}, ${taint.value ? `value: ${JSON.stringify(taint.value)}` : 'operator: Exists'}, effect: ${taint.effect}}.`,
        },
      );
    }
  },
});
