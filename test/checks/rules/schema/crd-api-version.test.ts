import { crdApiVersion } from '../../../../src/checks/rules/schema/crd-api-version.js';
import { findings } from '../../findings.js';

const object = (apiVersion: string, kind: string) =>
  `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: a, namespace: api}}`;

test.each([
  [
    'the case of a kind',
    object('acid.zalan.do/v1', 'Postgresql'),
    'error kind: "Postgresql" is no kind of "acid.zalan.do/v1", the kind is "postgresql"',
  ],
  ['a kind that is misspelt', object('apps/v1', 'Deploymnet'), 'error kind: "Deploymnet" is no kind of "apps/v1"'],
  [
    'a kind of another group',
    object('v1', 'Rollout'),
    'error apiVersion: "Rollout" is no kind of "v1", it is one of "argoproj.io"',
  ],
  [
    'a kind of a group that lacks a part',
    object('rbac.k8s.io/v1', 'Role'),
    'error apiVersion: "Role" is no kind of "rbac.k8s.io/v1", it is one of "rbac.authorization.k8s.io"',
  ],
  [
    'a group that is misspelt',
    object('monitoring.coreos.con/v1', 'ServiceMonitor'),
    'error apiVersion: "ServiceMonitor" is no kind of "monitoring.coreos.con/v1", it is one of "monitoring.coreos.com"',
  ],
  [
    'another end of a group',
    object('monitoring.coreos.io/v1', 'ServiceMonitor'),
    'error apiVersion: "ServiceMonitor" is no kind of "monitoring.coreos.io/v1", it is one of "monitoring.coreos.com"',
  ],
  [
    'a custom kind that is misspelt',
    object('monitoring.coreos.com/v1', 'ServiceMonitors'),
    'error kind: "ServiceMonitors" is no kind of "monitoring.coreos.com/v1"',
  ],
  [
    'a core kind in another group',
    object('apps/v1', 'Service'),
    'error apiVersion: "Service" is no kind of "apps/v1", it is one of "v1"',
  ],
])('%s', (_, text, expected) => {
  expect(findings(crdApiVersion, text)).toEqual([expected]);
});

test.each([
  ['a group that nobody knows', object('shop.io/v1', 'Widget')],
  ['a kind that we do not know, of a group that we do', object('monitoring.coreos.com/v1', 'Novelty')],
  ['a kind of the same name in another group', object('serving.knative.dev/v1', 'Service')],
])('silent: %s', (_, text) => {
  expect(findings(crdApiVersion, text)).toEqual([]);
});

const definition = (versions: string) => `---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: scaledobjects.keda.sh}
spec: {group: keda.sh, scope: Namespaced, names: {kind: ScaledObject, plural: scaledobjects}, versions: [${versions}]}
---
`;
const none = 'by no release that we know, but as';

test.each([
  [
    'keda.sh/v1alpha',
    'ScaledObject',
    `error apiVersion: ScaledObject is served as "keda.sh/v1alpha" ${none} "keda.sh/v1alpha1"`,
  ],
  [
    'keda.sh/v1',
    'ScaledObject',
    `warning apiVersion: ScaledObject is served as "keda.sh/v1" ${none} "keda.sh/v1alpha1"`,
  ],
  [
    'networking.istio.io/v1beta2',
    'Gateway',
    `error apiVersion: Gateway is served as "networking.istio.io/v1beta2" ${none} "networking.istio.io/v1", "networking.istio.io/v1beta1" and "networking.istio.io/v1alpha3"`,
  ],
])('version %s', (apiVersion, kind, said) => {
  expect(findings(crdApiVersion, object(apiVersion, kind))).toEqual([said]);
});

test('the definition of the set counts', () => {
  const text = definition('{name: v1, served: true}, {name: v1alpha1, served: false}');
  expect(findings(crdApiVersion, text + object('keda.sh/v1', 'ScaledObject'))).toEqual([]);
  expect(findings(crdApiVersion, text + object('keda.sh/v1alpha1', 'ScaledObject'))).toEqual([
    'error apiVersion: ScaledObject is not served as "keda.sh/v1alpha1" by its definition, but as "keda.sh/v1"',
  ]);
});

test.each(['v1beta1', 'v1', 'v1alpha1'])('silent: external-secrets.io/%s, which some release serves', (version) => {
  expect(findings(crdApiVersion, object(`external-secrets.io/${version}`, 'ExternalSecret'))).toEqual([]);
});

test('a kind of a sister group', () => {
  expect(findings(crdApiVersion, object('networking.istio.io/v1alpha1', 'Telemetry')).join()).toContain(
    'it is one of "telemetry.istio.io"',
  );
});

test('silent: what was in "extensions", of which api-removed says where it is', () => {
  expect(findings(crdApiVersion, object('extensions/v1beta1', 'ReplicaSet'))).toEqual([]);
  expect(findings(crdApiVersion, object('extensions/v1beta1', 'ConfigMap'))).toHaveLength(1);
});
