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
