import { checkTree } from '../../../../src/checks/check.js';
import { crdFirst } from '../../../../src/checks/rules/gitops/crd-first.js';
import { partFiles } from '../../../../src/manifest/files/sets.js';
import { findings, inFiles } from '../../findings.js';
import { application } from './applications.js';

const crd =
  '---\n{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: as.x.io}, spec: {group: x.io, names: {kind: A}}}\n';
const object = (apiVersion: string, kind: string) =>
  `---\n{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: o, namespace: api}}\n`;
const chart = (name: string) => application(name, `source: {repoURL: r, chart: ${name}, targetRevision: 1.0.0}`);

test('a kind of a group that the set defines', () => {
  expect(findings(crdFirst, crd + object('x.io/v1', 'B'))).toEqual([
    'error kind: no definition of group "x.io" has kind "B"',
  ]);
  expect(findings(crdFirst, crd + object('x.io/v1', 'A') + object('y.io/v1', 'B'))).toEqual([]);
});

test('a group that several projects share', () => {
  const argo = crd.replaceAll('x.io', 'argoproj.io').replace('kind: A', 'kind: Application');
  expect(findings(crdFirst, argo + object('argoproj.io/v1alpha1', 'Rollout'))).toEqual([]);
  expect(findings(crdFirst, argo + object('argoproj.io/v1alpha1', 'Workflow'))).toEqual([]);
  expect(findings(crdFirst, argo + object('argoproj.io/v1alpha1', 'AppProject'))).toHaveLength(1);
});

test('no operator, where Applications install others', () => {
  const elastic = object('elasticsearch.k8s.elastic.co/v1', 'Elasticsearch');
  expect(findings(crdFirst, chart('keda') + chart('cert-manager') + elastic)).toEqual([
    'warning kind: Elasticsearch api/o: no Application installs ECK',
  ]);
  expect(findings(crdFirst, chart('keda') + chart('cert-manager') + chart('eck-operator') + elastic)).toEqual([]);
  expect(findings(crdFirst, chart('keda') + elastic)).toEqual([]);
});

test('what no Application applies, beside what they do, needs no operator yet', () => {
  const elastic = object('elasticsearch.k8s.elastic.co/v1', 'Elasticsearch');
  const folder = (name: string) => application(name, `source: {repoURL: r, path: k8s/${name}}`);
  const files = (applied: string) =>
    inFiles(crdFirst, {
      'apps.yaml': chart('keda') + chart('cert-manager') + folder('shop') + folder(applied),
      'k8s/shop/a.yaml': object('v1', 'ConfigMap'),
      'k8s/logs/a.yaml': elastic,
    });
  expect(files('logs')).toEqual(['warning kind: Elasticsearch api/o: no Application installs ECK']);
  expect(files('other')).toEqual([]);
});

test('the Application that is missing, where others are called after their charts', () => {
  const named = (name: string, of = name.replace('dev-', '')) =>
    application(name, `source: {repoURL: r, chart: ${of}, targetRevision: 1.0.0}`);
  const text = [named('dev-keda'), named('dev-cert-manager'), named('dev-flagger'), named('dev-alb', 'aws-lb')].join(
    '',
  );
  const elastic = ['a', 'b'].map((name) =>
    object('elasticsearch.k8s.elastic.co/v1', 'Elasticsearch').replace('o,', `${name},`),
  );
  const of = (all: string) =>
    checkTree(partFiles([{ file: 'a.yaml', path: 'a.yaml', text: all }]), {}, { rules: [crdFirst] }).findings;
  const [found, ...rest] = of(text + elastic.join(''));
  expect(rest).toEqual([]);
  expect(found?.message).toBe(
    'Elasticsearch api/a and 1 more: no Application installs ECK, as "dev-eck-operator" would',
  );
  expect(found?.object).toMatchObject({ kind: 'Application', namespace: 'argocd', name: 'dev-eck-operator' });
  expect(found?.also?.map((one) => one.object?.name)).toEqual(['a', 'b']);
  // As many that are called otherwise: no convention.
  const others = named('logs', 'loki') + named('mail', 'smtp');
  expect(of(text + others + elastic.join(''))[0]?.object).toMatchObject({ kind: 'Elasticsearch', name: 'a' });
});

