import { kubeState } from '../../src/metrics/catalogue/kubernetes.js';
import { requests } from '../../src/metrics/catalogue/requests.js';
import { above, and, divide, equals, orNone, ratio, sum } from '../../src/metrics/combine.js';
import { quantile, shareAbove } from '../../src/metrics/histogram.js';
import { absent, increase, like, rate, unlike, value } from '../../src/metrics/query.js';

const where = { namespace: 'api', job: 'waste-api' } as const;
const by = ['namespace', 'job'] as const;
const all = sum(rate(requests.http_requests_total, { ...where, handler: unlike('/health') }, '5m'), by);
const failed = sum(rate(requests.http_requests_total, { ...where, status: like('5..') }, '5m'), by);

it('writes matchers in one order, whatever order they were given in', () => {
  const one = value(kubeState.kube_pod_status_phase, { phase: 'Failed', namespace: 'api' });
  expect(`${one}`).toBe('kube_pod_status_phase{namespace="api", phase="Failed"}');
});

it('divides by what is above zero, and counts no series of failures as none', () => {
  expect(`${ratio(orNone(failed, all), all)}`).toBe(
    [
      '(',
      '  sum by (namespace, job) (',
      '    rate(http_requests_total{job="waste-api", namespace="api", status=~"5.."}[5m])',
      '  )',
      '  or (',
      '    sum by (namespace, job) (',
      '      rate(http_requests_total{handler!~"/health", job="waste-api", namespace="api"}[5m])',
      '    )',
      '    * 0',
      '  )',
      ')',
      '/ (',
      '  sum by (namespace, job) (',
      '    rate(http_requests_total{handler!~"/health", job="waste-api", namespace="api"}[5m])',
      '  )',
      '  > 0',
      ')',
    ].join('\n'),
  );
});

it('matches two metrics on the labels that both have', () => {
  const none = equals(value(kubeState.kube_deployment_status_replicas_available), 0);
  const wanted = above(value(kubeState.kube_deployment_spec_replicas), 0);
  expect(`${and(none, wanted, ['namespace', 'deployment'])}`).toBe(
    'kube_deployment_status_replicas_available == 0\n' +
      'and on (namespace, deployment) kube_deployment_spec_replicas > 0',
  );
});

it('aggregates a quantile by le, and a share by a bound as it is stored', () => {
  const observed = { where, window: '5m', by } as const;
  expect(`${quantile(0.95, requests.http_request_duration_seconds, observed)}`).toContain(
    'sum by (le, namespace, job)',
  );
  expect(`${shareAbove(1, requests.http_request_duration_seconds, observed)}`).toContain('le="1.0"');
});

it.each([
  [
    increase(kubeState.kube_pod_container_status_restarts_total, {}, '15m'),
    'increase(kube_pod_container_status_restarts_total[15m])',
  ],
  [absent(kubeState.kube_pod_info, { pod: 'x' }), 'absent(kube_pod_info{pod="x"})'],
] as const)('writes a function of a range: %#', (query: { toString(): string }, text: string) =>
  expect(`${query}`).toBe(text),
);

it('does not compile where a query asks for what is not there', () => {
  // @ts-expect-error a counter's rate, not a gauge's
  rate(kubeState.kube_pod_info, {}, '5m');
  // @ts-expect-error a label that the metric does not have
  value(kubeState.kube_pod_info, { deployment: 'x' });
  // @ts-expect-error a label that the aggregation dropped
  sum(all, ['pod']);
  // @ts-expect-error sides with other labels, without saying what they are matched on
  and(all, value(kubeState.kube_pod_info));
  // @ts-expect-error a division of sides with other labels
  divide(all, value(kubeState.kube_pod_info));
  // @ts-expect-error a metric that no exporter has
  expect(kubeState.kube_rollout_status_replicas).toBeUndefined();
});
