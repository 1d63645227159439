import { crdSchema } from '../../../../src/checks/rules/schema/crd-schema.js';
import { findings } from '../../findings.js';

test('a kind that nobody knows is not judged', () => {
  expect(findings(crdSchema, '{apiVersion: shop.io/v1, kind: Widget, metadata: {name: a}, spec: {x: 1}}')).toEqual([]);
});

test('a kind whose definition is in the set is', () => {
  const definition = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.shop.io}
spec:
  group: shop.io
  names: {kind: Widget, plural: widgets}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec: {type: object, properties: {size: {type: integer}}}
---
{apiVersion: shop.io/v1, kind: Widget, metadata: {name: a}, spec: {sise: 1}}
`;
  expect(findings(crdSchema, definition)).toEqual([
    'error spec.sise: "spec.sise" is no field of a Widget, did you mean "size"?',
  ]);
});

const defined = (schema: string) =>
  `---\n{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: widgets.shop.io}, spec: {group: shop.io, scope: Namespaced, names: {kind: Widget, plural: widgets, singular: widget}, versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {text: ${schema}}}}}}}]}}\n`;
const widget = (text: string) =>
  `---\n{apiVersion: shop.io/v1, kind: Widget, metadata: {name: w, namespace: api}, spec: {text: "${text}"}}\n`;

test('a pattern that would take for ever is stopped, and it is said', () => {
  const slow = `{type: string, pattern: '^(a+)+x$'}`;
  const began = Date.now();
  const found = findings(crdSchema, defined(slow) + widget(`${'a'.repeat(60)}!`));
  expect(Date.now() - began).toBeLessThan(3000);
  expect(found).toEqual([
    expect.stringMatching(/^warning .*not held against "\^\(a\+\)\+x\$": the pattern takes too long/),
  ]);
});

test('a rule with a function that is not known here is named, once', () => {
  const ruled = `{type: string, x-kubernetes-validations: [{rule: "quantity(self).isGreaterThan(quantity('1'))"}]}`;
  expect(findings(crdSchema, defined(ruled) + widget('2') + widget('3').replace('name: w', 'name: v'))).toEqual([
    expect.stringMatching(/^warning .*there is no quantity\(\) here$/),
  ]);
  const matching = `{type: string, x-kubernetes-validations: [{rule: "self.matches('^(a+)+$')"}]}`;
  expect(findings(crdSchema, defined(matching) + widget('2'))).toEqual([expect.stringMatching(/may take for ever$/)]);
  const known = `{type: string, x-kubernetes-validations: [{rule: "self.size() > 0"}]}`;
  expect(findings(crdSchema, defined(known) + widget('2'))).toEqual([]);
});
