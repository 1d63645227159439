import { metricUnknown } from '../../../../src/checks/rules/monitoring/metric-unknown.js';
import type { Facts } from '../../../../src/cluster/facts.js';
import { deployment, findings } from '../../findings.js';
import {
  adapterOn,
  analysisOn,
  board,
  chartPanelOn,
  chartRule,
  flaggerMetricOn,
  panelOn,
  triggerOn,
} from './asked-queries.js';
import { alertOn, promRule } from './prometheus-rule.js';

test.each([
  ['a slip', 'kube_deployment_status_replicas_avaliable == 0', 'kube-state-metrics does not have'],
  ['a histogram without its suffix', 'http_request_duration_seconds > 1', 'a histogram: it has no series of that name'],
  ['a slip in a label', 'kube_deployment_spec_replicas{deploymet="x"} > 1', 'label "deploymet"'],
  ['a word in another form', 'certmanager_certificate_expiry_timestamp_seconds < 5', 'cert-manager does not have'],
  ['a name without its end', 'kube_pod_container_status_restarts > 1', 'kube-state-metrics does not have'],
  ['words in another order', 'redis_used_memory_bytes > 1', 'redis does not have'],
  ['a label by whose value another is meant', 'kube_pod_status_ready{status="false"} == 1', 'label "status"'],
  ['a label of every target', 'shop_orders_total{namespaces="api"} > 1', 'label "namespaces"'],
  ['a pattern that leaves nothing out', 'shop_orders_total{code!="5.*"} > 1', 'compared letter by letter'],
  ['a word for a number', 'up == false', 'compares with "false", which is the name of a metric here'],
  ['a stream that is not counted so', 'redis_stream_pending_entries > 1', 'redis does not have'],
])('says of %s what is wrong', (_, expr, message) => {
  expect(findings(metricUnknown, alertOn(expr))).toEqual([expect.stringContaining(message)]);
});

test.each([
  ['a metric of a service', 'shop_orders_total > 1'],
  ['one of an exporter that is not in the catalogue', 'rabbitmq_channel_messages_acked_total > 1'],
  ['a summary', 'http_request_duration_seconds{quantile="0.9"} > 1'],
  ['a label of its own beside the one', 'kube_pod_status_ready{condition="true", live="true"} == 1'],
  ['a label by relabelling', 'redis_up{redis_cluster="a"} == 0'],
])('silent: %s', (_, expr) => {
  expect(findings(metricUnknown, alertOn(expr))).toEqual([]);
});

test.each([
  ['an analysis', analysisOn('sum(rate(istio_request_total{pod=~"shop-{{args.hash}}-.*"}[{{args.window}}]))')],
  ['a metric of Flagger', flaggerMetricOn('sum(rate(istio_request_total[{{ interval }}]))')],
  ['a trigger', triggerOn('sum(rate(istio_request_total[2m]))')],
  ['the adapter', adapterOn('istio_request_total{namespace!=""}')],
  ['a panel', panelOn('rate(istio_request_total{namespace="$namespace"}[$__rate_interval])')],
  ['a panel in a chart', chartPanelOn('rate(istio_request_total[$window])')],
  ['a variable', board({ templating: { list: [{ query: 'label_values(istio_request_total{a="b"}, pod)' }] } })],
  ['a rule in a chart', chartRule('{alert: Shop, expr: istio_request_total > 1}')],
])('looks at the query of %s', (_, text) => {
  expect(findings(metricUnknown, text)).toEqual([expect.stringContaining('"istio_request_total", which istio does')]);
});

