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
