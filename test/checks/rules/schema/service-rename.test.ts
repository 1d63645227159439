import { serviceRename } from '../../../../src/checks/rules/schema/service-rename.js';
import { findings } from '../../findings.js';

const namespace = (name: string, labels = '{istio-injection: enabled}') =>
  `---\n{apiVersion: v1, kind: Namespace, metadata: {name: ${name}, labels: ${labels}}}\n`;
const pod = (where: string) =>
  `---\n{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: ${where}}, spec: {containers: []}}\n`;
const redis = `---\n{apiVersion: databases.spotahome.com/v1, kind: RedisFailover, metadata: {name: r, namespace: cache}}\n`;
const check = (text: string) => findings(serviceRename, text);

test('the old one is declared, the new one is used', () => {
  expect(check(namespace('image') + pod('images'))).toEqual([
    'error metadata.name: nothing runs in namespace "image"; "images", in which the pods are, is not declared',
  ]);
});

const policy = (name: string, where: string) =>
  `---\n{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: ${name}, namespace: ${where}}, spec: {podSelector: {}}}\n`;

test('policies that stayed behind are missing where the pods are', () => {
  expect(check(pod('images') + policy('allow-dns', 'image') + policy('allow-redis', 'image'))).toEqual([
    'error metadata.namespace: "allow-dns" and "allow-redis" stand in namespace "image", in which nothing runs: the pods are in "images"',
  ]);
});

test.each([
  ['both are declared', namespace('image') + namespace('images') + pod('images')],
  ['something runs in the old one', namespace('image') + pod('images') + pod('image')],
  ['another name', namespace('chat') + pod('images')],
  ['the new one has them', pod('images') + policy('a', 'image') + policy('a', 'images')],
  ['an operator runs the old one', pod('caches') + policy('a', 'cache') + redis],
  ['labels that set nothing', namespace('image', '{name: image}') + pod('images')],
])('silent: %s', (_, text) => {
  expect(check(text)).toEqual([]);
});
