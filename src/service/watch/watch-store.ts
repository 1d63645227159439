import type { Chart } from 'cdk8s';
import { type Identity, objectLabels } from '../../construct/labels.js';
import type { Platform } from '../../construct/platform.js';
import { preset } from '../../construct/traced.js';
import { metricsPort } from '../../data/exporter.js';
import type { Store } from '../../data/store.js';
import { dataVolume } from '../../data/store-pod.js';
import type { AlertSettings } from '../../monitoring/alert.js';
import { AlertRules } from '../../monitoring/alert-rules.js';
import { type StoreAlert, storeGroups, type WatchedStore } from '../../monitoring/alerts/store.js';
import { dashboardConfigMap } from '../../monitoring/dashboard/config-map.js';
import { storeDashboard } from '../../monitoring/dashboard/others.js';
import { type Scrape, serviceMonitor } from '../../monitoring/monitor.js';

/**
 * Each queue by itself, on a path of its own: the other has totals only.
 * Source: RabbitMQ, "Prometheus: detailed endpoint".
 */
const queues: Scrape = {
  port: metricsPort,
  path: '/metrics/detailed',
  params: preset(
    { family: ['queue_coarse_metrics', 'queue_consumer_count', 'queue_metrics'] },
    'length, readers and age of each queue',
  ),
  // Without it both paths would be one target with two answers.
  labels: { metrics_path: '/metrics/detailed' },
};

/** Monitor and alerts of a data store, where the environment has somebody who reads them. */
export function watchStore(
  scope: Chart,
  identity: Identity,
  { store, team }: Pick<Store, 'store' | 'team'>,
  platform: Platform,
  settings: AlertSettings<StoreAlert> = {},
): void {
  const stack = platform.prometheus?.stack;
  const { namespace } = scope;
  if (!stack || namespace === undefined) return;
  const { name } = identity;
  const scrapes: readonly Scrape[] = [{ port: metricsPort }, ...(store === 'rabbitmq' ? [queues] : [])];
  serviceMonitor(scope, { identity, stack, scrapes });
  const watched: WatchedStore = { name, namespace, kind: store, job: `${name}-pods`, volume: dataVolume };
  new AlertRules(scope, 'alerts', {
    identity,
    stack,
    team,
    runbooks: platform.runbooks,
    groups: storeGroups(scope, watched, settings),
  });
  dashboardConfigMap(scope, {
    name: `${name}-dashboard`,
    labels: objectLabels(identity),
    dashboard: storeDashboard(platform.partOf, watched, settings),
  });
}
