import { crdSize } from '../../../../src/checks/rules/gitops/crd-size.js';
import { findings, inFiles } from '../../findings.js';
import { application } from './applications.js';

const chart = (more = '', options = '[]') =>
  application('a', `source: {repoURL: u, chart: keda${more}}, syncPolicy: {syncOptions: ${options}}`);

test('charts whose CRDs are large', () => {
  expect(findings(crdSize, chart())).toEqual([
    'warning spec.source.chart: chart "keda" brings CRDs of more than 262144 bytes',
  ]);
  expect(findings(crdSize, chart(', helm: {skipCrds: true}'))).toEqual([]);
  expect(findings(crdSize, chart('', '[ServerSideApply=true]'))).toEqual([]);
});

test('a CRD that is large itself', () => {
  const crd = (size: number) =>
    `{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: a.b.io}, spec: {description: ${'x'.repeat(size)}}}`;
  const run = (size: number, options = '[]') =>
    inFiles(crdSize, {
      'a.yaml': application('a', `source: {repoURL: u, path: crds}, syncPolicy: {syncOptions: ${options}}`),
      'crds/a.yaml': crd(size),
    });
  expect(run(262_200)).toEqual(['warning metadata.name: "a.b.io" has more than 262144 bytes']);
  expect(run(262_200, '[ServerSideApply=true]')).toEqual([]);
  expect(run(1000)).toEqual([]);
});
