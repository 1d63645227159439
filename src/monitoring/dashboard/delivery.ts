import { argoRollouts } from '../../metrics/catalogue/delivery.js';
import { kubeState } from '../../metrics/catalogue/kubernetes.js';
import { max } from '../../metrics/combine.js';
import { like, value } from '../../metrics/query.js';
import type { Controller } from '../alerts/available.js';
import type { Line, Row } from './panel.js';

/** How many pods there are, of which version, and what the controller makes of it. */
export function deliveryRow(controllers: readonly Controller[]): Row {
  return {
    title: 'Delivery',
    panels: [
      { title: 'Pods', unit: 'short', lines: controllers.flatMap(pods) },
      ...controllers
        .filter(({ kind }) => kind === 'Rollout')
        .map(({ namespace, names }) => ({
          title: 'State of the rollout',
          unit: 'short' as const,
          most: 1,
          lines: [
            {
              query: max(value(argoRollouts.rollout_info, { namespace, name: like(names.join('|')) }), ['phase']),
              legend: '{{phase}}',
            },
          ],
        })),
    ],
  };
}

function pods({ kind, namespace, names }: Controller): Line[] {
  const which = like(names.join('|'));
  switch (kind) {
    case 'Deployment': {
      const where = { namespace, deployment: which };
      return [
        line(kubeState.kube_deployment_spec_replicas, where, 'deployment', 'wanted'),
        line(kubeState.kube_deployment_status_replicas_available, where, 'deployment', 'available'),
        line(kubeState.kube_deployment_status_replicas_updated, where, 'deployment', 'of the new version'),
      ];
    }
    case 'StatefulSet': {
      const where = { namespace, statefulset: which };
      return [
        line(kubeState.kube_statefulset_replicas, where, 'statefulset', 'wanted'),
        line(kubeState.kube_statefulset_status_replicas_available, where, 'statefulset', 'available'),
        line(kubeState.kube_statefulset_status_replicas_updated, where, 'statefulset', 'of the new version'),
      ];
    }
    case 'Rollout': {
      const where = { namespace, name: which };
      return [
        line(argoRollouts.rollout_info_replicas_desired, where, 'name', 'wanted'),
        line(argoRollouts.rollout_info_replicas_available, where, 'name', 'available'),
        line(argoRollouts.rollout_info_replicas_updated, where, 'name', 'of the new version'),
      ];
    }
  }
}

function line<Label extends string, const By extends Label>(
  metric: Parameters<typeof value<Label>>[0],
  where: Parameters<typeof value<Label>>[1],
  by: By,
  what: string,
): Line {
  return { query: max(value(metric, where), [by]), legend: `{{${by}}} ${what}` };
}
