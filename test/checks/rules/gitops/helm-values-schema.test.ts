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

const at = 'error spec.source.helm.valuesObject';

test('a name that the chart has, written otherwise', () => {
  const of = (chart: string, values: string) => check(chart, `valuesObject: {${values}}`);
  expect(of('kube-prometheus-stack', 'prometheusoperator: {}')).toEqual([
    `${at}.prometheusoperator: "prometheusoperator" is no value of chart "kube-prometheus-stack"`,
  ]);
  expect(of('kiali-server', 'externalServices: {}')).toHaveLength(1);
  expect(of('keda', 'resources: {metricsServer: {}}')).toHaveLength(1);
  expect(of('kiali-server', 'external_services: {tracing: {inClusterUrl: u}}')).toHaveLength(1);
  expect(of('kiali-server', 'prometheus: {url: u}')).toHaveLength(1);
  expect(of('grafana', 'service: {nodeport: 30300}')).toHaveLength(1);
  expect(of('kube-prometheus-stack', 'prometheus: {prometheusSpec: {additionalServiceMonitors: []}}')).toHaveLength(1);
  expect(of('istiod', 'meshConfig: {extensionProviders: [{envoyExtAuthzGRPC: {}}]}')).toEqual([
    `${at}.meshConfig.extensionProviders[0].envoyExtAuthzGRPC: "envoyExtAuthzGRPC" is no value of chart "istiod"`,
  ]);
  // What we do not know may be read.
  expect(of('kube-prometheus-stack', 'windowsMonitoring: {}, kube-state-metrics: {}')).toEqual([]);
});

test('what the chart has at another place', () => {
  expect(check('kube-prometheus-stack', 'valuesObject: {prometheus: {retention: 15d}}')).toEqual([
    `${at}.prometheus.retention: chart "kube-prometheus-stack" does not read "prometheus.retention"`,
  ]);
  expect(check('external-secrets', 'values: "controller: {env: []}"')).toEqual([
    'error spec.source.helm.values.controller.env: chart "external-secrets" does not read "controller.env"',
  ]);
});

test('a word that the program does not know', () => {
  expect(check('external-dns', 'valuesObject: {policy: upsert, provider: AWS, sources: [services]}')).toEqual([
    `${at}.policy: chart "external-dns" takes no "upsert" for policy`,
    `${at}.provider: chart "external-dns" takes no "AWS" for provider`,
    `${at}.sources[0]: chart "external-dns" takes no "services" for sources`,
  ]);
  expect(check('external-dns', 'valuesObject: {policy: sync, provider: ovh, sources: [ingress, pod]}')).toEqual([]);
});

test('fields of Kubernetes in the values of any chart', () => {
  const of = (values: string) => check('cart', `valuesObject: {${values}}`);
  expect(of('image: {pullPolicy: Alway}, service: {type: Nodeport}, a: {persistence: {size: 20GB}}')).toEqual([
    `${at}.image.pullPolicy: "Alway" is none of Always, IfNotPresent, Never`,
    `${at}.service.type: "Nodeport" is none of ClusterIP, NodePort, LoadBalancer, ExternalName`,
    `${at}.a.persistence.size: "20GB" is no quantity`,
  ]);
  expect(of('image: {repository: "ghcr.io/team/cart:1.0", tag: 1.0.0}')).toEqual([
    `${at}.image.repository: repository "ghcr.io/team/cart:1.0" has a tag, and "tag" is given beside it`,
  ]);
  expect(
    of('image: {repository: "host:5000/cart", tag: 1.0.0, pullPolicy: Always}, service: {type: None}, size: large'),
  ).toEqual([]);
});
