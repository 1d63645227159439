import { formatPath } from '../../src/manifest/manifest.js';
import { type Reference, referencesOf } from '../../src/manifest/references.js';
import { setOf } from './set-of.js';

const edges = (text: string) =>
  referencesOf(setOf(text)).all.map(({ path, to, target, strength }) =>
    [formatPath(path), '->', to.kind, `${to.namespace ?? ''}/${to.name}`, target.is, strength === 'strict' ? '!' : '']
      .join(' ')
      .trim(),
  );
const one = (text: string): Reference => {
  const [edge] = referencesOf(setOf(text)).all;
  if (!edge) throw new Error('no edge');
  return edge;
};

test('what a pod reads, wherever its template stands', () => {
  expect(
    edges(`
apiVersion: batch/v1
kind: CronJob
metadata: {name: a, namespace: api}
spec:
  jobTemplate:
    spec:
      template:
        spec:
          serviceAccountName: sa
          initContainers: [{name: i, envFrom: [{configMapRef: {name: c}}]}]
          volumes: [{name: v, projected: {sources: [{secret: {name: s, items: [{key: k, path: p}]}}]}}]
`),
  ).toEqual([
    'spec.jobTemplate.spec.template.spec.initContainers[0].envFrom[0].configMapRef.name -> ConfigMap api/c missing',
    'spec.jobTemplate.spec.template.spec.volumes[0].projected.sources[0].secret.name -> Secret api/s missing',
    'spec.jobTemplate.spec.template.spec.serviceAccountName -> ServiceAccount api/sa missing',
  ]);
});

test('keys that are read, with their places', () => {
  const text =
    '{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: api}, spec: {volumes: [{configMap: {name: c, items: [{key: c}, {key: d}]}}]}}';
  expect(one(text).keys.map(({ key, path }) => `${formatPath(path)}=${key}`)).toEqual([
    'spec.volumes[0].configMap.items[0].key=c',
    'spec.volumes[0].configMap.items[1].key=d',
  ]);
});

test('a field that names the kind, and one that names the group', () => {
  const hpa = (kind: string, apiVersion: string) =>
    `{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: a, namespace: api}, spec: {scaleTargetRef: {kind: ${kind}, apiVersion: ${apiVersion}, name: x}}}`;
  expect(one(hpa('Rollout', 'argoproj.io/v1alpha1')).to).toEqual({
    group: 'argoproj.io',
    kind: 'Rollout',
    namespace: 'api',
    name: 'x',
  });
  expect(one(hpa('Deployment', 'apps/v1')).to).toMatchObject({ group: 'apps', kind: 'Deployment' });
});

test('the cluster-wide sort of a store and of a template', () => {
  expect(
    edges(
      '{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: a, namespace: api}, spec: {secretStoreRef: {kind: ClusterSecretStore, name: s}}}',
    ),
  ).toEqual(['spec.secretStoreRef.name -> ClusterSecretStore /s missing']);
  expect(
    edges(
      '{apiVersion: argoproj.io/v1alpha1, kind: Rollout, metadata: {name: a, namespace: api}, spec: {strategy: {canary: {analysis: {templates: [{templateName: t, clusterScope: true}, {templateName: u}]}}}}}',
    ),
  ).toEqual([
    'spec.strategy.canary.analysis.templates[0].templateName -> ClusterAnalysisTemplate /t missing !',
    'spec.strategy.canary.analysis.templates[1].templateName -> AnalysisTemplate api/u missing !',
  ]);
});

test('hosts of Istio: short names, full names; others are no Service', () => {
  const route = (host: string) => `{destination: {host: ${host}}}`;
  expect(
    edges(
      `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: a, namespace: api}, spec: {gateways: [mesh, istio-system/g, h], http: [{route: [${route('x')}, ${route('y.web.svc.cluster.local')}, ${route('z.web.svc')}, ${route('api.example.com')}, ${route('"*.x"')}]}]}}`,
    ),
  ).toEqual([
    'spec.http[0].route[0].destination.host -> Service api/x missing',
    'spec.http[0].route[1].destination.host -> Service web/y missing',
    'spec.http[0].route[2].destination.host -> Service web/z missing',
    'spec.gateways[1] -> Gateway istio-system/g missing',
    'spec.gateways[2] -> Gateway api/h missing',
  ]);
});

test('subjects of RBAC that are no objects', () => {
  expect(
    edges(
      '{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: a, namespace: api}, subjects: [{kind: User, name: u}, {kind: ServiceAccount, name: s, namespace: web}], roleRef: {kind: ClusterRole, name: view}}',
    ),
  ).toEqual(['roleRef.name -> ClusterRole /view known', 'subjects[1].name -> ServiceAccount web/s missing']);
});

test('who refers to what is made from a manifest', () => {
  const set = setOf(`
{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: x, namespace: api}, spec: {target: {name: s}}}
---
{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: api}, spec: {volumes: [{secret: {secretName: s}}]}}
`);
  const [maker, pod] = set.manifests;
  if (!maker || !pod) throw new Error();
  expect(
    referencesOf(set)
      .to(maker)
      .map(({ from }) => from.ref.name),
  ).toEqual(['a']);
  expect(referencesOf(set).from(pod)[0]?.target).toMatchObject({ is: 'made', strength: 'strict' });
});

test('a manifest stands in its Namespace and is of its definition, where the set has them', () => {
  expect(
    edges(`
{apiVersion: v1, kind: Namespace, metadata: {name: api}}
---
{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: widgets.shop.io}, spec: {group: shop.io, names: {kind: Widget}}}
---
{apiVersion: shop.io/v1, kind: Widget, metadata: {name: w, namespace: api}}
`),
  ).toEqual([
    'metadata.namespace -> Namespace /api manifest',
    'kind -> CustomResourceDefinition /widgets.shop.io manifest !',
  ]);
});

test('without a namespace on one side, both may meet', () => {
  const pod = (namespace: string) =>
    `{apiVersion: v1, kind: Pod, metadata: {name: a${namespace}}, spec: {serviceAccountName: s}}\n---\n`;
  const account = (namespace: string) => `{apiVersion: v1, kind: ServiceAccount, metadata: {name: s${namespace}}}`;
  expect(one(pod(', namespace: api') + account('')).target.is).toBe('manifest');
  expect(one(pod('') + account(', namespace: api')).target.is).toBe('manifest');
});
