import { requests } from '../../metrics/catalogue/requests.js';
import { ratio, sum } from '../../metrics/combine.js';
import { quantile } from '../../metrics/histogram.js';
import { like, rate } from '../../metrics/query.js';
import { requestAlerts } from '../alerts/requests.js';
import { type AnySettings, firesAt } from './fires-at.js';
import type { Row } from './panel.js';

const window = '5m';

/** Traffic, errors and latency of an HTTP service; the old version beside the new. */
export function requestRows(namespace: string, service: string, settings?: AnySettings): readonly Row[] {
  const where = { namespace, service };
  const all = <const By extends 'status' | 'handler' | 'service' | 'app_kubernetes_io_version'>(by: By) =>
    sum(rate(requests.http_requests_total, where, window), [by]);
  const failed = <const By extends 'handler' | 'service' | 'app_kubernetes_io_version'>(by: By) =>
    sum(rate(requests.http_requests_total, { ...where, status: like('5..') }, window), [by]);
  const within = (share: number) => ({
    query: quantile(share, requests.http_request_duration_highr_seconds, { where, window, by: ['service'] }),
    legend: `p${share * 100}`,
  });
  return [
    {
      title: 'Traffic',
      panels: [
        { title: 'Requests by status', unit: 'reqps', lines: [{ query: all('status'), legend: '{{status}}' }] },
        { title: 'Requests by route', unit: 'reqps', lines: [{ query: all('handler'), legend: '{{handler}}' }] },
      ],
    },
    {
      title: 'Errors',
      panels: [
        {
          title: 'Error ratio',
          unit: 'percentunit',
          limit: firesAt(requestAlerts, 'HighErrorRate', settings),
          lines: [{ query: ratio(failed('service'), all('service')), legend: '5xx' }],
        },
        { title: 'Errors by route', unit: 'reqps', lines: [{ query: failed('handler'), legend: '{{handler}}' }] },
      ],
    },
    {
      title: 'Latency',
      panels: [
        {
          title: 'Latency',
          unit: 's',
          limit: firesAt(requestAlerts, 'HighLatency', settings),
          lines: [within(0.5), within(0.95), within(0.99)],
        },
        {
          title: 'Latency by route',
          unit: 's',
          lines: [
            {
              query: quantile(0.95, requests.http_request_duration_seconds, { where, window, by: ['handler'] }),
              legend: '{{handler}}',
            },
          ],
        },
      ],
    },
    {
      title: 'Versions side by side',
      panels: [
        {
          title: 'Requests by version',
          unit: 'reqps',
          lines: [{ query: all('app_kubernetes_io_version'), legend: '{{app_kubernetes_io_version}}' }],
        },
        {
          title: 'Error ratio by version',
          unit: 'percentunit',
          lines: [
            {
              query: ratio(failed('app_kubernetes_io_version'), all('app_kubernetes_io_version')),
              legend: '{{app_kubernetes_io_version}}',
            },
          ],
        },
        {
          title: 'Latency (p95) by version',
          unit: 's',
          lines: [
            {
              query: quantile(0.95, requests.http_request_duration_highr_seconds, {
                where,
                window,
                by: ['app_kubernetes_io_version'],
              }),
              legend: '{{app_kubernetes_io_version}}',
            },
          ],
        },
      ],
    },
  ];
}
