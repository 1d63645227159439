import type { StructuralSchema } from '../../../imports/validate.js';
import { crdSchema } from '../../../src/checks/rules/schema/crd-schema.js';
import { twinErrors } from '../../../src/checks/schema/twins.js';
import { findings } from '../findings.js';

const ports: StructuralSchema = {
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['port', 'protocol'],
  items: { properties: { protocol: { default: 'TCP' } } },
};
const twins = (schema: StructuralSchema, value: Parameters<typeof twinErrors>[1]) =>
  twinErrors(schema, value).map(({ path, params }) => [path.join('.'), params.first]);

test('entries with the same keys, defaults filled in', () => {
  const list = [{ port: 80 }, { port: 80, protocol: 'UDP' }, { port: 80, protocol: 'TCP', name: 'x' }];
  expect(twins(ports, list)).toEqual([['2', 0]]);
  expect(twins({ ...ports, 'x-kubernetes-list-type': 'atomic' }, list)).toEqual([]);
});

test('entries of a set, and lists below lists and maps', () => {
  const set: StructuralSchema = { 'x-kubernetes-list-type': 'set' };
  expect(twins(set, ['a', 'b', 'a', 'a'])).toEqual([
    ['2', 0],
    ['3', 0],
  ]);
  const deep: StructuralSchema = { properties: { a: { items: { additionalProperties: { properties: { b: set } } } } } };
  expect(twins(deep, { a: [{ x: { b: [1] } }, { y: { b: [1, 1] } }] })).toEqual([['a.1.y.b.1', 0]]);
});

test('the headers of a route', () => {
  const route = (headers: string) =>
    findings(
      crdSchema,
      `{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: x, namespace: api}, spec: {rules: [{matches: [{headers: [${headers}]}]}]}}`,
    );
  expect(route('{name: version, value: a}, {name: canary, value: a}')).toEqual([]);
  expect(route('{name: version, value: a}, {name: version, value: b}')).toEqual([
    'error spec.rules[0].matches[0].headers[1]: "spec.rules[0].matches[0].headers[1]" has the same name as entry 0 of its list',
  ]);
});
