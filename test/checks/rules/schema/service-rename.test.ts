import { serviceRename } from '../../../../src/checks/rules/schema/service-rename.js';
import { findings } from '../../findings.js';

const namespace = (name: string, labels = '{istio-injection: enabled}') =>
  `---\n{apiVersion: v1, kind: Namespace, metadata: {name: ${name}, labels: ${labels}}}\n`;
const pod = (where: string) =>
  `---\n{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: ${where}}, spec: {containers: []}}\n`;
const check = (text: string) => findings(serviceRename, text);

test('the old one is declared, the new one is used', () => {
  expect(check(namespace('image') + pod('images'))).toEqual([
    'error metadata.name: nothing runs in namespace "image"; "images", in which the pods are, is not declared',
  ]);
});

test.each([
  ['both are declared', namespace('image') + namespace('images') + pod('images')],
  ['something runs in the old one', namespace('image') + pod('images') + pod('image')],
  ['another name', namespace('chat') + pod('images')],
  ['labels that set nothing', namespace('image', '{name: image}') + pod('images')],
])('silent: %s', (_, text) => {
  expect(check(text)).toEqual([]);
});
