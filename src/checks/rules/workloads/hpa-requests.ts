import { type Field, fieldOf } from '../../../manifest/field.js';
import type { Manifest } from '../../../manifest/manifest.js';
import type { PodTemplate } from '../../../manifest/pod-template.js';
import { quoted } from '../../../values/listed.js';
import { parseCpu } from '../../../values/quantity.js';
import { type Report, report, rule } from '../../rule.js';

export const hpaRequests = rule({
  id: 'hpa-requests',
  severity: 'error',
  what: 'An autoscaler looks at utilization that no request measures, or that limits never let happen',
  why: 'The metric cannot be computed: FailedGetResourceMetric, the workload never scales and Argo CD shows it Degraded.',
  fix: 'Give every container of the pod a request, sidecars too.',
  exceptions: [
    'A limit: the request is the same when none is written.',
    'Namespaces with a LimitRange that gives requests, metrics of one container, and targets of type AverageValue.',
  ],
  source: 'Kubernetes, tasks/run-application/horizontal-pod-autoscale#algorithm-details',
  wrong: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  namespace: api
spec:
  selector:
    matchLabels: { app: shop }
  template:
    metadata:
      labels: { app: shop }
    spec:
      containers:
        - name: app # <--
          image: ghcr.io/team/shop:1.0.0
          resources:
            requests: { memory: 64Mi }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: shop
  namespace: api
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: shop }
  maxReplicas: 3
  metrics:
    - type: Resource
      resource:
        name: cpu
        target: { type: Utilization, averageUtilization: 70 }
`,
  right: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  namespace: api
spec:
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
            requests: { cpu: 100m, memory: 64Mi }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: shop
  namespace: api
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: shop }
  maxReplicas: 3
  metrics:
    - type: Resource
      resource:
        name: cpu
        target: { type: Utilization, averageUtilization: 70 }
`,
  *check({ set, graph }) {
    for (const scaler of [...set.kind('HorizontalPodAutoscaler'), ...set.kind('ScaledObject')]) {
      const target = graph.from(scaler).find(({ row }) => row.checkedBy === 'hpa-target')?.target;
      const pod = target?.is === 'manifest' ? set.podTemplate(target.manifest) : undefined;
      if (!pod || set.inNamespace('LimitRange', scaler.ref.namespace).length > 0) continue;
      if (scaler.ref.kind === 'HorizontalPodAutoscaler') {
        yield* unmeasurable(scaler);
        yield* unreached(scaler, pod);
        yield* unknownContainers(scaler, pod);
      }
      for (const resource of new Set(utilizations(scaler))) {
        for (const container of unmeasured(pod, resource)) {
          const name = container.at('name').text ?? '';
          yield report(
            container,
            `container "${name}" requests no ${resource}, which ${scaler.ref.kind} "${scaler.ref.name}" measures in %`,
          );
        }
      }
    }
  },
});

/** The resources whose utilization an autoscaler looks at. */
function utilizations(scaler: Manifest): string[] {
  const spec = fieldOf(scaler, 'spec');
  if (scaler.ref.kind === 'ScaledObject') {
    return spec.items('triggers').flatMap((trigger) => {
      const type = trigger.at('type').text ?? '';
      const metric = trigger.at('metricType').text ?? trigger.at('metadata.type').text;
      const isWhole = !trigger.at('metadata.containerName').exists;
      return (type === 'cpu' || type === 'memory') && metric === 'Utilization' && isWhole ? [type] : [];
    });
  }
  if (spec.at('targetCPUUtilizationPercentage').exists) return ['cpu'];
  const metrics = spec.items('metrics');
  // Without metrics the API server takes 80 % of the CPU.
  if (metrics.length === 0) return scaler.ref.apiVersion === 'autoscaling/v1' ? [] : ['cpu'];
  return metrics.flatMap((metric) => {
    const target = metric.at('resource.target');
    const isRatio = target.at('type').text === 'Utilization' || target.at('averageUtilization').exists;
    const name = metric.at('resource.name').text ?? '';
    return metric.at('type').text === 'Resource' && isRatio && MEASURED.includes(name) ? name : [];
  });
}

/** What the metrics server tells of a pod. */
const MEASURED = ['cpu', 'memory'];

function* unmeasurable(scaler: Manifest): Iterable<Report> {
  for (const metric of fieldOf(scaler).items('spec.metrics')) {
    const name = metric.at('resource.name');
    if (name.text === undefined || MEASURED.includes(name.text)) continue;
    const near = MEASURED.find((one) => one.startsWith(name.text?.toLowerCase() ?? ''));
    yield report(name, `"${name.text}" of a pod is not measured: "cpu" and "memory" are`, {
      why: 'The autoscaler cannot compute it, and adds no pod for it (FailedGetResourceMetric).',
      fix: near ? `Did you mean "${near}"?` : 'A metric of type Pods or External.',
    });
  }
}

/** A container that is measured alone, and that the pod does not have. */
function* unknownContainers(scaler: Manifest, { containers }: PodTemplate): Iterable<Report> {
  const names = containers.map(({ name }) => name);
  for (const metric of fieldOf(scaler).items('spec.metrics')) {
    const at = metric.at('containerResource.container');
    // What a mesh puts beside them stands in no template.
    if (at.text === undefined || names.includes(at.text) || at.text === 'istio-proxy') continue;
    yield report(at, `the target has no container "${at.text}", only ${quoted(names).join(', ')}`, {
      fix: 'Name a container of the target.',
    });
  }
}

/** A utilization of the request that the limit does not let happen. */
function* unreached(scaler: Manifest, { containers }: PodTemplate): Iterable<Report> {
  for (const metric of fieldOf(scaler).items('spec.metrics')) {
    const [name, target] = [metric.at('resource.name').text, metric.at('resource.target.averageUtilization')];
    if (name !== 'cpu' || target.number === undefined) continue;
    const running = containers.filter(({ role }) => role === 'main' || role === 'sidecar');
    const [requests, limits] = ['requests', 'limits'].map((part) =>
      running.map(({ field }) => parseCpu(field.at(['resources', part, name]).scalar ?? '')),
    );
    if (!requests?.every((one) => one !== undefined) || !limits?.every((one) => one !== undefined)) continue;
    const most = Math.floor((sum(limits) * 100) / sum(requests));
    if (target.number >= most)
      yield report(target, `${target.number} % of the requested CPU is never exceeded: the limits allow ${most} %`, {
        why: 'The autoscaler adds no pod, however much is asked of those that are there.',
        fix: `Choose less than ${most}, such as 70.`,
      });
  }
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((all, one) => all + one, 0);
}

function unmeasured({ containers }: PodTemplate, resource: string): Field[] {
  return containers
    .filter(({ role }) => role === 'main' || role === 'sidecar')
    .map(({ field }) => field)
    .filter((field) => !['requests', 'limits'].some((part) => field.at(['resources', part, resource]).exists));
}
