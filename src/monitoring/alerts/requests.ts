import { requests } from '../../metrics/catalogue/requests.js';
import { above, ratio, sum } from '../../metrics/combine.js';
import { shareAbove } from '../../metrics/histogram.js';
import { like, rate } from '../../metrics/query.js';
import type { AlertKind } from '../alert.js';
import { growing, growingThen, type Proof, type Series } from '../proof.js';

/** The requests of an HTTP service, by the Service through which its pods are scraped. */
export interface Requests {
  readonly namespace: string;
  readonly service: string;
}

const window = '5m';
const by = ['namespace', 'service'] as const;
/** Requests in a second below which a share says nothing: one failure of three is no outage. */
const floor = 0.05;
const hour = 3600;

const highErrorRate: AlertKind<Requests> = {
  defaults: { limit: 0.05, for: '5m', severity: 'critical' },
  unit: 'ratio',
  query: ({ namespace, service }, { limit }) => {
    const all = sum(rate(requests.http_requests_total, { namespace, service }, window), by);
    const failed = sum(rate(requests.http_requests_total, { namespace, service, status: like('5..') }, window), by);
    return above(ratio(failed, all, floor), limit);
  },
  summary: (name) => `${name} answers with errors`,
  description: '{{ $value | humanizePercentage }} of the requests of the last five minutes ended in a 5xx.',
  look: [
    'Which version? A rollout that runs or has just ended: `kubectl argo rollouts get rollout NAME`; abort it, or `eco rollback SERVICE`.',
    'Which route? The panel "Errors by route" of its dashboard.',
    'The logs of the pods, and the dashboards of what it uses: PostgreSQL, Redis, RabbitMQ.',
  ],
  proof: (subject, { limit }) => ({
    labels: { ...subject },
    failing: mixed(subject, limit * 1.05, 1),
    holdsFrom: 30,
    healthy: mixed(subject, limit * 0.95, 1),
    idle: mixed(subject, 1, 0),
    stories: [
      {
        name: 'too few requests to tell',
        series: mixed(subject, 1, floor * 0.95),
        moments: [{ at: 1800, fires: false }],
      },
      {
        name: 'few requests, all failing',
        series: mixed(subject, 1, floor * 1.05),
        moments: [{ at: 1800, fires: true }],
      },
      {
        name: 'an outage that ends after twenty minutes',
        series: [
          counted(subject, '503', growingThen(1, 1200, 0, hour)),
          counted(subject, '200', growingThen(0, 1200, 1, hour)),
        ],
        moments: [
          { at: 1200 + 240, fires: true },
          { at: 1200 + 330, fires: false },
        ],
      },
    ],
  }),
};

/** Requests of which a share fails. */
function mixed(subject: Requests, share: number, perSecond: number): Series[] {
  return [
    counted(subject, '503', growing(share * perSecond, hour)),
    counted(subject, '200', growing((1 - share) * perSecond, hour)),
  ];
}

function counted(subject: Requests, status: string, values: string): Series {
  const labels = { ...subject, pod: `${subject.service}-1`, method: 'GET', handler: '/', status };
  return { metric: 'http_requests_total', labels, values };
}

/** The share that may be slower: what the 95th percentile leaves. */
const slow = 0.05;

const highLatency: AlertKind<Requests> = {
  defaults: { limit: 1, for: '5m', severity: 'warning' },
  unit: 'seconds',
  only: requests.http_request_duration_seconds.buckets,
  query: (where, { limit }) =>
    above(shareAbove(limit, requests.http_request_duration_seconds, { where, window, by, floor }), slow),
  summary: (name) => `${name} answers slowly`,
  description:
    '{{ $value | humanizePercentage }} of the requests of the last five minutes took longer than the limit: the 95th percentile is above it.',
  look: [
    'Saturation: CPU throttling and memory on its dashboard.',
    'Which route? The panel "Latency by route" of its dashboard.',
    'The dashboards of what it uses: connections of PostgreSQL, slow commands of Redis.',
  ],
  proof: (subject, { limit }): Proof => ({
    labels: { ...subject },
    failing: timed(subject, limit, slow * 1.05, 1),
    holdsFrom: 30,
    healthy: timed(subject, limit, slow * 0.95, 1),
    idle: timed(subject, limit, 1, 0),
    stories: [
      {
        name: 'too few to tell',
        series: timed(subject, limit, 1, floor * 0.95),
        moments: [{ at: 1800, fires: false }],
      },
      { name: 'few, all slow', series: timed(subject, limit, 1, floor * 1.05), moments: [{ at: 1800, fires: true }] },
      {
        name: 'slow for twenty minutes',
        series: [
          bucket(subject, String(limit), growingThen(0, 1200, 1, hour)),
          bucket(subject, '+Inf', growing(1, hour)),
          observed(subject, growing(1, hour)),
        ],
        moments: [
          { at: 1200 + 240, fires: true },
          { at: 1200 + 330, fires: false },
        ],
      },
    ],
  }),
};

function timed(subject: Requests, limit: number, share: number, perSecond: number): Series[] {
  return [
    bucket(subject, String(limit), growing((1 - share) * perSecond, hour)),
    bucket(subject, '+Inf', growing(perSecond, hour)),
    observed(subject, growing(perSecond, hour)),
  ];
}

function bucket(subject: Requests, bound: string, values: string): Series {
  const le = /^\d+$/.test(bound) ? `${bound}.0` : bound;
  return { metric: 'http_request_duration_seconds_bucket', labels: { ...subject, pod: 'p', handler: '/', le }, values };
}

function observed(subject: Requests, values: string): Series {
  return { metric: 'http_request_duration_seconds_count', labels: { ...subject, pod: 'p', handler: '/' }, values };
}

/** Alerts on the requests of an HTTP service. Source: row S13. */
export const requestAlerts = { HighErrorRate: highErrorRate, HighLatency: highLatency };
