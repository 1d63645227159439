import { exampleCanary } from '../../../../src/checks/delivery/canaries.js';
import { selectsNothing } from '../../../../src/checks/rules/workloads/selects-nothing.js';
import { deployment, findings } from '../../findings.js';

const policy = (kind: string, selector: string) =>
  `---\n{apiVersion: security.istio.io/v1, kind: ${kind}, metadata: {name: p, namespace: api}, spec: {selector: ${selector}}}\n`;
const budget = (selector: string) =>
  `---\n{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: p, namespace: api}, spec: {selector: ${selector}}}\n`;

test.each([
  [policy('PeerAuthentication', '{matchLabels: {app: shop}}'), 0],
  [policy('PeerAuthentication', '{matchLabels: {app: other}}'), 1],
  [policy('AuthorizationPolicy', '{matchLabels: {app: other}}'), 1],
  [budget('{}'), 0],
  [budget('{matchLabels: {app: "{{ .Values.name }}"}}'), 0],
  [budget('{matchExpressions: [{key: app, operator: In, values: [other, shop]}]}'), 0],
  [budget('{matchExpressions: [{key: app, operator: In, values: [other]}]}'), 1],
])('%s', (text, count) => {
  expect(findings(selectsNothing, deployment('shop') + text)).toHaveLength(count);
});

test('without pods in the namespace nothing can be said', () => {
  expect(findings(selectsNothing, budget('{matchLabels: {app: other}}'))).toEqual([]);
});

test('the copies that Flagger makes are selected by their own name', () => {
  const of = (app: string) => exampleCanary() + budget(`{matchLabels: {app: ${app}}}`);
  expect(findings(selectsNothing, of('shop-primary'))).toEqual([]);
  expect(findings(selectsNothing, of('shop-secondary'))).toHaveLength(1);
});

const elsewhere = (kind: string, namespace: string, app = 'shop') =>
  budget(`{matchLabels: {app: ${app}}}`)
    .replace('namespace: api', `namespace: ${namespace}`)
    .replace('PodDisruptionBudget', kind);

test('what is meant for pods of another namespace', () => {
  expect(findings(selectsNothing, deployment('shop') + elsewhere('PodDisruptionBudget', 'default'))).toEqual([
    'warning spec.selector: selector "app=shop" matches no pod in namespace "default": "api" has such pods',
  ]);
  const filter =
    '---\n{apiVersion: networking.istio.io/v1alpha3, kind: EnvoyFilter, metadata: {name: f, namespace: default}, spec: {workloadSelector: {labels: {app: shop}}}}\n';
  expect(findings(selectsNothing, deployment('shop') + filter)).toEqual([
    'warning spec.workloadSelector.labels: selector "app=shop" matches no pod in namespace "default": "api" has such pods',
  ]);
  // What stands in the namespace of the mesh is for all others too.
  expect(findings(selectsNothing, deployment('shop') + filter.replace('default', 'istio-system'))).toEqual([]);
});

test('it is not known whom it is meant for', () => {
  const chart = (release: string) =>
    `---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: ${release}, namespace: argocd}, spec: {source: {repoURL: r, chart: c}, destination: {namespace: default}}}\n`;
  const text = deployment('shop') + elsewhere('PodDisruptionBudget', 'default');
  expect(findings(selectsNothing, text + chart('redis'))).toHaveLength(1);
  expect(findings(selectsNothing, text + chart('my-shop'))).toEqual([]);
  const two = deployment('shop') + deployment('shop').replaceAll('namespace: api', 'namespace: office');
  expect(findings(selectsNothing, two + elsewhere('PodDisruptionBudget', 'default'))).toEqual([]);
});

test('a filter for a gateway that is called otherwise', () => {
  const gateway =
    '---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: entry-gateway, namespace: argocd}, spec: {source: {repoURL: "https://istio.io/charts", chart: gateway, helm: {valuesObject: {}}}, destination: {namespace: istio-system}}}\n';
  const filter = (name: string) =>
    `---\n{apiVersion: networking.istio.io/v1alpha3, kind: EnvoyFilter, metadata: {name: f, namespace: istio-system}, spec: {workloadSelector: {labels: {istio: ${name}}}}}\n`;
  expect(findings(selectsNothing, gateway + filter('entrygateway'))).toEqual([
    'warning spec.workloadSelector.labels: no gateway has the labels "istio=entrygateway": there is istio=entry-gateway of release "entry-gateway"',
  ]);
  expect(findings(selectsNothing, gateway + filter('entry-gateway'))).toEqual([]);
});

test('a policy with a selector where Istio reads those of the mesh', () => {
  const strict = (selector: string) =>
    policy('PeerAuthentication', selector).replace('namespace: api', 'namespace: istio-system');
  expect(findings(selectsNothing, deployment('shop') + strict('{matchLabels: {app: shop}}'))).toEqual([
    'warning spec.selector: selector "app=shop" is for no pod: of istio-system Istio reads PeerAuthentications for the whole mesh alone',
  ]);
  expect(findings(selectsNothing, deployment('shop') + strict('{}'))).toEqual([]);
});
