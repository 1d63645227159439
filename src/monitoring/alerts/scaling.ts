import { kubeState } from '../../metrics/catalogue/kubernetes.js';
import { atLeast, max } from '../../metrics/combine.js';
import { value } from '../../metrics/query.js';
import type { AlertKind } from '../alert.js';
import { type Series, steady } from '../proof.js';

/** An autoscaler of the workload. */
export interface Autoscaler {
  readonly namespace: string;
  readonly horizontalpodautoscaler: string;
}

const by = ['namespace', 'horizontalpodautoscaler'] as const;

function pods(of: Autoscaler, current: number): Series[] {
  const labels = { ...of, job: 'exporter' };
  return [
    { metric: 'kube_horizontalpodautoscaler_status_current_replicas', labels, values: steady(current, 7200) },
    { metric: 'kube_horizontalpodautoscaler_spec_max_replicas', labels, values: steady(4, 7200) },
  ];
}

const hpaAtMaximum: AlertKind<Autoscaler> = {
  defaults: { for: '15m', severity: 'warning' },
  query: (of) =>
    atLeast(
      max(value(kubeState.kube_horizontalpodautoscaler_status_current_replicas, { ...of }), by),
      max(value(kubeState.kube_horizontalpodautoscaler_spec_max_replicas, { ...of }), by),
    ),
  summary: (name) => `${name} has all the pods it may have`,
  description: 'The autoscaler has been at its maximum of {{ $value }} pods for a while: more load makes it slower.',
  look: [
    'Traffic and latency on its dashboard: is it more load, or slower work?',
    'A larger `max` in its scale, if the node has the room: `eco synth` says so if not.',
  ],
  proof: (of) => ({ labels: { ...of }, failing: pods(of, 4), healthy: pods(of, 3) }),
};

/** Alerts on an autoscaler. */
export const scalingAlerts = { HpaAtMaximum: hpaAtMaximum };
