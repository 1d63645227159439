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
