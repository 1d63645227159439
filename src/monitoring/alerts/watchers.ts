import { probes } from '../../metrics/catalogue/network.js';
import { watchers } from '../../metrics/catalogue/prometheus.js';
import { above, below, equals, max, min, sum, until } from '../../metrics/combine.js';
import { increase, value } from '../../metrics/query.js';
import type { AlertKind } from '../alert.js';
import { growing, growingThen, type Series, steady } from '../proof.js';

/** A host that is asked from outside, as its Probe names it. */
export interface ProbedHost {
  readonly instance: string;
}

const day = 86400;
const hour = 3600;

function certificate({ instance }: ProbedHost, ends: number): Series[] {
  return [{ metric: 'probe_ssl_earliest_cert_expiry', labels: { instance, job: 'probe' }, values: steady(ends, hour) }];
}

const certificateExpires: AlertKind<ProbedHost> = {
  defaults: { limit: 14 * day, for: '10m', severity: 'warning' },
  unit: 'seconds',
  query: ({ instance }, { limit }) =>
    below(until(min(value(probes.probe_ssl_earliest_cert_expiry, { instance }), ['instance'])), limit),
  summary: () => 'The certificate of {{ $labels.instance }} expires',
  description: 'It ends in {{ $value | humanizeDuration }}: after that every client refuses to connect.',
  look: [
    'AWS Certificate Manager renews by itself while its DNS record for validation stands: is it still there?',
    'Which certificate does the load balancer show? `openssl s_client -connect HOST:443 -servername HOST`.',
  ],
  proof: (of, { limit }) => ({
    labels: { ...of },
    failing: certificate(of, limit * 0.95),
    healthy: certificate(of, limit * 1.05 + hour),
  }),
};

/** Alerts on what is seen from outside. */
export const hostAlerts = { CertificateExpiring: certificateExpires };

/** Those who watch: nobody else would notice. */
export interface Watchers {
  readonly namespace: string;
}

const by = ['namespace', 'job'] as const;

function counted({ namespace }: Watchers, metric: string, values: string): Series[] {
  return [{ metric, labels: { namespace, job: 'watcher' }, values }];
}

const rulesFail: AlertKind<Watchers> = {
  defaults: { for: '5m', severity: 'critical' },
  query: (of) => above(sum(increase(watchers.prometheus_rule_evaluation_failures_total, { ...of }, '10m'), by), 0),
  summary: () => 'Prometheus cannot evaluate a rule',
  description: 'A rule that cannot be evaluated never fires.',
  look: [
    '"Status > Rules" of Prometheus shows the error beside the rule.',
    'Two series that match one: a label more in `by` or `on`.',
  ],
  proof: (of) => ({
    labels: { ...of, job: 'watcher' },
    failing: counted(of, 'prometheus_rule_evaluation_failures_total', growing(0.01, hour)),
    holdsFrom: 30,
    healthy: counted(of, 'prometheus_rule_evaluation_failures_total', growing(0, hour)),
    stories: [
      {
        name: 'mended',
        series: counted(of, 'prometheus_rule_evaluation_failures_total', growingThen(0.01, 1200, 0, 2 * hour)),
        moments: [
          { at: 1200 + 480, fires: true },
          { at: 1200 + 660, fires: false },
        ],
      },
    ],
  }),
};

const reloadFails: AlertKind<Watchers> = {
  defaults: { for: '10m', severity: 'critical' },
  query: (of) => equals(max(value(watchers.prometheus_config_last_reload_successful, { ...of }), by), 0),
  summary: () => 'Prometheus runs with an old configuration',
  description: 'What has been merged since is not watched.',
  look: [
    'The logs of the container "prometheus": which line does it refuse?',
    'The last change of a monitor or a rule; the operator leaves out what it cannot read, and says so in its own logs.',
  ],
  proof: (of) => ({
    labels: { ...of, job: 'watcher' },
    failing: counted(of, 'prometheus_config_last_reload_successful', steady(0, hour)),
    healthy: counted(of, 'prometheus_config_last_reload_successful', steady(1, hour)),
  }),
};

const notifyFails: AlertKind<Watchers> = {
  defaults: { for: '5m', severity: 'critical' },
  query: (of) => above(sum(increase(watchers.alertmanager_notifications_failed_total, { ...of }, '10m'), by), 0),
  summary: () => 'Alertmanager cannot tell anybody',
  description: '{{ $value | humanize }} messages to a receiver failed in ten minutes; another receiver may still work.',
  look: [
    'The logs of Alertmanager: which receiver, which answer?',
    'A webhook or a password that was revoked: the Secret that the receiver names.',
  ],
  proof: (of) => ({
    labels: { ...of, job: 'watcher' },
    failing: counted(of, 'alertmanager_notifications_failed_total', growing(0.01, hour)),
    holdsFrom: 30,
    healthy: counted(of, 'alertmanager_notifications_failed_total', growing(0, hour)),
    stories: [
      {
        name: 'it works again',
        series: counted(of, 'alertmanager_notifications_failed_total', growingThen(0.01, 1200, 0, 2 * hour)),
        moments: [
          { at: 1200 + 480, fires: true },
          { at: 1200 + 660, fires: false },
        ],
      },
    ],
  }),
};

/** Alerts on Prometheus and Alertmanager themselves. */
export const watcherAlerts = {
  RuleEvaluationFailing: rulesFail,
  PrometheusReloadFailed: reloadFails,
  NotificationsFailing: notifyFails,
};
