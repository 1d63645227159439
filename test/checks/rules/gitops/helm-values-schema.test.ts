import { helmValuesSchema } from '../../../../src/checks/rules/gitops/helm-values-schema.js';
import { findings } from '../../findings.js';

const check = (chart: string, helm: string) =>
  findings(
    helmValuesSchema,
    `{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: a, namespace: argocd}, spec: {source: {repoURL: u, chart: ${chart}, helm: {${helm}}}}}\n`,
  );
const updater = (config: string) => check('argocd-image-updater', `valuesObject: {config: {${config}}}`);

test('two steps that are written as one', () => {
  const message = 'is no value of chart "argocd-image-updater": a dot does not part the steps of a key';
  expect(updater("argocd.insecure: 'true'")).toEqual([
    `error spec.source.helm.valuesObject.config["argocd.insecure"]: "argocd.insecure" ${message}`,
  ]);
  expect(check('argocd-image-updater', 'values: "config: {argocd.insecure: true}"')).toHaveLength(1);
  expect(check('gateway', 'valuesObject: {service.type: NodePort}')).toHaveLength(1);
});

test('a key that the chart does not read', () => {
  expect(updater('argocd: {grpc_web: false}')).toEqual([
    'error spec.source.helm.valuesObject.config.argocd.grpc_web: "grpc_web" is no value of chart "argocd-image-updater"',
  ]);
});

test.each([
  ['kiali-server', 'external_service: {}', '"external_service" is no value of chart "kiali-server"'],
  ['kiali-server', 'prometheus: {url: u}', 'prometheus: "prometheus" is no value of chart "kiali-server"'],
  ['kiali-server', 'deployment: {accessibleNamespaces: []}', 'deployment.accessibleNamespaces: '],
  ['grafana', 'service: {nodeport: 30300}', 'is no value of chart "grafana" below service'],
  ['kube-prometheus-stack', 'prometheus: {prometheusSpec: {additionalServiceMonitors: []}}', 'below prometheus.prom'],
  ['keda', 'metricServer: {replicaCount: 1}', '"metricServer" is no value of chart "keda"'],
  ['jaeger', 'extraEnv: []', '"extraEnv" is no value of chart "jaeger"'],
])('a value of %s by another name, or at another place: %s', (chart, values, said) => {
  expect(check(chart, `valuesObject: {${values}}`)).toEqual([expect.stringContaining(said)]);
});

test.each([
  ['a value that a later release may have', check('grafana', 'valuesObject: {somethingNew: 1}')],
  ['one key at two places', check('keda', 'valuesObject: {metricsServer: {}, resources: {metricServer: {}}}')],
  ['a plain word', check('grafana', 'valuesObject: {sidecar: {dashboards: {}, labels: {}, port: 1}}')],
  ['what it reads', updater('logLevel: info, argocd: {grpcWeb: false, insecure: true}')],
  ['a label', check('external-dns', 'valuesObject: {a.b/c: d}')],
  ['another part', check('gateway', 'valuesObject: {labels: {a.b: c}}')],
  ['another chart', check('grafana', 'valuesObject: {grafana.ini: {a: b}}')],
])('silent: %s', (_, found) => {
  expect(found).toEqual([]);
});

test('a value without which the chart is not rendered', () => {
  const alb = (values: string, more = '') => check('aws-load-balancer-controller', `valuesObject: {${values}}${more}`);
  expect(alb('region: x')).toEqual([
    'error spec.source.helm: chart "aws-load-balancer-controller" is given no "clusterName"',
  ]);
  expect(alb('clustername: x')).toEqual([
    'error spec.source.helm.valuesObject.clustername: chart "aws-load-balancer-controller" is given no "clusterName"',
  ]);
  expect(alb('clusterName: x')).toEqual([]);
  expect(alb('region: x', ', valueFiles: [v.yaml]')).toEqual([]);
});
