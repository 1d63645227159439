import { crdApiVersion } from '../../../../src/checks/rules/schema/crd-api-version.js';
import { findings } from '../../findings.js';

const object = (apiVersion: string, kind: string) =>
  `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: a, namespace: api}}`;

test.each([
  [
    'the case of a kind',
    object('acid.zalan.do/v1', 'Postgresql'),
    'error kind: "Postgresql" is no kind of "acid.zalan.do/v1", the kind is "postgresql"',
  ],
  ['a kind that is misspelt', object('apps/v1', 'Deploymnet'), 'error kind: "Deploymnet" is no kind of "apps/v1"'],
  [
    'a kind of another group',
    object('v1', 'Rollout'),
    'error apiVersion: "Rollout" is no kind of "v1", it is one of "argoproj.io"',
  ],
])('%s', (_, text, expected) => {
  expect(findings(crdApiVersion, text)).toEqual([expected]);
});

test.each([
  ['a group that nobody knows', object('shop.io/v1', 'Widget')],
  ['a kind that we do not know, of a group that we do', object('monitoring.coreos.com/v1', 'Novelty')],
  ['a kind of the same name in another group', object('serving.knative.dev/v1', 'Service')],
])('silent: %s', (_, text) => {
  expect(findings(crdApiVersion, text)).toEqual([]);
});