test.each([
  ['an old name', 'node_memory_MemTotal > 1', 'another name today'],
  ['a name that lacks a word', 'kube_pod_container_restarts_total > 1', 'kube-state-metrics does not have'],
  ['an old label', 'container_memory_rss{pod_name="a"} > 1', 'label "pod_name"'],
  ['the label of another exporter', 'istio_requests_total{code!~"5.*"} > 1', 'label "code"'],
  ['a value in lower case', 'rollout_info{phase="degraded"} == 1', 'phase = "degraded" of "rollout_info", which never'],
  ['a value that is none of all', 'argocd_app_info{sync_status=~"Out Of.*"} == 1', 'sync_status =~ "Out Of.*"'],
  [
    'a reason with a slip',
    'kube_pod_container_status_waiting_reason{reason="CrashLoopBackof"} > 0',
    'which never has it',
  ],
  ['a class as a code', 'istio_requests_total{response_code=~"5xx"} > 1', 'it has three digits'],
  ['a pattern behind =', 'up{job=".*shop.*"} == 0', 'job=".*shop.*", which is compared letter by letter'],
  ['several behind =', 'up{namespace="api|web"} == 0', 'namespace="api|web", which is compared letter by letter'],
])('a label or name that no series has: %s', (_, expr, message) => {
  expect(findings(metricUnknown, alertOn(expr))).toEqual([expect.stringContaining(message)]);
});

test.each([
  ['a reason of its own', 'kube_pod_container_status_terminated_reason{reason="ShopClosed"} > 0'],
  ['a pattern that fits', 'rollout_info{phase=~"Degraded|Error"} == 1'],
  ['what is left out', 'kube_pod_status_phase{phase!="Evicted"} == 1'],
  ['a metric with one word more than two of the catalogue', 'kube_pod_status_time > 1'],
])('silent: %s', (_, expr) => {
  expect(findings(metricUnknown, alertOn(expr))).toEqual([]);
});

test('a name of a Service, a job or a container with a slip', () => {
  const service = `---\n{apiVersion: v1, kind: Service, metadata: {name: checkout, namespace: api}, spec: {ports: [{port: 80}]}}\n`;
  expect(
    findings(
      metricUnknown,
      service +
        deployment('checkout') +
        alertOn('up{job="chekout"} == 0 or istio_requests_total{destination_service_name=~"checkout|chckout"} > 1'),
    ),
  ).toEqual([
    expect.stringContaining('destination_service_name "chckout"'),
    expect.stringContaining('job "chekout", which nothing declares or uses'),
  ]);
  expect(findings(metricUnknown, service + alertOn('up{job="checkout-2"} == 0'))).toEqual([]);
});

test('a name that one query asks for, and others nearly so', () => {
  const asked = ['a', 'b', 'c']
    .map((one) => `{alert: A, expr: 'shop_carts_open{a="${one}"} > 1'}`)
    .join('\n        - ');
  const and = (metric: string) =>
    findings(metricUnknown, promRule(`${asked}\n        - {alert: B, expr: '${metric} > 1'}`));
  expect(and('shop_open_carts')).toEqual([
    expect.stringContaining('asks for "shop_open_carts", and 3 other queries for "shop_carts_open"'),
  ]);
  expect(and('shop_cart_open')).toHaveLength(1);
  expect(and('shop_carts_closed')).toEqual([]);
});

test('what is filled in is not looked at', () => {
  expect(
    findings(metricUnknown, panelOn('kube_deployment_spec_replicas{namespace="$namespac", job=~"[[job]]"}')),
  ).toEqual([]);
  expect(
    findings(metricUnknown, panelOn('$metric{a="b"}') + panelOn('{app="istio_request_total"} |= "x"', 'loki')),
  ).toEqual([]);
});

test('a name that a rule of the set records is known', () => {
  expect(
    findings(metricUnknown, alertOn('redis_stream_x > 1') + promRule('{record: redis_stream_x, expr: up}')),
  ).toEqual([]);
});

test('a Rollout has no series of Deployments', () => {
  const rollout = `---\n{apiVersion: argoproj.io/v1alpha1, kind: Rollout, metadata: {name: shop, namespace: api}}\n`;
  expect(
    findings(metricUnknown, rollout + alertOn('kube_deployment_spec_replicas{deployment="shop", namespace="api"} > 1')),
  ).toEqual([expect.stringContaining('which is a Rollout')]);
});

