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
