import { checkTree } from '../../../../src/checks/check.js';
import { vectorMatch } from '../../../../src/checks/rules/monitoring/vector-match.js';
import { partFiles } from '../../../../src/manifest/files/sets.js';
import { findings } from '../../findings.js';
import { alertOn } from './prometheus-rule.js';

test('sides with different labels', () => {
  expect(findings(vectorMatch, alertOn('sum by (a) (x) / sum by (b) (y) > 1'))).toEqual([
    expect.stringContaining('differ in "a", "b"'),
  ]);
});

test.each([
  'sum by (a) (x) / on (a) group_left sum by (a, b) (y) > 1',
  'sum by (a) (x) / sum by (a) (y) > 1',
  'sum by (a) (x) / 2 > 1',
  'time() - max by (a) (x) > 60',
  'x / y > 1',
  'sum by (a) (x) or sum by (b) (y)',
])('silent: %s', (expr) => {
  expect(findings(vectorMatch, alertOn(expr))).toEqual([]);
});

test.each([
  ['sum(x) / sum by (pod) (y) > 1', '"pod"'],
  ['sum by (pod) (x) / sum(y) > 1', '"pod"'],
  ['sum(rate(x[5m])) / y{job="a"} > 1', '"job"'],
  ['sum(x) / kube_pod_info > 1', '"instance", "job"'],
  ['x{job="a"} + vector(0) > 1', '"job"'],
  ['rollout_info_replicas_available < kube_deployment_spec_replicas', '"deployment", "name"'],
  // The one has a label by which it tells roles apart, the other has not.
  ['redis_connected_slaves == 0 and redis_instance_info{role="master"} == 1', '"role"'],
])('one side has labels that the other cannot have: %s', (expr, differing) => {
  expect(findings(vectorMatch, alertOn(expr))).toEqual([
    expect.stringMatching(new RegExp(`joins series that differ in ${differing}$`)),
  ]);
});

test.each([
  'sum(x) / sum(y) > 1',
  'sum(x) / on () group_left sum by (pod) (y) > 1',
  'sum by (pod) (x{pod="a"}) / y > 1',
  'x{cluster="a"} / kube_pod_info > 1',
  'kube_pod_info{cluster="a"} / kube_pod_status_phase > 1',
  'kube_pod_status_phase{namespace="a"} / redis_up > 1',
  'x{job=""} / sum(y) > 1',
  'x{job=~".*"} / sum(y) > 1',
  '(sum(x) or vector(0)) / sum(y) > 1',
  'label_replace(x{a="b"}, "a", "", "", "") / sum(y) > 1',
])('what may match is not reported: %s', (expr) => {
  expect(findings(vectorMatch, alertOn(expr))).toEqual([]);
});

test('a side without labels is spread over the other, when its author says so', () => {
  const [finding] = checkTree(
    partFiles([{ file: 'a.yaml', path: 'a.yaml', text: alertOn('sum by (pod) (x) / sum(y) > 1') }]),
    {},
    { rules: [vectorMatch], settings: { 'vector-match': 'on' } },
  ).findings;
  expect(finding?.fix).toBe('sum by (pod) (x)… / on () group_left …');
});

const watched = '{apiVersion: monitoring.coreos.com/v1, kind: Prometheus, metadata: {name: main, namespace: api}}\n';
const share = (op: string) => alertOn(`sum by (job) (rate(ok_total[5m])) / sum by (job) (rate(all_total[5m])) ${op}`);

test('a share that must not fall is silent when everything is down', () => {
  expect(findings(vectorMatch, watched + share('< 0.9'))).toEqual([
    expect.stringContaining('compares 0/0 where nobody asks'),
  ]);
});

test.each([
  ['above a limit silence is right', watched + share('> 0.9')],
  ['another alert asks whether the target is there', watched + share('< 0.9') + alertOn('up{job="a"} == 0')],
  ['it asks for absence itself', watched + share('< 0.9 or absent(up)')],
  ['who knows what other alerts there are', share('< 0.9')],
])('silent: %s', (_, text) => {
  expect(findings(vectorMatch, text)).toEqual([]);
});

const failures = (by: string, more = '') =>
  alertOn(
    `sum${by} (rate(http_requests_total{status=~"5.."${more}}[5m])) / sum${by} (rate(http_requests_total{status!="1"${more}}[5m])) > 0.05`,
  );
const exporter = (name: string) => ({ exporter: 'fastapi', pods: { name, namespace: 'api', labels: {} }, port: 80 });
const two = { exporters: [exporter('a'), exporter('b')] };

test('a sum over all services hides the one that fails', () => {
  expect(findings(vectorMatch, failures(''), two)).toEqual([
    expect.stringContaining('divides sums of "http_requests_total" over all services'),
  ]);
  expect(findings(vectorMatch, failures('', ', namespace=~"api|web"'), two)).toEqual([]);
  expect(findings(vectorMatch, failures(' by (service)'), two)).toEqual([]);
  expect(findings(vectorMatch, failures(''), { exporters: [exporter('a')] })).toEqual([]);
  expect(findings(vectorMatch, failures(''))).toEqual([]);
});

describe('a quantile of buckets', () => {
  const quantile = (sum: string) => findings(vectorMatch, alertOn(`histogram_quantile(0.99, ${sum}) > 1`));

  it.each(['sum by (pod) (rate(x_bucket[5m]))', 'sum(rate(x_bucket[5m]))', 'sum without (le) (rate(x_bucket[5m]))'])(
    'that are added up: %s',
    (sum) => {
      expect(quantile(sum)).toEqual([expect.stringContaining('gets a sum without the label "le"')]);
    },
  );

  it.each([
    'sum by (le, pod) (rate(x_bucket[5m]))',
    'sum without (pod) (rate(x_bucket[5m]))',
    'rate(x_bucket[5m])',
    // A native histogram is one sample.
    'sum by (pod) (rate(x[5m]))',
  ])('silent: %s', (sum) => {
    expect(quantile(sum)).toEqual([]);
  });
});

test.each([
  [
    'histogram_quantile(99, sum by (le) (rate(x_bucket[5m]))) > 1',
    'asks for the quantile 99, and they are from 0 to 1',
  ],
  ['histogram_quantile(0.9, sum by (le) (rate(x_sum[5m]))) > 1', 'is given "…_sum", which has no buckets'],
])('a quantile of nothing: %s', (expr, said) => {
  expect(findings(vectorMatch, alertOn(expr))).toEqual([expect.stringContaining(said)]);
});
