import { diffSets } from '../../src/diff/diff.js';
import { fold } from '../../src/diff/fold.js';
import { groupText } from '../../src/diff/group-text.js';
import { setOf } from '../manifest/set-of.js';
import { drop, effectsOf, set } from './scripted.js';

const workload = (name: string, tag: string, label = '') => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop, labels: {version: ${tag}${label}}}
spec:
  replicas: 2
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}, version: ${tag}}}
    spec: {containers: [{name: ${name}, image: "registry.test/shop/${name}:${tag}"}]}
`;
const names = ['auth', 'chat', 'location', 'mail', 'pay', 'search', 'users', 'waste'];
const fleet = (tag: (name: string) => string, label?: string) =>
  setOf(names.map((name) => workload(name, tag(name), label)).join('---'));

test('an image bump across eight services is one line', () => {
  const groups = fold(
    diffSets(
      fleet(() => '1.0.0'),
      fleet(() => '1.1.0'),
    ),
  );
  expect(groups).toHaveLength(1);
  expect(groups.map(groupText)[0]).toMatchObject({
    title: '8 Deployments: auth, chat, location, mail, pay, search and 2 more',
    fields: [
      'metadata.labels.version: 1.0.0 → 1.1.0',
      'spec.template.metadata.labels.version: 1.0.0 → 1.1.0',
      'image: 1.0.0 → 1.1.0',
    ],
  });
  expect(groups.map(groupText)[0]?.effects[0]?.text).toContain('8 services restart (16 pods');
});

test('objects of several kinds that share their name are told apart', () => {
  const both = `
apiVersion: v1
kind: ServiceAccount
metadata: {name: cart, namespace: shop}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: cart, namespace: shop}
`;
  const [group] = fold(diffSets(setOf(''), setOf(both))).map(groupText);
  expect(group?.title).toBe('2 objects in shop: ServiceAccount cart and ConfigMap cart (new)');
  expect(group?.effects[0]?.text).toBe('ServiceAccount and ConfigMap cart are new');
});

test('of objects some of which share a name all are counted, not the names', () => {
  const one = (kind: string, name: string) =>
    `apiVersion: v1\nkind: ${kind}\nmetadata: {name: ${name}, namespace: shop}\n`;
  const all = [one('ServiceAccount', 'cart'), one('ConfigMap', 'cart'), one('ConfigMap', 'cart-dashboard')].join(
    '---\n',
  );
  const [group] = fold(diffSets(setOf(''), setOf(all))).map(groupText);
  expect(group?.title).toBe(
    '3 objects in shop: ServiceAccount cart, ConfigMap cart and ConfigMap cart-dashboard (new)',
  );
  expect(group?.effects[0]?.text).toBe('all 3 are new');
});

test('so it is when each has a tag of its own', () => {
  const groups = fold(
    diffSets(
      fleet((name) => `a-${name}`),
      fleet((name) => `b-${name}`),
    ),
  );
  expect(groups).toHaveLength(1);
});

test('the same label on all objects is one line', () => {
  const groups = fold(
    diffSets(
      fleet(() => '1'),
      fleet(() => '1', ', team: web'),
    ),
  );
  expect(groups.map((group) => [group.kind, group.entries.length])).toEqual([['none', 8]]);
});

test('the gravest comes first: what fails, what goes, traffic, restarts, the rest', () => {
  const diff = effectsOf([
    set('Deployment cart', 'metadata.labels.team', 'web'),
    set('Deployment proxy', 'spec.template.spec.containers.0.image', 'registry.test/proxy:3'),
    set('Service proxy', 'spec.ports.0.targetPort', 8080),
    drop('Queue tasks'),
    set('StatefulSet mailer', 'spec.serviceName', 'x'),
  ]);
  expect(fold(diff).map(({ kind }) => kind)).toEqual(['refused', 'deleted', 'traffic', 'restart', 'none']);
});

test('objects that differ in more than their names stay apart', () => {
  const before = setOf([workload('a-service', '1'), workload('b-service', '1')].join('---'));
  const after = setOf(
    [
      workload('a-service', '1').replace('replicas: 2', 'replicas: 3'),
      workload('b-service', '1').replace('replicas: 2', 'replicas: 4'),
    ].join('---'),
  );
  expect(fold(diffSets(before, after))).toHaveLength(2);
});

test('one object alone in each of several namespaces is one line', () => {
  const secret = (namespace: string) =>
    `{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: pull, namespace: ${namespace}}, spec: {data: [{secretKey: ${namespace}}]}}`;
  const groups = fold(diffSets(setOf(''), setOf(['auth', 'chat', 'scan'].map(secret).join('\n---\n'))));
  expect(groups.map((group) => groupText(group).title)).toEqual([
    '3 ExternalSecrets: pull in auth, chat and scan (new)',
  ]);
});

const textsOf = (diff: ReturnType<typeof diffSets>) =>
  fold(diff).flatMap((group) => groupText(group).effects.map(({ text }) => text));

test('names inside of host names are said as names', () => {
  const service = (name: string) =>
    `{apiVersion: v1, kind: Service, metadata: {name: ${name}, namespace: api}, spec: {ports: [{port: 80}]}}`;
  const all = setOf(['orders', 'orders-canary'].map(service).join('\n---\n'));
  expect(textsOf(diffSets(all, setOf('')))).toEqual([
    'orders and orders-canary are deleted: their names (NAME.api.svc) resolve to nothing any more',
  ]);
});

test('names inside of paths and ports are told one by one', () => {
  const ingress = (name: string) => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: ${name}, namespace: api}
spec:
  rules:
    - host: shop.test
      http: {paths: [{path: /${name}, pathType: Prefix, backend: {service: {name: ${name}, port: {name: http}}}}]}
`;
  const all = setOf(['bills', 'orders'].map(ingress).join('\n---\n'));
  expect(textsOf(diffSets(setOf(''), all))).toEqual([
    'shop.test/bills now leads to bills:http; shop.test/orders now leads to orders:http',
  ]);
});
