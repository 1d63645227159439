import { argoRollouts } from '../../metrics/catalogue/delivery.js';
import { kubeState } from '../../metrics/catalogue/kubernetes.js';
import { above, and, below, equals, max } from '../../metrics/combine.js';
import { like, type Query, value } from '../../metrics/query.js';
import type { AlertKind, Asked } from '../alert.js';
import { type Series, steady } from '../proof.js';

/** What keeps the pods of a workload: it has series of its own kind alone. */
export interface Controller {
  readonly kind: 'Deployment' | 'Rollout' | 'StatefulSet';
  readonly namespace: string;
  /** More than one where a strategy has a controller for each side. */
  readonly names: readonly string[];
}

type Judge = <Label extends string>(wanted: Query<Label>, ready: Query<Label>) => Query<Label>;

/** Compares how many pods a controller wants with how many can serve: one value for each controller. */
function judged({ kind, namespace, names }: Controller, judge: Judge): Asked {
  const [only, ...more] = names;
  const which = only !== undefined && more.length === 0 ? only : like(names.join('|'));
  switch (kind) {
    case 'Deployment': {
      const [where, by] = [{ namespace, deployment: which }, ['namespace', 'deployment'] as const];
      return judge(
        max(value(kubeState.kube_deployment_spec_replicas, where), by),
        max(value(kubeState.kube_deployment_status_replicas_available, where), by),
      );
    }
    case 'StatefulSet': {
      const [where, by] = [{ namespace, statefulset: which }, ['namespace', 'statefulset'] as const];
      return judge(
        max(value(kubeState.kube_statefulset_replicas, where), by),
        max(value(kubeState.kube_statefulset_status_replicas_available, where), by),
      );
    }
    case 'Rollout': {
      const [where, by] = [{ namespace, name: which }, ['namespace', 'name'] as const];
      return judge(
        max(value(argoRollouts.rollout_info_replicas_desired, where), by),
        max(value(argoRollouts.rollout_info_replicas_available, where), by),
      );
    }
  }
}

/** The label that names the controller, and the metrics that count its pods. */
const counts = {
  Deployment: {
    label: 'deployment',
    wanted: 'kube_deployment_spec_replicas',
    ready: 'kube_deployment_status_replicas_available',
  },
  StatefulSet: {
    label: 'statefulset',
    wanted: 'kube_statefulset_replicas',
    ready: 'kube_statefulset_status_replicas_available',
  },
  Rollout: {
    label: 'name',
    wanted: 'rollout_info_replicas_desired',
    ready: 'rollout_info_replicas_available',
  },
} as const;

/** The labels under which a controller's series are kept. */
export function labelsOf({ kind, namespace, names }: Controller): Record<string, string> {
  return { namespace, [counts[kind].label]: names[0] ?? '' };
}

function pods(controller: Controller, wanted: number, ready: number): Series[] {
  const labels = { ...labelsOf(controller), job: 'exporter', instance: '10.0.0.1:8080' };
  const names = counts[controller.kind];
  return [
    { metric: names.wanted, labels, values: steady(wanted, 7200) },
    { metric: names.ready, labels, values: steady(ready, 7200) },
  ];
}

const deploymentFailed: AlertKind<Controller> = {
  defaults: { for: '5m', severity: 'critical' },
  query: (controller) => judged(controller, (wanted, ready) => and(equals(ready, 0), above(wanted, 0))),
  summary: (name) => `No pod of ${name} can serve`,
  description: 'Pods are wanted, and for five minutes none has been available.',
  look: [
    '`kubectl -n NAMESPACE get pods -l app.kubernetes.io/name=SERVICE`: Pending (no room, a volume), ImagePullBackOff (tag), CrashLoopBackOff (logs)?',
    '`kubectl -n NAMESPACE describe pod POD`: the events at the end say why.',
    'If it began with a new image: `eco rollback SERVICE`.',
  ],
  proof: (controller) => ({
    labels: labelsOf(controller),
    failing: pods(controller, 1, 0),
    healthy: pods(controller, 1, 1),
    stories: [
      { name: 'scaled to none on purpose', series: pods(controller, 0, 0), moments: [{ at: 3600, fires: false }] },
    ],
  }),
};

const podsNotReady: AlertKind<Controller> = {
  defaults: { for: '15m', severity: 'warning' },
  query: (controller) => judged(controller, (wanted, ready) => below(ready, wanted)),
  summary: (name) => `${name} has too few pods`,
  description: 'Only {{ $value }} pods have been available for a while, fewer than are wanted.',
  look: [
    '`kubectl -n NAMESPACE get pods -l app.kubernetes.io/name=SERVICE -o wide`: which pod, on which node?',
    'A pod that is Pending: `kubectl describe node`; requests of all pods there against what it offers.',
    'A pod that is not ready: its readiness probe, and the logs.',
  ],
  proof: (controller) => ({
    labels: labelsOf(controller),
    failing: pods(controller, 2, 1),
    healthy: pods(controller, 2, 2),
    stories: [
      {
        name: 'more than wanted, while a version changes',
        series: pods(controller, 2, 3),
        moments: [{ at: 3600, fires: false }],
      },
    ],
  }),
};

/** Alerts on the pods that a controller keeps. Source: row S13. */
export const availabilityAlerts = { DeploymentFailed: deploymentFailed, PodsNotReady: podsNotReady };