test('what nobody brings, where all that is brought is known', () => {
  const elastic = object('elasticsearch.k8s.elastic.co/v1', 'Elasticsearch');
  const rollout = object('argoproj.io/v1alpha1', 'Rollout');
  const facts = { resources: ['keda.sh', 'Application.argoproj.io'] };
  expect(findings(crdFirst, elastic + elastic + rollout, facts)).toEqual([
    'error kind: Elasticsearch api/o: nothing brings "Elasticsearch.elasticsearch.k8s.elastic.co"',
    'error kind: nothing brings Rollout (argoRollouts)',
  ]);
  const known = object('keda.sh/v1alpha1', 'ScaledObject') + object('argoproj.io/v1alpha1', 'Application');
  expect(findings(crdFirst, known + object('apps/v1', 'Deployment') + object('v1', 'Secret'), facts)).toEqual([]);
});

describe('definitions that a chart is told to leave out', () => {
  const application = (name: string, source: string) =>
    `---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: ${name}, namespace: argocd}, spec: {source: {repoURL: u, ${source}}, destination: {namespace: watch}}}\n`;
  const monitor =
    '---\n{apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, metadata: {name: shop, namespace: api}}\n';
  const stack = (helm: string) => application('stack', `chart: kube-prometheus-stack, helm: {${helm}}`);
  const message =
    'chart "kube-prometheus-stack" is told to leave out the definitions of "monitoring.coreos.com", and nothing else here brings them: ServiceMonitor api/shop needs one';

  it('where nothing else brings them', () => {
    expect(findings(crdFirst, stack('skipCrds: true') + monitor)).toEqual([
      `error spec.source.helm.skipCrds: ${message}`,
    ]);
    expect(findings(crdFirst, stack('valuesObject: {crds: {enabled: false}}') + monitor)).toEqual([
      `error spec.source.helm.valuesObject.crds.enabled: ${message}`,
    ]);
  });

  it('silent: an Application that is there for definitions, nobody who needs them, and a chart that brings them', () => {
    const others = application('crds', 'path: platform/crds/dev');
    expect(findings(crdFirst, stack('skipCrds: true') + others + monitor)).toEqual([]);
    expect(findings(crdFirst, stack('skipCrds: true'))).toEqual([]);
    expect(findings(crdFirst, stack('skipCrds: false') + monitor)).toEqual([]);
  });
});

test('an operator beside one that is called alike', () => {
  const others = chart('keda') + chart('cert-manager');
  const missing = (resource: string, ...charts: string[]) =>
    findings(crdFirst, others + charts.map(chart).join('') + resource);
  const virtual = object('networking.istio.io/v1', 'VirtualService');
  expect(missing(virtual, 'istio-base', 'istiod')).toEqual([]);
  expect(missing(virtual).join()).toContain('no Application installs Istio');
  const base = application('istio-base', 'source: {repoURL: istio, chart: base, targetRevision: 1.0.0}');
  expect(findings(crdFirst, others + base + virtual).join()).toContain('no Application installs Istio');
  const queue = object('rabbitmq.com/v1beta1', 'Queue');
  const cluster = object('rabbitmq.com/v1beta1', 'RabbitmqCluster');
  expect(missing(queue, 'messaging-topology-operator')).toEqual([]);
  expect(missing(queue, 'rabbitmq-cluster-operator')).toEqual([]);
  expect(missing(queue, 'cluster-operator').join()).toContain('no Application installs the topology operator');
  expect(missing(cluster, 'messaging-topology-operator').join()).toContain(
    'no Application installs the RabbitMQ operator',
  );
  const monitor = object('monitoring.coreos.com/v1', 'ServiceMonitor');
  expect(missing(monitor, 'prometheus-adapter').join()).toContain('no Application installs the Prometheus operator');
  expect(missing(monitor, 'kube-prometheus-stack')).toEqual([]);
  const told = application(
    'kiali',
    'source: {repoURL: r, chart: kiali, targetRevision: 1.0.0, helm: {valuesObject: {url: "http://prometheus.x.svc"}}}',
  );
  expect(findings(crdFirst, others + told + monitor)).toHaveLength(1);
});
