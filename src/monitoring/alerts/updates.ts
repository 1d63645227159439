import { argoRollouts } from '../../metrics/catalogue/delivery.js';
import { kubeState } from '../../metrics/catalogue/kubernetes.js';
import { below, equals, max } from '../../metrics/combine.js';
import { like, value } from '../../metrics/query.js';
import type { AlertKind, Asked } from '../alert.js';
import { type Series, steady } from '../proof.js';
import { type Controller, labelsOf } from './available.js';

const long = 4 * 3600;

function which({ names }: Controller) {
  return names.length === 1 ? names[0] : like(names.join('|'));
}

function stuck(controller: Controller): Asked {
  const { namespace } = controller;
  switch (controller.kind) {
    case 'Deployment': {
      const where = { namespace, deployment: which(controller), condition: 'Progressing', status: 'false' };
      return equals(max(value(kubeState.kube_deployment_status_condition, where), ['namespace', 'deployment']), 1);
    }
    case 'StatefulSet': {
      const [where, by] = [{ namespace, statefulset: which(controller) }, ['namespace', 'statefulset'] as const];
      return below(
        max(value(kubeState.kube_statefulset_status_replicas_updated, where), by),
        max(value(kubeState.kube_statefulset_replicas, where), by),
      );
    }
    case 'Rollout': {
      const where = { namespace, name: which(controller), phase: like('Progressing|Paused') };
      return equals(max(value(argoRollouts.rollout_info, where), ['namespace', 'name']), 1);
    }
  }
}

function updating(controller: Controller, going: boolean): Series[] {
  const labels = { ...labelsOf(controller), job: 'exporter' };
  switch (controller.kind) {
    case 'Deployment':
      return ['true', 'false'].map((status) => ({
        metric: 'kube_deployment_status_condition',
        labels: { ...labels, condition: 'Progressing', status },
        values: steady((status === 'false') === going ? 1 : 0, long),
      }));
    case 'StatefulSet':
      return [
        { metric: 'kube_statefulset_replicas', labels, values: steady(2, long) },
        { metric: 'kube_statefulset_status_replicas_updated', labels, values: steady(going ? 1 : 2, long) },
      ];
    case 'Rollout':
      return [
        { metric: 'rollout_info', labels: { ...labels, phase: going ? 'Paused' : 'Healthy' }, values: steady(1, long) },
      ];
  }
}

const updateStuck: AlertKind<Controller> = {
  defaults: { for: '1h', severity: 'warning' },
  query: stuck,
  summary: (name) => `A new version of ${name} does not get on`,
  description: 'The update has neither ended nor been taken back for an hour. The old pods go on serving.',
  look: [
    '`kubectl -n NAMESPACE describe` of the controller: which condition is not met?',
    'A Rollout that is paused waits for a person: `kubectl argo rollouts promote NAME` or `abort NAME`.',
    'New pods that are not ready: their events and logs.',
  ],
  proof: (controller) => ({
    labels: labelsOf(controller),
    failing: updating(controller, true),
    healthy: updating(controller, false),
  }),
};

function phases(controller: Controller, phase: string): Series[] {
  return [
    { metric: 'rollout_info', labels: { ...labelsOf(controller), phase, job: 'exporter' }, values: steady(1, long) },
  ];
}

const updateAborted: AlertKind<Controller> = {
  defaults: { for: '5m', severity: 'warning' },
  query: (controller) => {
    const where = { namespace: controller.namespace, name: which(controller), phase: 'Degraded' };
    return equals(max(value(argoRollouts.rollout_info, where), ['namespace', 'name']), 1);
  },
  summary: (name) => `The new version of ${name} was taken back`,
  description:
    'Its rollout was aborted, by an analysis or a deadline. The old version serves; Git still names the new one.',
  look: [
    '`kubectl argo rollouts get rollout NAME`: which analysis failed, with which measurements?',
    'Mend the new version and push it, or `eco rollback SERVICE` so that Git says what runs.',
  ],
  proof: (controller) => ({
    labels: labelsOf(controller),
    failing: phases(controller, 'Degraded'),
    healthy: phases(controller, 'Healthy'),
  }),
};

/** Alerts on the change from one version to the next. */
export const updateAlerts = { UpdateStuck: updateStuck };
/** The same of a Rollout, which takes a bad version back by itself. */
export const rolloutAlerts = { ...updateAlerts, UpdateAborted: updateAborted };
