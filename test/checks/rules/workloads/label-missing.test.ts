import { labelMissing } from '../../../../src/checks/rules/workloads/label-missing.js';
import { findings } from '../../findings.js';

const pod = (name: string, labels: string, kind = 'Pod') =>
  `---\n{apiVersion: v1, kind: ${kind}, metadata: {name: ${name}, namespace: api, labels: ${labels}}, spec: {containers: []}}\n`;
const rule =
  '---\n{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: d, namespace: api}, spec: {host: a, subsets: [{name: s, labels: {version: v1}}]}}\n';
const workers = ['a', 'b', 'c', 'd'].map((name) => pod(`${name}-worker`, '{version: v1}')).join('');

test('the one of its sort that lacks it', () => {
  expect(
    findings(labelMissing, rule + workers + pod('e-worker', '{app: e}') + pod('f-worker', '{version: v1}')),
  ).toEqual(['warning metadata.labels: "e-worker" has no label "version", as others of their sort have']);
});

test.each([
  ['nothing selects by it', workers + pod('e-worker', '{app: e}')],
  ['of another sort', rule + workers + pod('e-api', '{app: e}')],
  [
    'two services',
    rule + workers + workers.replaceAll('-worker', '-x-worker') + pod('e-worker', '{}') + pod('f-worker', '{}'),
  ],
  ['all have it', rule + workers],
])('silent: %s', (_, text) => {
  expect(findings(labelMissing, text)).toEqual([]);
});
