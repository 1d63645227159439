import { type App, Chart } from 'cdk8s';
import { fleetLabels, type Identity } from '../../construct/labels.js';
import type { Platform } from '../../construct/platform.js';
import { from, text } from '../../construct/traced.js';
import { argocdNamespace } from '../../gitops/application.js';
import type { AlertSettings } from '../../monitoring/alert.js';
import { AlertRules } from '../../monitoring/alert-rules.js';
import { alertmanagerConfig } from '../../monitoring/alertmanager-config.js';
import { clusterGroups, type EnvironmentAlert } from '../../monitoring/alerts/cluster.js';
import { argoCdMonitor, argoCdService, controllerMonitor, hostProbe } from '../../monitoring/controllers.js';
import { dashboardConfigMap } from '../../monitoring/dashboard/config-map.js';
import { fleetDashboard } from '../../monitoring/dashboard/others.js';
import type { Alerting } from '../../monitoring/routing.js';
import { monitoringFolder } from '../environment/folders.js';
import type { AddOnExporter } from './exporters.js';

/** What an environment says of what no service brings. */
export interface WatchedEnvironment {
  readonly alerting: Alerting | undefined;
  readonly alerts: AlertSettings<EnvironmentAlert> | undefined;
  /** Those of services, workers and stores. */
  readonly namespaces: readonly string[];
  readonly teams: readonly string[];
  readonly exporters: readonly AddOnExporter[];
}

/**
 * Monitors and alerts of what no service brings: the machines, those who deliver, those who watch. None are written
 * where nobody reads them.
 */
export function watchCluster(app: App, platform: Platform, watched: WatchedEnvironment): void {
  const { alerting, alerts, namespaces, teams, exporters } = watched;
  const { prometheus, partOf, cluster, ingress, runbooks } = platform;
  const stack = prometheus?.stack;
  if (!stack) return;
  const chart = new Chart(app, monitoringFolder, { namespace: stack.namespace, disableResourceNameHashes: true });
  const labels = fleetLabels(partOf);
  const identity: Identity = { name: partOf, component: 'monitoring', partOf };
  argoCdMonitor(chart, stack, labels, argocdNamespace);
  const scraped = exporters.flatMap(({ exporter: name, namespace, scrape }) =>
    scrape ? [{ name, namespace, ...scrape }] : [],
  );
  for (const one of scraped) controllerMonitor(chart, stack, labels, one);
  const yields = (name: string) => exporters.some(({ exporter }) => exporter === name);
  const encrypted = ingress.kind === 'alb' && yields('blackbox');
  if (encrypted) hostProbe(chart, stack, labels, text`https://${from(ingress, 'host')}`);
  const groups = clusterGroups(
    chart,
    {
      fleet: partOf,
      nodes: cluster.nodes.size,
      ...(encrypted ? { host: ingress.host } : {}),
      certificates: yields('cert-manager'),
      monitoring: stack.namespace,
      controllers: {
        'argo-cd': { namespace: argocdNamespace, job: argoCdService },
        ...Object.fromEntries(
          scraped.map(({ name, namespace }) => [name, { namespace, job: `${stack.namespace}/${name}` }]),
        ),
      },
    },
    alerts,
  );
  if (alerting) alertmanagerConfig(chart, { name: partOf, stack, labels, alerting, teams });
  dashboardConfigMap(chart, {
    name: `${partOf}-dashboard`,
    labels,
    dashboard: fleetDashboard(partOf, namespaces, alerts),
  });
  new AlertRules(chart, 'alerts', { identity, stack, runbooks, groups });
}