const facts: Facts = {
  exporters: [{ exporter: 'fastapi', pods: { name: 'shop', namespace: 'api', labels: { app: 'shop' } }, port: 8000 }],
};
const asked = (service: string) => alertOn(`http_requests_total{namespace="api", service="${service}"} > 1`);

test('the chain breaks where nobody yields the metric, or nothing scrapes who does', () => {
  expect(findings(metricUnknown, deployment('shop') + asked('shop'), facts)).toEqual([
    expect.stringContaining('no monitor scrapes the pods of "shop"'),
  ]);
  expect(findings(metricUnknown, deployment('shop') + asked('shpo'), facts)).toEqual([
    expect.stringContaining('nobody there yields it: namespace "api", "shpo"'),
  ]);
  expect(findings(metricUnknown, alertOn('pg_up == 0'), facts)).toEqual([
    expect.stringContaining('nothing in the cluster yields metrics of postgresql'),
  ]);
});

test('a name a letter away from one that the workload yields', () => {
  const alert = (metric: string, service = 'shop') =>
    findings(metricUnknown, alertOn(`rate(${metric}{namespace="api", service="${service}"}[5m]) > 1`), facts);
  expect(alert('htp_requests_total')).toEqual([
    expect.stringContaining('asks for "htp_requests_total", and "shop" has "http_requests_total"'),
  ]);
  expect(alert('http_request_total')).toHaveLength(1);
  // It may have metrics of its own; and of others nothing is known.
  for (const own of ['orders_total', 'http_failures_total', 'htp_request_count']) expect(alert(own)).toEqual([]);
  expect(alert('htp_requests_total', 'elsewhere')).toEqual([]);
  expect(findings(metricUnknown, alertOn('rate(htp_requests_total[5m]) > 1'), facts)).toEqual([]);
});

test('a label a letter away from one of the metric that the workload yields', () => {
  const alert = (service: string) =>
    findings(metricUnknown, alertOn(`http_requests_total{service="${service}", stauts=~"5.."} > 1`), facts);
  expect(alert('shop')).toContainEqual(expect.stringContaining('label "stauts" of "http_requests_total"'));
  expect(alert('elsewhere').filter((one) => one.includes('stauts'))).toEqual([]);
});

test.each([
  ['a label of a known metric', 'sum by (phse) (kube_pod_status_phase) > 1', 'phse'],
  ['one of every target', 'sum by (namspace) (rate(shop_orders_total[5m])) > 1', 'namspace'],
  ['two letters of a short one', 'sum by (job, pdo) (rate(http_requests_total[5m])) > 1', 'pdo'],
  ['inside of another', 'count(max by (pdo) (shop_orders_total)) > 1', 'pdo'],
])('adds up by a label with a slip: %s', (_, expr, label) => {
  expect(findings(metricUnknown, alertOn(expr))).toEqual([expect.stringContaining(`adds up by "${label}"`)]);
});

test.each([
  'sum by (pods) (shop_orders_total) > 1',
  'sum by (zone, namespace) (shop_orders_total) > 1',
  'sum by (namspace) (label_replace(up, "namspace", "x", "namespace", "(.*)")) > 1',
  'sum by (namspace) (shop_orders_total * on (pod) group_left(namspace) shop_info) > 1',
  'sum without (pdo) (shop_orders_total) > 1',
  'sum by (pod, pdo) (shop_orders_total) > 1',
])('adds up by what may be there: %s', (expr) => {
  expect(findings(metricUnknown, alertOn(expr))).toEqual([]);
});

