import { dashboardLabel } from '../construct/platform.js';
import type { JsonObject } from '../manifest/manifest.js';
import { type AddOn, addOn } from './add-on.js';
import type { ChartValues } from './add-ons.js';
import { joined } from './chart-values.js';

/** Which nodes the pods of a chart go to. */
export interface ChartNodes {
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations?: readonly { readonly key: string; readonly operator: 'Exists'; readonly effect: string }[];
}

/**
 * Prometheus, Alertmanager and Grafana, as `kubePrometheusStack()` expects them: dashboards and routes of alerts of every
 * namespace, metrics for as long as an error budget looks back, machines by their names.
 * Source: prometheus-community/helm-charts, kube-prometheus-stack.
 * @param nodes where all of it runs, except for what runs on every machine; anywhere when absent
 */
export function kubePrometheusStackChart({ values, nodes }: ChartValues & { readonly nodes?: ChartNodes } = {}): AddOn {
  const at: JsonObject = nodes
    ? {
        nodeSelector: { ...nodes.nodeSelector },
        ...(nodes.tolerations && { tolerations: nodes.tolerations.map((one) => ({ ...one })) }),
      }
    : {};
  return addOn('kube-prometheus-stack', {
    chart: {
      repo: 'https://prometheus-community.github.io/helm-charts',
      name: 'kube-prometheus-stack',
      version: '56.21.1',
    },
    namespace: 'monitoring',
    values: joined(
      {
        prometheus: { prometheusSpec: { ...at, retention: '35d' } },
        alertmanager: { alertmanagerSpec: { ...at, alertmanagerConfigMatcherStrategy: { type: 'None' } } },
        grafana: {
          ...at,
          sidecar: {
            dashboards: { label: dashboardLabel.name, labelValue: dashboardLabel.value, searchNamespace: 'ALL' },
          },
        },
        'prometheus-node-exporter': {
          prometheus: {
            monitor: {
              relabelings: [{ sourceLabels: ['__meta_kubernetes_pod_node_name'], targetLabel: 'node' }],
            },
          },
        },
        ...(nodes && {
          prometheusOperator: { ...at, admissionWebhooks: { patch: at } },
          'kube-state-metrics': at,
        }),
      },
      values,
    ),
    // Services for the kubelet, DNS and the control plane stand there.
    alsoIn: ['kube-system'],
    brings: {
      resources: ['monitoring.coreos.com'],
      exporters: ['prometheus', 'kube-state-metrics', 'kubelet', 'node-exporter'].map((exporter) => ({ exporter })),
    },
  });
}

/** What asks addresses from inside the cluster whether they answer. Source: prometheus-community/helm-charts. */
export function blackboxExporter({ values }: ChartValues = {}): AddOn {
  const name = 'prometheus-blackbox-exporter';
  return addOn(name, {
    chart: { repo: 'https://prometheus-community.github.io/helm-charts', name, version: '9.0.1' },
    namespace: 'monitoring',
    values,
    brings: {
      objects: [{ apiVersion: 'v1', kind: 'Service', namespace: 'monitoring', name }],
      exporters: [{ exporter: 'blackbox' }],
    },
  });
}
