import { ownersOf } from '../../../manifest/argocd/applications.js';
import { fieldOf } from '../../../manifest/field.js';
import { describeRef, type Manifest } from '../../../manifest/manifest.js';
import { targetManifest } from '../../../manifest/references.js';
import { report, rule } from '../../rule.js';

const example = (replicas: string) => `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  namespace: api
spec:${replicas}
  selector:
    matchLabels: { app: shop }
  template:
    metadata:
      labels: { app: shop }
    spec:
      containers:
        - name: app
          image: ghcr.io/team/shop:1.0.0
          resources:
            requests: { cpu: 100m, memory: 128Mi }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: shop
  namespace: api
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: shop
  minReplicas: 2
  maxReplicas: 6
  metrics:
    - type: Resource
      resource:
        name: cpu
        target: { type: Utilization, averageUtilization: 70 }
`;

export const hpaReplicas = rule({
  id: 'hpa-replicas',
  severity: 'warning',
  what: 'A workload that an autoscaler scales has replicas in its manifest',
  why: 'Whoever applies the manifest sets them anew: under load pods are stopped until the autoscaler has asked for them again.',
  fix: 'Leave spec.replicas out.',
  exceptions: ['What an Application of the set applies: ignore-diff says whether it sets them.'],
  source:
    'Kubernetes, tasks/run-application/horizontal-pod-autoscale#migrating-deployments-and-statefulsets-to-horizontal-autoscaling',
  wrong: example('\n  replicas: 2 # <--'),
  right: example(''),
  *check({ set, graph }) {
    const owners = ownersOf(set);
    const said = new Set<Manifest>();
    for (const edge of graph.all) {
      if (!/^(?:HorizontalPodAutoscaler|ScaledObject)$/.test(edge.from.ref.kind)) continue;
      const target = edge.row.from.includes('scaleTargetRef') ? targetManifest(edge) : undefined;
      if (!target || owners.has(target) || said.has(target)) continue;
      said.add(target);
      const replicas = fieldOf(target, 'spec.replicas');
      // 0 parks a workload, whoever else may scale it.
      if (!replicas.number) continue;
      yield report(
        replicas,
        `${describeRef(target.ref)} has replicas ${replicas.number}, which ${describeRef(edge.from.ref)} sets`,
      );
    }
  },
});
