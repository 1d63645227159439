import { refMissing } from '../../../../src/checks/rules/workloads/ref-missing.js';
import type { Facts } from '../../../../src/cluster/facts.js';
import { deployment, findings } from '../../findings.js';

const secret = (name: string, namespace = 'api') =>
  `---\n{apiVersion: v1, kind: Secret, metadata: {name: ${name}, namespace: ${namespace}}}\n`;
const reads = (name: string, more = '') =>
  deployment('shop', `volumes: [{name: s, secret: {secretName: ${name}${more}}}]`);
const field = 'spec.template.spec.volumes[0].secret.secretName';

test('where the set has others of the kind, it is an error', () => {
  expect(findings(refMissing, secret('other') + reads('db'))).toEqual([
    `error ${field}: Secret "db" does not exist in namespace "api"`,
  ]);
});

test('where it has none, somebody else may bring them: a warning', () => {
  expect(findings(refMissing, reads('db'))).toEqual([
    `warning ${field}: Secret "db" does not exist in namespace "api"`,
  ]);
});

test('one that is read in several places is said once', () => {
  const twice = deployment(
    'shop',
    'volumes: [{name: a, secret: {secretName: db}}, {name: b, secret: {secretName: db}}]',
  );
  expect(findings(refMissing, secret('other') + twice)).toHaveLength(1);
});

test.each([
  ['optional', reads('db', ', optional: true')],
  ['a template in the name', reads('"{{ name }}"')],
  [
    'made by an ExternalSecret',
    `---\n{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: x, namespace: api}, spec: {target: {name: db}}}\n${reads('db')}`,
  ],
  [
    'made by a SealedSecret',
    `---\n{apiVersion: bitnami.com/v1alpha1, kind: SealedSecret, metadata: {name: db, namespace: api}, spec: {}}\n${reads('db')}`,
  ],
  [
    'made by a Certificate',
    `---\n{apiVersion: cert-manager.io/v1, kind: Certificate, metadata: {name: x, namespace: api}, spec: {secretName: db, issuerRef: {name: i}}}\n---\n{apiVersion: cert-manager.io/v1, kind: Issuer, metadata: {name: i, namespace: api}}\n${reads('db')}`,
  ],
  [
    'made by an operator',
    `---\n{apiVersion: rabbitmq.com/v1beta1, kind: RabbitmqCluster, metadata: {name: mq, namespace: api}}\n${reads('mq-default-user')}`,
  ],
  ['the default ServiceAccount', deployment('shop', 'serviceAccountName: default')],
])('silent: %s', (_, text) => {
  expect(findings(refMissing, secret('other') + text)).toEqual([]);
});

test('silent: declared to exist outside Git', () => {
  const external = [{ apiVersion: 'v1', kind: 'Secret', namespace: 'api', name: 'db' }];
  expect(findings(refMissing, secret('other') + reads('db'), { external })).toEqual([]);
});

test('a chart may fill the namespace: a warning', () => {
  const chart =
    '---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: x, namespace: argocd}, spec: {project: default, destination: {namespace: api}, source: {chart: redis, repoURL: x}}}\n';
  expect(findings(refMissing, secret('other') + chart + reads('db'))).toEqual([expect.stringMatching(/^warning/)]);
});

describe('the class of an Ingress', () => {
  const ingress =
    '---\n{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: shop, namespace: api}, spec: {ingressClassName: ngnix}}\n';
  const own = '---\n{apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: ngnix}}\n';
  const message = 'error spec.ingressClassName: IngressClass "ngnix" does not exist in the cluster';

  it('that nobody brings is an error, once it is known which there are', () => {
    expect(findings(refMissing, ingress, { ingressClasses: ['nginx'] })).toEqual([message]);
    expect(findings(refMissing, ingress, { ingressClasses: [] })).toEqual([message]);
  });

  test.each<[string, string, Facts]>([
    ['nothing is known of classes', ingress, {}],
    ['the facts name it', ingress, { ingressClasses: ['ngnix'] }],
    ['the set makes it', ingress + own, { ingressClasses: [] }],
  ])('silent: %s', (_, text, facts) => {
    expect(findings(refMissing, text, facts)).toEqual([]);
  });
});

