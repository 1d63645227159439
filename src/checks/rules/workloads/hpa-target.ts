import { fieldOf } from '../../../manifest/field.js';
import { describeRef, type Manifest } from '../../../manifest/manifest.js';
import { podTemplateOf } from '../../../manifest/pod-template.js';
import { missingTargets } from '../../references/missing-targets.js';
import { type Report, report, rule } from '../../rule.js';

export const hpaTarget = rule({
  id: 'hpa-target',
  severity: 'error',
  what: 'An autoscaler has no target, or shares it with another',
  why: 'It scales nothing: FailedGetScale.',
  fix: 'Name the workload with its apiVersion and kind (a Rollout is argoproj.io/v1alpha1).',
  exceptions: ['A target of a kind that we do not know.', 'A namespace that a Helm chart fills: a warning.'],
  source: 'Kubernetes, tasks/run-application/horizontal-pod-autoscale; KEDA, concepts/scaling-deployments',
  wrong: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: shop
  namespace: api
spec:
  serviceName: ""
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
            requests: { cpu: 100m }
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
    name: shop # <--
  maxReplicas: 3
`,
  right: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: shop
  namespace: api
spec:
  serviceName: ""
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
            requests: { cpu: 100m }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: shop
  namespace: api
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: StatefulSet
    name: shop
  maxReplicas: 3
`,
  *check({ set, graph }) {
    const scalers = [...set.kind('HorizontalPodAutoscaler'), ...set.kind('ScaledObject')];
    const byTarget = new Map<Manifest, Manifest>();
    for (const scaler of scalers) {
      const target = graph.from(scaler).find(({ row }) => row.checkedBy === 'hpa-target')?.target;
      const workload = target?.is === 'manifest' ? target.manifest : undefined;
      if (workload) {
        const other = byTarget.get(workload);
        if (other) yield shared(scaler, other, workload);
        byTarget.set(workload, scaler);
        if (!isScaled(workload)) {
          yield report(fieldOf(scaler, 'spec.scaleTargetRef.kind'), `a ${workload.ref.kind} cannot be scaled`);
        }
      }
      yield* least(scaler);
    }
    yield* missingTargets({ set, graph }, 'hpa-target');
  },
});

/** Whether its replicas are a number. A Rollout may take its pods from a Deployment. */
function isScaled(workload: Manifest): boolean {
  const { kind } = workload.ref;
  const hasPods = podTemplateOf(workload) !== undefined || fieldOf(workload, 'spec.workloadRef').exists;
  return hasPods && kind !== 'DaemonSet' && !kind.endsWith('Job');
}

function shared(scaler: Manifest, other: Manifest, workload: Manifest): Report {
  return report(
    fieldOf(scaler, 'spec.scaleTargetRef'),
    `${describeRef(other.ref)} scales ${describeRef(workload.ref)} already`,
    {
      why: 'The two write the number of replicas in turn: pods come and go without end.',
      fix: 'Keep one of them; KEDA makes a HorizontalPodAutoscaler of its own.',
    },
  );
}

function* least(scaler: Manifest): Iterable<Report> {
  const spec = fieldOf(scaler, 'spec');
  const isKeda = scaler.ref.kind === 'ScaledObject';
  const [min, max] = isKeda
    ? [spec.at('minReplicaCount'), spec.at('maxReplicaCount')]
    : [spec.at('minReplicas'), spec.at('maxReplicas')];
  const [low, high] = [min.number ?? (isKeda ? 0 : 1), max.number ?? (isKeda ? 100 : 1)];
  if (low > high) {
    yield report(min.exists ? min : max, `the least number of replicas, ${low}, is over the greatest, ${high}`, {
      why: 'The autoscaler is refused.',
      fix: 'Exchange them, or raise the greatest.',
    });
  }
  const idle = spec.at('idleReplicaCount');
  if (isKeda && idle.number !== undefined && idle.number >= low) {
    yield report(idle, `idleReplicaCount is ${idle.number}, and minReplicaCount ${low}: it must be less`, {
      why: 'KEDA refuses the object: the workload keeps the replicas it has.',
      fix: 'idleReplicaCount: 0, or leave it out.',
    });
  }
  if (!isKeda && low < 1) {
    yield report(min, `the least number of replicas is ${low}, at least 1 is allowed`, {
      why:
        low === 0
          ? 'The API server refuses it unless the alpha feature HPAScaleToZero is on.'
          : 'The API server refuses it.',
      fix: 'Write 1; what is to stop entirely needs a KEDA ScaledObject.',
    });
  }
}
