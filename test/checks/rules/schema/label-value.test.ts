import { labelValue } from '../../../../src/checks/rules/schema/label-value.js';
import { deployment, findings } from '../../findings.js';

test.each([
  ['a space', 'labels: {a: "b c"}'],
  ['64 characters', `labels: {a: ${'x'.repeat(64)}}`],
  ['two slashes in a key', 'labels: {a/b/c: d}'],
  ['a space in the key of an annotation', 'annotations: {"a b": c}'],
])('%s', (_, metadata) => {
  expect(findings(labelValue, `{apiVersion: v1, kind: ConfigMap, metadata: {name: a, ${metadata}}}`)).toHaveLength(1);
});

test('an empty value and any text in an annotation are fine', () => {
  expect(
    findings(
      labelValue,
      '{apiVersion: v1, kind: ConfigMap, metadata: {name: a, labels: {a: ""}, annotations: {a: "{ !"}}}',
    ),
  ).toEqual([]);
});

test('labels of pods and selectors count', () => {
  expect(findings(labelValue, deployment('a b'))).toHaveLength(2);
});

test('a key that stands under another domain than it is read of', () => {
  const of = (part: string, key: string) =>
    findings(labelValue, `{apiVersion: v1, kind: Namespace, metadata: {name: a, ${part}: {${key}: "true"}}}`);
  expect(of('annotations', 'alb.ingress.shop.io/scheme')).toEqual([
    'warning metadata.annotations["alb.ingress.shop.io/scheme"]: key "alb.ingress.shop.io/scheme" is read by nobody, "alb.ingress.kubernetes.io/scheme" is',
  ]);
  expect(of('labels', 'shop.io/metadata.name')).toEqual([expect.stringContaining('"kubernetes.io/metadata.name" is')]);
  for (const key of [
    'alb.ingress.kubernetes.io/scheme',
    'storageclass.beta.kubernetes.io/is-default-class',
    'shop.io/x',
  ])
    expect(of('annotations', key)).toEqual([]);
});

test('a namespace label of Istio that it does not read as it is meant', () => {
  const of = (labels: string) =>
    findings(labelValue, `{apiVersion: v1, kind: Namespace, metadata: {name: a, labels: {${labels}}}}`);
  expect(of('istio-injection: "true"')).toEqual([
    'error metadata.labels.istio-injection: label "istio-injection" is "true", allowed are enabled, disabled',
  ]);
  expect(of('istio-injection: enabled, istio.io/rev: v2')).toEqual([
    'warning metadata.labels["istio.io/rev"]: label "istio.io/rev" is "v2", which "istio-injection: enabled" overrides',
  ]);
  for (const labels of [
    'istio-injection: enabled',
    'istio-injection: disabled',
    'istio.io/rev: v2',
    'istio-injection: "{{injection}}"',
  ])
    expect(of(labels)).toEqual([]);
});

test('the labels that Argo CD gives to a namespace', () => {
  expect(
    findings(
      labelValue,
      '{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: a}, spec: {syncPolicy: {managedNamespaceMetadata: {labels: {istio-injection: "on"}}}}}',
    ),
  ).toHaveLength(1);
});

test('a domain that external-dns never had', () => {
  const of = (domain: string) =>
    findings(
      labelValue,
      `{apiVersion: v1, kind: Service, metadata: {name: a, annotations: {${domain}/hostname: a.io}}}`,
    );
  expect(of('external-dns.kubernetes.io')).toEqual([
    expect.stringContaining('"external-dns.alpha.kubernetes.io/hostname" is'),
  ]);
  expect(of('external-dns.alpha.kubernetes.io')).toEqual([]);
});

test('a key that is nearly the one by which Istio decides of sidecars', () => {
  const of = (labels: string) =>
    findings(labelValue, `{apiVersion: v1, kind: Namespace, metadata: {name: a, labels: {${labels}}}}`);
  for (const key of ['istio-inject', 'istio.io/injection', 'istio-injecton', 'sidecar.istio.io/inject'])
    expect(of(`${key}: enabled`)).toEqual([
      expect.stringContaining(`"${key}" is no label that Istio reads here: did you mean "istio-injection"?`),
    ]);
  for (const key of ['istio.io/dataplane-mode', 'istio-operator-managed', 'istio.io/rev', 'topology.istio.io/network'])
    expect(of(`${key}: ambient`)).toEqual([]);
  const pod = (labels: string) =>
    findings(
      labelValue,
      `{apiVersion: v1, kind: Pod, metadata: {name: a, labels: {${labels}}}, spec: {containers: []}}`,
    );
  expect(pod('sidecar.istio.io/injection: "false"')).toHaveLength(1);
  expect(pod('sidecar.istio.io/inject: "flase"')).toEqual([
    'error metadata.labels["sidecar.istio.io/inject"]: "sidecar.istio.io/inject" is "flase", allowed are true, false',
  ]);
  // The label of a namespace, which says no more than that does.
  expect(pod('istio-injection: enabled')).toEqual([expect.stringMatching(/^warning/)]);
  expect(pod('sidecar.istio.io/inject: "false", sidecar.istio.io/status: "1"')).toEqual([]);
});

test('a namespace that is labelled as others but for its sidecars', () => {
  const of = (name: string, labels: string) =>
    `---\n{apiVersion: v1, kind: Namespace, metadata: {name: ${name}, labels: {team: shop, tier: api, domain: ${name}${labels}}}}\n`;
  const four = ['a', 'b', 'c', 'd'].map((name) => of(name, ', istio-injection: enabled')).join('');
  expect(findings(labelValue, four + of('e', ''))).toEqual([
    'warning metadata.labels: label "istio-injection" is not there: 4 namespaces labelled as this one have "enabled"',
  ]);
  expect(findings(labelValue, four + of('e', ', istio-injection: disabled'))).toHaveLength(1);
  expect(findings(labelValue, four + of('e', '').replace('tier: api', 'tier: data'))).toEqual([]);
});
