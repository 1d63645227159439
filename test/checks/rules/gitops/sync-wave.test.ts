import { syncWave } from '../../../../src/checks/rules/gitops/sync-wave.js';
import { inFiles } from '../../findings.js';
import { application, wave } from './applications.js';

const route = `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: a, namespace: api}
spec: {http: [{route: [{destination: {host: a}}]}]}
`;
const service = '{apiVersion: v1, kind: Service, metadata: {name: a, namespace: api}, spec: {ports: [{port: 80}]}}';
const policy =
  '{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: api}, spec: {podSelector: {}}}';
const at = (name: string, path: string, number: number) =>
  application(name, `source: {repoURL: u, path: ${path}}`, wave(number));

test('Services after the routes that lead to them', () => {
  const run = (apis: number, routes: number) =>
    inFiles(syncWave, {
      'apps.yaml': at('apis', 'k8s/a', apis) + at('routes', 'k8s/r', routes),
      'k8s/a/s.yaml': service,
      'k8s/r/r.yaml': route,
    });
  expect(run(60, 50)).toEqual([
    'warning metadata.annotations["argocd.argoproj.io/sync-wave"]: Service api/a comes in wave 60, VirtualService api/a that sends to it in wave 50',
  ]);
  expect(run(50, 50)).toEqual([]);
  expect(run(40, 50)).toEqual([]);
});

test('policies before or with the network plug-in', () => {
  const run = (policies: number) =>
    inFiles(syncWave, {
      'apps.yaml':
        at('policies', 'k8s/p', policies) + application('cni', 'source: {repoURL: u, chart: cilium}', wave(5)),
      'k8s/p/p.yaml': policy,
    });
  expect(run(5)).toEqual([
    'warning metadata.annotations["argocd.argoproj.io/sync-wave"]: network policies of wave 5 are not after the network plug-in, "cni" of wave 5',
  ]);
  expect(run(6)).toEqual([]);
});

test('the wave of an ApplicationSet without one is not known', () => {
  const files = {
    'apps.yaml':
      at('apis', 'k8s/a', 60) + application('routes', 'source: {repoURL: u, path: k8s/r}', '{}', 'ApplicationSet'),
    'k8s/a/s.yaml': service,
    'k8s/r/r.yaml': route,
  };
  expect(inFiles(syncWave, files)).toEqual([]);
});

test('a wave that is no whole number', () => {
  const of = (text: string) =>
    inFiles(syncWave, {
      'a.yaml': `{apiVersion: v1, kind: ConfigMap, metadata: {name: a, annotations: {argocd.argoproj.io/sync-wave: "${text}"}}}`,
    });
  expect(of('first')).toEqual([
    'warning metadata.annotations["argocd.argoproj.io/sync-wave"]: wave "first" is no whole number',
  ]);
  expect(of('1.5')).toHaveLength(1);
  for (const text of ['-3', '0', '+2', '{{wave}}']) expect(of(text)).toEqual([]);
});

const chart = (name: string, called: string, number: number) =>
  application(name, `source: {repoURL: "https://charts.shop.io", chart: ${called}}`, wave(number));
const scaled = '{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: a, namespace: api}}';

test('an operator after its resources', () => {
  const run = (operator: number, resources: number) =>
    inFiles(syncWave, {
      'apps.yaml': chart('keda', 'keda', operator) + at('scaling', 'k8s/s', resources),
      'k8s/s/s.yaml': scaled,
    });
  expect(run(37, 36)).toEqual([
    'warning metadata.annotations["argocd.argoproj.io/sync-wave"]: KEDA comes in wave 37, ScaledObject api/a that needs it in wave 36',
  ]);
  expect(run(36, 36)).toEqual([]);
  expect(run(35, 36)).toEqual([]);
});

test('a chart after one that needs it', () => {
  const run = (base: number, istiod: number) =>
    inFiles(syncWave, { 'apps.yaml': chart('base', 'base', base) + chart('istiod', 'istiod', istiod) });
  expect(run(6, 5)).toEqual([
    'warning metadata.annotations["argocd.argoproj.io/sync-wave"]: chart "base" comes in wave 6, chart "istiod" that needs it in wave 5',
  ]);
  expect(run(4, 5)).toEqual([]);
});

test('namespaces after what stands in them: said where one is early, or the namespaces late', () => {
  const namespace = '{apiVersion: v1, kind: Namespace, metadata: {name: api}}';
  const map = (name: string) => `{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}, namespace: api}}`;
  const run = (waves: readonly number[], options = '') =>
    inFiles(syncWave, {
      'apps.yaml':
        at('namespaces', 'k8s/n', 2) +
        waves
          .map((number, i) =>
            at(`a${i}`, `k8s/a${i}`, number).replace(
              'namespace: api}',
              `namespace: api}${options && `, syncPolicy: {syncOptions: [${options}]}`}`,
            ),
          )
          .join(''),
      'k8s/n/n.yaml': namespace,
      ...Object.fromEntries(waves.map((_, i) => [`k8s/a${i}/a.yaml`, map(`m${i}`)])),
    });
  expect(run([1, 3, 3])).toEqual([
    'warning metadata.annotations["argocd.argoproj.io/sync-wave"]: Namespace "api" comes in wave 2, ConfigMap api/m0 that needs it in wave 1',
  ]);
  expect(run([1, 0, 3])).toEqual([
    'warning metadata.annotations["argocd.argoproj.io/sync-wave"]: Namespace "api" comes in wave 2, ConfigMap api/m0 that needs it in wave 1, as does another',
  ]);
  expect(run([3, 3, 3])).toEqual([]);
  expect(run([1, 3, 3], 'CreateNamespace=true')).toEqual([]);
});
