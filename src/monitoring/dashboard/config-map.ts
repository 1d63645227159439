import { KubeConfigMap } from 'cdk8s-plus-28/lib/imports/k8s';
import type { Construct } from 'constructs';
import { emit } from '../../construct/emit.js';
import { dashboardLabel } from '../../construct/platform.js';
import { reject } from '../../construct/reject.js';
import { preset } from '../../construct/traced.js';
import { grafana } from './grafana.js';
import { jsonText } from './json-text.js';
import type { Dashboard } from './panel.js';

export interface DashboardProps {
  /** Of the ConfigMap. */
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly dashboard: Dashboard;
}

const longest = 40;

/**
 * A dashboard in a ConfigMap, which the sidecar beside Grafana takes up by its label.
 * Source: grafana/helm-charts, grafana, "Sidecar for dashboards".
 */
export function dashboardConfigMap(scope: Construct, { name, labels, dashboard }: DashboardProps): void {
  if (dashboard.uid.length > longest) {
    reject(scope, {
      rule: 'dashboard',
      message: `the uid "${dashboard.uid}" of a dashboard has ${dashboard.uid.length} characters, ${longest} are allowed`,
      why: 'Grafana refuses the dashboard.',
      fix: 'Give the service, or the fleet, a shorter name.',
    });
  }
  emit(scope, 'dashboard', KubeConfigMap, {
    metadata: {
      name,
      labels: {
        ...labels,
        [dashboardLabel.name]: preset(dashboardLabel.value, 'the sidecar beside Grafana selects by it'),
      },
    },
    data: { [`${dashboard.uid}.json`]: `${jsonText(grafana(dashboard))}\n` },
  });
}
