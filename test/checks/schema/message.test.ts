import { checkTree } from '../../../src/checks/check.js';
import { crdSchema } from '../../../src/checks/rules/schema/crd-schema.js';
import { partFiles } from '../../../src/manifest/files/sets.js';
import { findings } from '../findings.js';

/** A definition whose field `spec.x` has this schema, and an object with this value there. */
const defined = (schema: string, value: string) => `---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.shop.io}
spec:
  group: shop.io
  scope: Namespaced
  names: {kind: Widget, plural: widgets, singular: widget}
  versions:
    - name: v1
      served: true
      storage: true
      schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {x: ${schema}}}}}}
---
{apiVersion: shop.io/v1, kind: Widget, metadata: {name: w, namespace: api}, spec: {x: ${value}}}
`;
const fields = '{type: object, properties: {a: {type: string}, b: {type: string}}';

test.each([
  ["{type: string, pattern: '^[a-z]+$'}", 'A1', 'spec.x: "spec.x" is "A1", which does not match ^[a-z]+$'],
  ['{type: integer, minimum: 2}', '1', 'spec.x: "spec.x" is 1, allowed is at least 2'],
  ['{type: integer, maximum: 2}', '3', 'spec.x: "spec.x" is 3, allowed is at most 2'],
  ['{type: number, minimum: 0, exclusiveMinimum: true}', '0', 'spec.x: "spec.x" is 0, allowed is more than 0'],
  ['{type: number, maximum: 1, exclusiveMaximum: true}', '1', 'spec.x: "spec.x" is 1, allowed is less than 1'],
  ['{type: integer, multipleOf: 5}', '7', 'spec.x: "spec.x" is 7, allowed are multiples of 5'],
  ['{type: string, minLength: 3}', 'ab', 'spec.x: "spec.x" has 2 characters, allowed are at least 3'],
  ['{type: string, maxLength: 3}', 'abcd', 'spec.x: "spec.x" has 4 characters, allowed are at most 3'],
  [
    '{type: array, items: {type: string}, minItems: 1}',
    '[]',
    'spec.x: "spec.x" has 0 elements, allowed are at least 1',
  ],
  [
    '{type: array, items: {type: string}, maxItems: 1}',
    '[a, b]',
    'spec.x: "spec.x" has 2 elements, allowed are at most 1',
  ],
  [
    '{type: object, additionalProperties: {type: string}, minProperties: 1}',
    '{}',
    'spec.x: "spec.x" has too few fields, allowed are at least 1',
  ],
  [
    '{type: object, additionalProperties: {type: string}, maxProperties: 1}',
    '{a: b, c: d}',
    'spec.x: "spec.x" has too many fields, allowed are at most 1',
  ],
  [
    '{type: array, items: {type: string}, uniqueItems: true}',
    '[a, b, a]',
    'spec.x: "spec.x" has the same element twice, at 0 and 2',
  ],
  [`${fields}, oneOf: [{required: [a]}, {required: [b]}]}`, '{}', 'spec.x: "spec.x" needs one of "a", "b"'],
  [
    `${fields}, oneOf: [{required: [a]}, {required: [b]}]}`,
    '{a: "1", b: "2"}',
    'spec.x.b: "spec.x" has "a" and "b", allowed is one of them',
  ],
  [`${fields}, not: {required: [a]}}`, '{a: "1"}', 'spec.x.a: "spec.x.a" is not allowed there'],
  ['{type: integer, not: {enum: [3]}}', '3', 'spec.x: "spec.x" is 3, which its schema refuses'],
])('%s refuses %s', (schema, value, message) => {
  expect(findings(crdSchema, defined(schema, value))).toEqual([`error ${message}`]);
});

test.each([
  ['{type: string}', 'Put it in quotes: "5".', true],
  ["{type: string, pattern: '^[0-9]+[smh]$'}", 'Write text that matches ^[0-9]+[smh]$.', false],
])('of a number where %s is wanted: %s', (schema, fix, isMended) => {
  const parted = partFiles([{ file: 'a.yaml', path: 'a.yaml', text: defined(schema, '5') }]);
  const { findings: found } = checkTree(parted, {}, { rules: [crdSchema] });
  expect(found.map((one) => [one.fix, one.edit !== undefined])).toEqual([[fix, isMended]]);
});
