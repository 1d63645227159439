import { argoCd } from '../../metrics/catalogue/delivery.js';
import { kubeState, machines } from '../../metrics/catalogue/kubernetes.js';
import { alerts } from '../../metrics/catalogue/prometheus.js';
import { requests, tasks } from '../../metrics/catalogue/requests.js';
import { avg, count, divide, max, min, ratio, rest, sum } from '../../metrics/combine.js';
import { quantile } from '../../metrics/histogram.js';
import { like, not, rate, value } from '../../metrics/query.js';
import { nodeAlerts } from '../alerts/nodes.js';
import { requestAlerts } from '../alerts/requests.js';
import { type AnySettings, firesAt } from './fires-at.js';
import type { Row } from './panel.js';

const window = '5m';

/** Everything at a glance: what is wrong now, and whose it is. */
export function fleetRows(namespaces: readonly string[], project: string, settings?: AnySettings): readonly Row[] {
  const where = { namespace: like(namespaces.join('|')) };
  const byService = ['service'] as const;
  const all = sum(rate(requests.http_requests_total, where, window), byService);
  const failed = sum(rate(requests.http_requests_total, { ...where, status: like('5..') }, window), byService);
  const service = '{{service}}';
  const node = '{{node}}';
  return [
    {
      title: 'Now',
      panels: [
        {
          title: 'Alerts that fire',
          unit: 'short',
          lines: [
            {
              query: count(value(alerts.ALERTS, { alertstate: 'firing' }), ['alertname', 'severity']),
              legend: '{{severity}} {{alertname}}',
            },
          ],
        },
        {
          title: 'Applications that are not in sync',
          unit: 'short',
          lines: [
            {
              query: count(
                value(argoCd.argocd_app_info, { project: like(`${project}(-.+)?`), sync_status: not('Synced') }),
                ['name'],
              ),
              legend: '{{name}}',
            },
          ],
        },
        {
          title: 'Pods that are not ready',
          unit: 'short',
          lines: [
            {
              query: sum(value(kubeState.kube_pod_status_ready, { ...where, condition: 'false' }), ['namespace']),
              legend: '{{namespace}}',
            },
          ],
        },
      ],
    },
    {
      title: 'Services',
      panels: [
        { title: 'Requests', unit: 'reqps', lines: [{ query: all, legend: service }] },
        {
          title: 'Error ratio',
          unit: 'percentunit',
          limit: firesAt(requestAlerts, 'HighErrorRate'),
          lines: [{ query: ratio(failed, all), legend: service }],
        },
        {
          title: 'Latency (p95)',
          unit: 's',
          limit: firesAt(requestAlerts, 'HighLatency'),
          lines: [
            {
              query: quantile(0.95, requests.http_request_duration_highr_seconds, { where, window, by: byService }),
              legend: service,
            },
          ],
        },
      ],
    },
    {
      title: 'Workers',
      panels: [
        {
          title: 'Tasks',
          unit: 'reqps',
          lines: [{ query: sum(rate(tasks.celery_task_total, where, '10m'), ['container']), legend: '{{container}}' }],
        },
        {
          title: 'Tasks that fail',
          unit: 'reqps',
          lines: [
            { query: sum(rate(tasks.celery_task_failed_total, where, '10m'), ['container']), legend: '{{container}}' },
          ],
        },
      ],
    },
    {
      title: 'Nodes',
      panels: [
        {
          title: 'CPU',
          unit: 'percentunit',
          limit: firesAt(nodeAlerts, 'NodeCpuHigh', settings),
          most: 1,
          lines: [
            {
              query: rest(avg(rate(machines.node_cpu_seconds_total, { mode: 'idle' }, window), ['node'])),
              legend: node,
            },
          ],
        },
        {
          title: 'Memory of nodes',
          unit: 'percentunit',
          limit: firesAt(nodeAlerts, 'NodeMemoryHigh', settings),
          most: 1,
          lines: [
            {
              query: rest(
                divide(
                  min(value(machines.node_memory_MemAvailable_bytes), ['node']),
                  max(value(machines.node_memory_MemTotal_bytes), ['node']),
                ),
              ),
              legend: node,
            },
          ],
        },
        {
          title: 'Disk of nodes',
          unit: 'percentunit',
          limit: firesAt(nodeAlerts, 'NodeDiskHigh', settings),
          most: 1,
          lines: [
            {
              query: rest(
                divide(
                  min(value(machines.node_filesystem_avail_bytes, { mountpoint: '/' }), ['node']),
                  max(value(machines.node_filesystem_size_bytes, { mountpoint: '/' }), ['node']),
                ),
              ),
              legend: node,
            },
          ],
        },
      ],
    },
  ];
}
