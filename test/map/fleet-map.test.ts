import { fleetMap } from '../../src/map/fleet-map.js';
import { setOf } from '../manifest/set-of.js';

const pod = (name: string, env = '') =>
  `{apiVersion: apps/v1, kind: Deployment, metadata: {name: ${name}, namespace: shop}, spec: {template: {metadata: {labels: {app: ${name}}}, spec: {containers: [{name: web, env: [${env}]}]}}}}`;
const service = (name: string) =>
  `{apiVersion: v1, kind: Service, metadata: {name: ${name}, namespace: shop}, spec: {selector: {app: ${name}}, ports: [{port: 80}]}}`;

it('joins who is told an address with the pods behind it', () => {
  const set = setOf(
    [pod('web', '{name: API, value: "http://api.shop.svc:80"}'), pod('api'), service('api')].join('\n---\n'),
  );
  const { nodes, edges } = fleetMap(set);
  expect(nodes.map(({ name, role }) => [name, role])).toEqual([
    ['web', 'service'],
    ['api', 'service'],
  ]);
  expect(edges).toEqual([{ from: 'apps/Deployment/shop/web', to: 'apps/Deployment/shop/api' }]);
});

it('shows where requests come in, and leaves out jobs that nobody calls', () => {
  const ingress =
    '{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: web, namespace: shop}, spec: {rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]}}';
  const job =
    '{apiVersion: batch/v1, kind: Job, metadata: {name: once, namespace: shop}, spec: {template: {spec: {containers: []}}}}';
  const { nodes, edges } = fleetMap(setOf([pod('web'), service('web'), ingress, job].join('\n---\n')));
  expect(nodes.map(({ name }) => name)).toEqual(['requests', 'web']);
  expect(edges).toEqual([{ from: 'outside', to: 'apps/Deployment/shop/web' }]);
});

it('tells stores from services', () => {
  const store =
    '{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db, namespace: shop}, spec: {template: {metadata: {labels: {app: db}}, spec: {containers: [{name: db}]}}, volumeClaimTemplates: [{metadata: {name: data}}]}}';
  const { nodes } = fleetMap(setOf(store));
  expect(nodes).toMatchObject([{ name: 'db', role: 'store' }]);
});