test('silent: the credentials that open a store of secrets, in a namespace of others', () => {
  const ref = (key: string) => `{name: bootstrap, namespace: kube-system, key: ${key}}`;
  const store = `---\n{apiVersion: external-secrets.io/v1, kind: ClusterSecretStore, metadata: {name: s}, spec: {provider: {aws: {service: ParameterStore, region: x, auth: {secretRef: {accessKeyIDSecretRef: ${ref('a')}, secretAccessKeySecretRef: ${ref('b')}}}}}}}\n`;
  expect(findings(refMissing, store)).toEqual([]);
  const owned = secret('other').replaceAll('namespace: api', 'namespace: kube-system');
  expect(findings(refMissing, owned + store)).toEqual([expect.stringMatching(/^error/)]);
});

test('a broker, its users, an issuer and what a scaler signs in with', () => {
  const object = (apiVersion: string, kind: string, spec: string) =>
    `---\n{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: x, namespace: api}, spec: {${spec}}}\n`;
  const broker = object('rabbitmq.com/v1beta1', 'RabbitmqCluster', 'replicas: 1');
  const queue = object('rabbitmq.com/v1beta1', 'Queue', 'name: q, rabbitmqClusterReference: {name: other}');
  const certificate = object('cert-manager.io/v1', 'Certificate', 'secretName: s, issuerRef: {name: other}');
  const scaler = object(
    'keda.sh/v1alpha1',
    'ScaledObject',
    'triggers: [{type: rabbitmq, metadata: {}, authenticationRef: {name: other}}]',
  );
  const of = (text: string) => findings(refMissing, text);
  expect(of(broker + queue)).toEqual([
    'error spec.rabbitmqClusterReference.name: RabbitmqCluster "other" does not exist in namespace "api"',
  ]);
  expect(of(certificate)).toEqual(['warning spec.issuerRef.name: Issuer "other" does not exist in namespace "api"']);
  expect(of(scaler)).toEqual([
    'warning spec.triggers[0].authenticationRef.name: TriggerAuthentication "other" does not exist in namespace "api"',
  ]);
});

test('a Secret that a pod of the set makes when it runs', () => {
  const role = (verbs: string, names = '') =>
    `---\n{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: maker, namespace: api}, rules: [{apiGroups: [""], resources: [secrets], verbs: [${verbs}]}, {apiGroups: [""], resources: [secrets], verbs: [get], resourceNames: [${names}]}]}
---\n{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: maker, namespace: api}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: maker}, subjects: [{kind: ServiceAccount, name: maker}]}
---\n{apiVersion: v1, kind: ServiceAccount, metadata: {name: maker, namespace: api}}\n`;
  const job = (args: string) =>
    `---\n{apiVersion: batch/v1, kind: Job, metadata: {name: maker, namespace: api}, spec: {template: {spec: {restartPolicy: Never, serviceAccountName: maker, containers: [{name: a, image: "a:1", args: [${args}]}]}}}}\n`;
  const reader = secret('other') + reads('made');
  expect(findings(refMissing, reader + role('create', 'made'))).toEqual([]);
  expect(findings(refMissing, reader + role('create') + job('create, --secret-name=made'))).toEqual([]);
  expect(findings(refMissing, reader + role('create') + job('create, --secret-name=else'))).toHaveLength(1);
  expect(findings(refMissing, reader + role('update', 'made') + job('made'))).toHaveLength(1);
});

test('what an operator merges into its pods reads other objects as pods do', () => {
  const kibana = (spec: string) =>
    `{apiVersion: kibana.k8s.elastic.co/v1, kind: Kibana, metadata: {name: k, namespace: api}, spec: {version: 8.1.0, podTemplate: {spec: ${spec}}}}\n`;
  const found = findings(
    refMissing,
    kibana('{priorityClassName: high, containers: [{name: kibana, envFrom: [{secretRef: {name: db}}]}]}') + secret('a'),
  );
  expect(found).toEqual([
    'warning spec.podTemplate.spec.priorityClassName: PriorityClass "high" does not exist in the cluster',
    'error spec.podTemplate.spec.containers[0].envFrom[0].secretRef.name: Secret "db" does not exist in namespace "api"',
  ]);
  expect(findings(refMissing, kibana('{containers: [{name: kibana}]}') + secret('a'))).toEqual([]);
});
