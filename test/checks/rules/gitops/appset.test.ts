import { appset } from '../../../../src/checks/rules/gitops/appset.js';
import { findings, inFiles } from '../../findings.js';

const set = (name: string, elements = '[{name: a}]', more = '', path = 'k8s/x') => `
apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: s, namespace: argocd}
spec:
  ${more}
  generators: [{list: {elements: ${elements}}}]
  template: {metadata: {name: '${name}'}, spec: {source: {path: '${path}'}}}
`;
const go = 'goTemplate: true\n  goTemplateOptions: [missingkey=error]';

test.each([
  ['quotes in the name', set('x-"{{name}}"'), /template\.metadata\.name: the names of the Applications hold "\\""/],
  ['a key of no element', set('{{app}}'), /template\.metadata\.name: its element has no "app"/],
  [
    'a key that one lacks',
    set('{{name}}', '[{name: a, env: x}, {name: b}]', '', '{{env}}'),
    /elements\[1\]: element "b" has no "env"/,
  ],
  ['a dot too many', set('{{.name}}'), /"name" is written for Go templates: here it is {{name}}/],
  [
    'a dot too few',
    set('{{name}}', undefined, go),
    /"name" is written for the simple templates: here it is {{\.name}}/,
  ],
  ['twins', set('{{name}}', '[{name: a}, {name: a, x: z}]'), /elements\[1\]: two elements make one Application, "a"/],
])('%s', (_, text, message) => {
  expect(findings(appset, text)).toEqual([expect.stringMatching(message)]);
});

test('Go templates that let a missing key pass', () => {
  expect(findings(appset, set('{{.name}}', undefined, 'goTemplate: true'))).toEqual([
    'warning spec.goTemplate: goTemplate without missingkey=error: a missing key becomes <no value>',
  ]);
});

test.each([
  ['keys of a list', set('x-{{name}}', '[{name: a, values: {c: d}}]', '', '{{values.c}}')],
  ['Go templates', set('{{.name}}', undefined, go)],
  ['other generators', set('{{path.basename}}').replace('list: {elements: [{name: a}]}', 'git: {repoURL: u}')],
])('silent: %s', (_, text) => {
  expect(findings(appset, text)).toEqual([]);
});

test('a folder beside those of the list', () => {
  const map = (name: string) => `{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}}}`;
  const run = (elements: string) =>
    inFiles(appset, {
      'apps/s.yaml': set('{{name}}', elements, '', 'k8s/{{name}}/base'),
      'k8s/a/base/m.yaml': map('a'),
      'k8s/b/base/m.yaml': map('b'),
      'k8s/c/base/m.yaml': map('c'),
    });
  expect(run('[{name: a}, {name: b}]')).toEqual([
    'warning spec.generators[0].list.elements: no Application applies the folder of "c", which lies beside those of the list',
  ]);
  expect(run('[{name: a}, {name: b}, {name: c}]')).toEqual([]);
  expect(run('[{name: a}]')).toEqual([]);
});

test.each([
  [
    'braces that do not close',
    set('{{name}}', undefined, '', 'k8s/{{ name }/x'),
    'spec.template.spec.source.path: the braces of "k8s/{{ name }/x" do not close',
  ],
  [
    'single braces',
    set('{{name}}', undefined, '', 'k8s/{name}/x'),
    'spec.template.spec.source.path: "{name}" stays as it is: a key of the elements is named with two braces',
  ],
  [
    'a number',
    set('{{name}}', '[{name: a, wave: 1}]'),
    'spec.generators[0].list.elements[0].wave: "wave" of an element is 1, no text, which simple templates alone take',
  ],
  [
    'a dot in a path alone',
    set('{{name}}', undefined, '', 'k8s/{{.name}}'),
    'spec.template.spec.source.path: "name" is written for Go templates: here it is {{name}}',
  ],
])('%s', (_, text, message) => {
  expect(findings(appset, text)).toEqual([`error ${message}`]);
});

test('numbers and values of Go templates, and braces of nobody', () => {
  expect(findings(appset, set('{{.name}}', '[{name: a, wave: 1}]', go))).toEqual([]);
  expect(findings(appset, set('{{name}}', '[{name: a, values: {b: c}}]', '', 'k8s/{other}'))).toEqual([]);
});

test('a folder that two lists could have forgotten is said of the one with more of its kind', () => {
  const list = (name: string, elements: string) =>
    set('{{name}}', elements, '', 'k8s/{{name}}/base').replace('{name: s,', `{name: ${name},`);
  const map = (name: string) => `{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}}}`;
  const names = ['cart', 'desk', 'cart-worker', 'desk-worker', 'mail-worker'];
  const found = inFiles(appset, {
    'apps/a.yaml': list('apis', '[{name: cart}, {name: desk}]'),
    'apps/b.yaml': list('workers', '[{name: cart-worker}, {name: desk-worker}]'),
    ...Object.fromEntries(names.map((name) => [`k8s/${name}/base/m.yaml`, map(name)])),
  });
  expect(found).toHaveLength(1);
});
