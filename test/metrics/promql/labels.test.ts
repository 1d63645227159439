import { labelsOf } from '../../../src/metrics/promql/labels.js';
import { parse } from '../../../src/metrics/promql/parse.js';

const known = new Map([
  ['requests_total', new Set(['namespace', 'job', 'pod', 'status'])],
  ['limits', new Set(['namespace', 'pod', 'unit'])],
  ['x_bucket', new Set(['job', 'le'])],
]);

it.each([
  ['requests_total', ['job', 'namespace', 'pod', 'status']],
  ['rate(requests_total[5m])', ['job', 'namespace', 'pod', 'status']],
  ['sum by (job, gone) (requests_total)', ['job']],
  ['sum without (pod) (requests_total)', ['job', 'namespace', 'status']],
  ['sum(requests_total)', []],
  ['topk(3, requests_total)', ['job', 'namespace', 'pod', 'status']],
  ['count_values("v", requests_total)', ['v']],
  ['requests_total / on (namespace, pod) limits', ['namespace', 'pod']],
  ['requests_total * on (pod) group_left (unit) limits', ['job', 'namespace', 'pod', 'status', 'unit']],
  ['requests_total > ignoring (status, job) limits', ['namespace', 'pod']],
  ['requests_total and limits', ['job', 'namespace', 'pod', 'status']],
  ['sum by (job) (requests_total) or sum by (pod) (limits)', ['job', 'pod']],
  ['1 - limits', ['namespace', 'pod', 'unit']],
  ['histogram_quantile(0.9, x_bucket)', ['job']],
  ['absent(up{job="a", pod=~"x", env="p", env!="q"})', ['job']],
  ['label_replace(x_bucket, "new", "$1", "job", "(.*)")', ['job', 'le', 'new']],
  ['vector(1)', []],
  ['elsewhere', 'any'],
  ['sum by (a) (elsewhere)', ['a']],
])('%s yields %s', (query, labels) => {
  const parsed = parse(query);
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  const found = labelsOf(parsed.expr, (metric) => known.get(metric));
  expect(found === 'any' ? found : [...found].sort()).toEqual(labels);
});