test('a name with colons that no rule records', () => {
  const record = promRule('{record: "slo:errors:rate5m", expr: up}');
  expect(findings(metricUnknown, alertOn('slo:errors:rate30m > 1') + record)).toEqual([
    expect.stringContaining('asks for "slo:errors:rate30m", which no rule records'),
  ]);
  expect(findings(metricUnknown, alertOn('slo:errors:rate5m > 1') + record)).toEqual([]);
  // Charts bring rules of their own.
  expect(findings(metricUnknown, alertOn('node:cpu:ratio > 1') + record)).toEqual([]);
  expect(
    findings(metricUnknown, alertOn('node:cpu:ratio > 1') + promRule('{record: "node:disk:left", expr: up}')),
  ).toEqual([]);
});

test('a namespace a letter away from one that is there', () => {
  const alert = (namespace: string) => findings(metricUnknown, alertOn(`up{namespace="${namespace}"} == 0`) + there);
  const there = '---\n{apiVersion: v1, kind: Namespace, metadata: {name: logging}}\n';
  expect(alert('loging')).toEqual([
    expect.stringContaining('asks for namespace "loging", which nothing declares or uses'),
  ]);
  expect(alert('logging')).toEqual([]);
  expect(alert('elsewhere')).toEqual([]);
});

test('a value that one query asks for, and several others by a letter more', () => {
  const asking = (...hosts: readonly string[]) =>
    hosts
      .map((host, i) => alertOn(`shop_load{host="${host}"} > ${i}`).replace('name: shop,', `name: shop${i},`))
      .join('');
  expect(findings(metricUnknown, asking('k8s-logging', 'k8s-logging', 'k8s-logging', 'k8s-loging'))).toEqual([
    expect.stringContaining('asks for host "k8s-loging", and 3 other queries for "k8s-logging"'),
  ]);
  expect(findings(metricUnknown, asking('node-a1', 'node-a1', 'node-a1', 'node-a2'))).toEqual([]);
});

describe('metrics that autoscalers look at', () => {
  const scaler = (name: string, source = 'pods') =>
    `---\n{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: shop, namespace: api}, spec: {metrics: [{${source}: {metric: {name: ${name}}}}]}}\n`;
  const adapter = (rules: string) =>
    `---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: a, namespace: argocd}, spec: {source: {chart: prometheus-adapter, helm: {valuesObject: {rules: {${rules}}}}}}}\n`;
  const rule = `default: false, custom: [{seriesQuery: 'orders_total{pod!=""}', name: {matches: "^(.*)_total$", as: "\${1}_rate"}}]`;

  it('no rule of the adapter gives', () => {
    expect(findings(metricUnknown, adapter(rule) + scaler('orders_total'))).toEqual([
      'warning spec.metrics[0].pods.metric.name: "shop" scales by "orders_total", which no rule of the adapter gives',
    ]);
  });

  it('no rule of the adapter gives, and KEDA has those of its own', () => {
    const external = scaler('orders_rate').replaceAll(/Pods|pods/g, (one) =>
      one === 'Pods' ? 'External' : 'external',
    );
    const keda = adapter('').replaceAll(/prometheus-adapter|name: a/g, (one) =>
      one === 'name: a' ? 'name: k' : 'keda',
    );
    expect(findings(metricUnknown, adapter(rule) + keda + external)).toEqual([
      'warning spec.metrics[0].external.metric.name: "shop" scales by "orders_rate", which no rule of the adapter gives',
    ]);
    expect(findings(metricUnknown, adapter('external: [{seriesQuery: up}]') + keda + external)).toEqual([]);
    expect(findings(metricUnknown, keda + external)).toEqual([]);
  });

  it.each([
    ['what a rule gives', adapter(rule) + scaler('orders_rate')],
    ['the rules of the adapter itself', adapter('') + scaler('orders_total')],
    ['rules about many', adapter('default: false, custom: [{seriesQuery: "{pod!=\\"\\"}"}]') + scaler('orders_total')],
    ['no adapter', scaler('orders_total')],
  ])('silent: %s', (_, text) => {
    expect(findings(metricUnknown, text)).toEqual([]);
  });
});
