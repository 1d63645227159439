import { certManager } from '../../metrics/catalogue/network.js';
import { above, and, below, equals, max, min, since, until } from '../../metrics/combine.js';
import { value } from '../../metrics/query.js';
import type { AlertKind } from '../alert.js';
import { type Series, steady, steadyThen } from '../proof.js';

/** Every certificate that cert-manager keeps. */
export type Certificates = Readonly<Record<string, never>>;

const by = ['namespace', 'name'] as const;
const labels = { namespace: 'web', name: 'shop' };
const hour = 3600;
const day = 24 * hour;

function series(metric: string, values: string, more: Readonly<Record<string, string>> = {}): Series {
  return { metric: `certmanager_certificate_${metric}`, labels: { ...labels, ...more, issuer_name: 'ca' }, values };
}

const subject = '{{ $labels.namespace }}/{{ $labels.name }}';

const notReady: AlertKind<Certificates> = {
  defaults: { for: '15m', severity: 'warning' },
  query: () => equals(max(value(certManager.certmanager_certificate_ready_status, { condition: 'True' }), by), 0),
  summary: () => `Certificate ${subject} is not ready`,
  description: 'It has never been issued, or no longer fits what is asked of it: whoever waits for its Secret waits.',
  look: [
    '`kubectl describe certificate NAME`, then the CertificateRequest, Order and Challenge that it names.',
    'The issuer: `kubectl describe clusterissuer`. A limit of the authority says so there.',
  ],
  proof: () => {
    const ready = (yes: number): Series[] => [
      series('ready_status', steady(yes, hour), { condition: 'True' }),
      series('ready_status', steady(1 - yes, hour), { condition: 'False' }),
    ];
    return { labels, failing: ready(0), healthy: ready(1) };
  },
};

const renewal = () => above(max(value(certManager.certmanager_certificate_renewal_timestamp_seconds), by), 0);

const notRenewed: AlertKind<Certificates> = {
  defaults: { limit: hour, for: '10m', severity: 'warning' },
  unit: 'seconds',
  query: (_, { limit }) => above(since(renewal()), limit),
  summary: () => `Certificate ${subject} is not renewed`,
  description:
    'It should have been renewed {{ $value | humanizeDuration }} ago; it is still valid, and will not be for ever.',
  look: [
    '`kubectl describe certificate NAME`: what does its last CertificateRequest say?',
    'The challenge: does the DNS record, or the path below `/.well-known`, still lead to the solver?',
  ],
  proof: (_, { limit }) => ({
    labels,
    failing: [series('renewal_timestamp_seconds', steady(1, 4 * hour + limit))],
    holdsFrom: limit + 30,
    // Each is renewed before the time comes.
    healthy: [series('renewal_timestamp_seconds', `${hour}+30x${(4 * hour) / 30}`)],
    stories: [
      {
        name: 'it has never been issued',
        series: [series('renewal_timestamp_seconds', steady(0, 4 * hour + limit))],
        moments: [{ at: 2 * limit, fires: false }],
      },
      {
        name: 'late, but not too late',
        series: [series('renewal_timestamp_seconds', steadyThen(1, limit * 0.95, 2 * day, 4 * hour + limit))],
        moments: [{ at: limit + 600, fires: false }],
      },
    ],
  }),
};

const runsOut: AlertKind<Certificates> = {
  defaults: { limit: 3 * day, for: '10m', severity: 'critical' },
  unit: 'seconds',
  // One that lasts for hours is always near its end: only what should have been renewed counts.
  query: (_, { limit }) =>
    and(
      below(until(min(value(certManager.certmanager_certificate_expiration_timestamp_seconds), by)), limit),
      above(since(renewal()), 0),
    ),
  summary: () => `Certificate ${subject} runs out`,
  description:
    'It ends in {{ $value | humanizeDuration }}, and was not renewed: after that every client refuses to connect.',
  look: ['As for CertificateNotRenewed: time is short now.', 'By hand: `cmctl renew NAME` asks the issuer once more.'],
  proof: (_, { limit }) => {
    const ends = (at: number, due: number): Series[] => [
      series('expiration_timestamp_seconds', steady(at, hour)),
      series('renewal_timestamp_seconds', steady(due, hour)),
    ];
    return {
      labels,
      failing: ends(limit * 0.95, 1),
      holdsFrom: 30,
      healthy: ends(limit * 1.05 + hour, 1),
      stories: [
        {
          name: 'it lasts for a day, and is not due',
          series: ends(limit * 0.3, 2 * hour),
          moments: [{ at: 1800, fires: false }],
        },
      ],
    };
  },
};

/** Alerts on the certificates of cert-manager. */
export const certificateAlerts = {
  CertificateNotReady: notReady,
  CertificateNotRenewed: notRenewed,
  CertificateRunsOut: runsOut,
};
