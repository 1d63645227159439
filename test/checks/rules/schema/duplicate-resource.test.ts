import { duplicateResource } from '../../../../src/checks/rules/schema/duplicate-resource.js';
import { findings, inFiles } from '../../findings.js';

const config = (data: string, version = 'v1') =>
  `{apiVersion: ${version}, kind: ConfigMap, metadata: {name: a, namespace: api}, data: {a: ${data}}}`;

test('the place of the first is named, and the version does not count', () => {
  const ingress = (version: string, host: string) =>
    `{apiVersion: ${version}, kind: Ingress, metadata: {name: a, namespace: api}, spec: {rules: [{host: ${host}}]}}`;
  expect(
    findings(
      duplicateResource,
      `${ingress('networking.k8s.io/v1', 'a')}\n---\n${ingress('networking.k8s.io/v1beta1', 'b')}`,
    ),
  ).toEqual(['error Ingress api/a is declared already at test.yaml:1']);
});

test('the same twice is a warning', () => {
  expect(findings(duplicateResource, `${config('x')}\n---\n${config('x')}`)).toEqual([
    'warning ConfigMap api/a is declared already at test.yaml:1',
  ]);
});

test('one finding for all that are the same object', () => {
  const thrice = [config('x'), config('x'), config('y')].join('\n---\n');
  expect(findings(duplicateResource, thrice)).toEqual(['error ConfigMap api/a is declared already at test.yaml:1']);
});

test('one in each environment is as it should be', () => {
  expect(inFiles(duplicateResource, { 'dist/dev/a.yaml': config('x'), 'dist/prod/a.yaml': config('z') })).toEqual([]);
});

test('a file for all environments meets that of one', () => {
  expect(
    inFiles(duplicateResource, { 'a.yaml': config('x'), 'dev/a.yaml': config('z'), 'prod/b.yaml': '' }),
  ).toHaveLength(1);
});

test('an Application that an ApplicationSet makes too', () => {
  const source = '{repoURL: https://github.com/team/shop.git, path: "k8s/{{name}}"}';
  const spec = `{project: shop, source: ${source}, destination: {server: https://kubernetes.default.svc}}`;
  const list = (name: string) => `
apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: apis, namespace: argocd}
spec:
  generators: [{list: {elements: [{name: cart}, {name: ${name}}]}}]
  template: {metadata: {name: "api-{{name}}"}, spec: ${spec}}
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: api-news, namespace: argocd}
spec: ${spec.replace('{{name}}', 'news')}
`;
  expect(findings(duplicateResource, list('news'))).toEqual([
    'error Application argocd/api-news is also made by ApplicationSet argocd/apis, from an element of its list',
  ]);
  expect(findings(duplicateResource, list('stock'))).toEqual([]);
});
