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
