import { checkTree } from '../../../../src/checks/check.js';
import { kustomize } from '../../../../src/checks/rules/gitops/kustomize.js';
import { partFiles } from '../../../../src/manifest/files/sets.js';
import { inFiles } from '../../findings.js';

const kustomization = (fields: string) =>
  `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n${fields}\n`;
const config = (name: string, namespace = 'api') =>
  `{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}${namespace && `, namespace: ${namespace}`}}, data: {a: b}}\n`;
const check = (files: Record<string, string>) => inFiles(kustomize, files);

/** A base with the ConfigMap api/shop, and an overlay. */
const overlay = (fields: string, more: Record<string, string> = {}) => ({
  'app/base/kustomization.yaml': kustomization('resources: [shop.yaml]'),
  'app/base/shop.yaml': config('shop'),
  'app/dev/kustomization.yaml': kustomization(`resources: [../base]\n${fields}`),
  'app/dev/notes.yaml': config('notes'),
  ...more,
});
const patched = (patch: string, fields = 'patches: [{path: patch.yaml}]') =>
  overlay(fields, { 'app/dev/patch.yaml': patch });

test('a file that is not there', () => {
  expect(check(overlay('patches: [{path: note.yaml}]'))).toEqual(['error patches[0].path: "note.yaml" does not exist']);
  expect(check(overlay('configMapGenerator: [{name: x, files: [app.conf=gone.conf]}]'))).toEqual([
    'error configMapGenerator[0].files[0]: "gone.conf" does not exist',
  ]);
});

test('a file that is listed already is not meant by the name of one that is not there', () => {
  const fixOf = (resources: string) => {
    const files = { 'kustomization.yaml': kustomization(`resources: ${resources}`), 'page.yaml': config('page') };
    const found = Object.entries(files).map(([path, text]) => ({ file: path, path, text }));
    return checkTree(partFiles(found), {}, { rules: [kustomize] }).findings[0]?.fix;
  };
  expect(fixOf('[pagee.yaml]')).toBe('Did you mean "page.yaml"?');
  expect(fixOf('[pagee.yaml, page.yaml]')).toBe('Add the file, or drop the line.');
});

test('a folder that lists itself, or one that leads back to it', () => {
  expect(check({ 'a/kustomization.yaml': kustomization('resources: [./]'), 'a/b.yaml': config('b') })).toContain(
    'error resources[0]: "./" is the folder itself',
  );
  const circle = { ...overlay(''), 'app/base/kustomization.yaml': kustomization('resources: [shop.yaml, ../dev]') };
  expect(check(circle)).toEqual([
    'error resources[1]: "../dev" comes back to this folder',
    'error resources[0]: "../base" comes back to this folder',
  ]);
});

test('one entry where a list is wanted', () => {
  expect(check(overlay('patches: {path: notes.yaml}'))).toEqual(['error patches: "patches" is no list']);
});

test('a file outside the folder, where a folder would do', () => {
  const files = overlay('', { 'app/global/policy.yaml': config('policy') });
  files['app/dev/kustomization.yaml'] = kustomization('resources: [../base, ../global/policy.yaml]');
  expect(check(files)).toEqual([
    'error resources[1]: "../global/policy.yaml" is a file outside the folder of its kustomization',
  ]);
});

test('a folder without a kustomization', () => {
  expect(check({ ...overlay('components: [../extra]'), 'app/extra/x.yaml': config('x') })).toEqual([
    'error components[0]: folder "../extra" has no kustomization.yaml',
  ]);
});

test('an entry that is there twice, and an object that comes from two files', () => {
  const files = overlay('');
  files['app/base/kustomization.yaml'] = kustomization('resources: [shop.yaml, shop.yaml]');
  expect(check(files)).toEqual([
    'error resources[1]: "shop.yaml" is listed twice',
    'error resources[0]: "../base" cannot be built: see app/base/kustomization.yaml:3',
  ]);
  files['app/base/kustomization.yaml'] = kustomization('resources: [shop.yaml, again.yaml]');
  expect(check({ ...files, 'app/base/again.yaml': config('shop') })).toEqual([
    'error resources: ConfigMap "shop" comes twice: from app/base/shop.yaml:1 and app/base/again.yaml:1',
    'error resources[0]: "../base" cannot be built: see app/base/kustomization.yaml:3',
  ]);
});

test.each([
  ['without the namespace', config('shop', ''), ': the object is in namespace "api"'],
  ['of another kind', config('shop').replace('ConfigMap', 'Secret'), ': the object is a ConfigMap'],
  ['of another version', config('shop').replace('v1', 'v2'), ': the object is in v1'],
  ['of nothing', config('shops'), ''],
])('a patch %s', (_, patch, why) => {
  expect(check(patched(patch))).toEqual([expect.stringContaining(`has no target${why}`)]);
  expect(check(patched('', `patchesStrategicMerge: [${JSON.stringify(`${patch}\n`)}]`))).toHaveLength(1);
});

test('a selector that selects nothing is a warning', () => {
  expect(check(overlay('patches: [{patch: "[]", target: {kind: Deployment, name: shop}}]'))).toEqual([
    'warning patches[0].target: patch selects no object: there is no Deployment "shop"',
  ]);
  expect(check(overlay('patches: [{patch: "[]", target: {kind: ConfigMap, name: sh.*}}]'))).toEqual([]);
});

test('what kustomize does not read', () => {
  expect(check(overlay('patches: [notes.yaml]'))).toEqual([
    'error patches[0]: an entry of "patches" is the text "notes.yaml", allowed is a mapping',
  ]);
  expect(check(overlay('nameprefix: x-'))).toEqual(['error nameprefix: "nameprefix" is no field of a kustomization']);
  expect(check({ 'kustomization.yaml': kustomization('resources:\n# nothing yet') })).toEqual([
    'error the kustomization is empty: no field of it has a value',
  ]);
});

test.each([
  ['a patch of its target', patched(config('shop'))],
  [
    'a patch under the name that a base gave',
    {
      ...patched(config('x-shop', 'web')),
      'app/base/kustomization.yaml': kustomization('resources: [shop.yaml]\nnamePrefix: x-\nnamespace: web'),
    },
  ],
  [
    'a patch of what a generator makes',
    patched(config('made', ''), 'configMapGenerator: [{name: made, literals: [a=b]}]\npatches: [{path: patch.yaml}]'),
  ],
  [
    'a patch where a remote base may hold the target',
    patched(config('far'), 'components: ["https://x.io/y?ref=v1"]\npatches: [{path: patch.yaml}]'),
  ],
  [
    'a component',
    {
      ...overlay('components: [../extra]'),
      'app/extra/kustomization.yaml': 'kind: Component\npatches: [{path: patch.yaml}]\n',
      'app/extra/patch.yaml': config('shop'),
    },
  ],
  ['paths that leave the tree', overlay('components: [../../../elsewhere]')],
  [
    'a kustomization alone, of which the rest was not read',
    { 'kustomization.yaml': kustomization('resources: [a.yaml, ../b]') },
  ],
  [
    'a Kustomization of Flux',
    { 'kustomization.yaml': 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec: {path: ./x}\n' },
  ],
])('silent: %s', (_, files) => {
  expect(check(files)).toEqual([]);
});

test.each([
  ['images: [{name: a, tag: x}]', 'images[0].tag: "tag" is no field of an entry of "images"'],
  ['images: [{name: a, newTag: 12}]', 'images[0].newTag: "newTag" is 12, allowed is text'],
  ['images: [{name: a, newName: "r.io/a:1"}]', 'images[0].newName: newName "r.io/a:1" has a tag in it'],
  ['labels: [{includeSelectors: true, env: dev}]', 'labels[0].env: "env" is no field of an entry of "labels"'],
  ['labels: [{pairs: {env: true}}]', 'labels[0].pairs.env: "env" is true, allowed is text'],
  ['commonLabels: [{env: dev}]', 'commonLabels: "commonLabels" is no mapping'],
  ['replicas: [{name: shops, count: 2}]', 'replicas[0].name: replicas of "shops" are set, and there is no such object'],
  [
    'configMapGenerator: [{name: shop, literals: [a=b]}]',
    'configMapGenerator[0].name: ConfigMap "shop" is there already',
  ],
  [
    'configMapGenerator: [{name: shops, behavior: merge, literals: [a=b]}]',
    'configMapGenerator[0].behavior: ConfigMap "shops" is not there to merge',
  ],
  [
    'configMapGenerator: [{name: b, literals: {a: b}}]',
    'configMapGenerator[0].literals: "literals" is {"a":"b"}, allowed is a list',
  ],
  ['patches: [{patch: "[{op: remove, path: /data/a}]"}]', 'patches[0]: a patch of single fields has no target'],
  [
    'patches: [{patch: "[{op: replace, path: /data/level, value: c}]", target: {kind: ConfigMap, name: shop}}]',
    'patches[0].patch: "/data/level" is not in ConfigMap "shop": it has no "level"',
  ],
  [
    'patches: [{patch: "[{op: add, path: /metadata/labels/x, value: c}]", target: {kind: ConfigMap, name: shop}}]',
    'patches[0].patch: "/metadata/labels/x" is not in ConfigMap "shop": it has no "labels"',
  ],
])('what kustomize does not take: %s', (fields, message) => {
  expect(check(overlay(fields))).toEqual([`error ${message}`]);
});

test('two entries of one image', () => {
  expect(check(overlay('images: [{name: a, newTag: x}, {name: a, newTag: z}]'))).toEqual([
    'warning images[1].name: image "a" has two entries, the second of which counts',
  ]);
});

test('a kind and a version of no kustomization', () => {
  const run = (head: string) =>
    check({ 'kustomization.yaml': `${head}\nresources: [a.yaml]\n`, 'a.yaml': config('a') });
  expect(run('kind: Kustomisation')).toEqual([
    'error kind: kind is "Kustomisation", allowed is Kustomization or Component',
  ]);
  expect(run('apiVersion: kustomize.config.k8s.io/v1')).toEqual([
    'error apiVersion: apiVersion is "kustomize.config.k8s.io/v1", of which there is none',
  ]);
  expect(run('apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component')).toEqual([]);
});

test('a file that nobody lists', () => {
  const files = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [`x/${name}.yaml`, config(name)]));
  expect(check({ ...files, 'x/kustomization.yaml': kustomization('resources: [a.yaml, b.yaml, c.yaml]') })).toEqual([
    'warning resources: "d.yaml" beside it is listed by no kustomization',
  ]);
  expect(check({ ...files, 'x/kustomization.yaml': kustomization('resources: [a.yaml, b.yaml]') })).toEqual([]);
  expect(check(overlay('namePrefix: x-', { 'app/dev/patch-shop.yaml': config('shop') }))).toEqual([
    'warning resources: "patch-shop.yaml" beside it is listed by no kustomization',
  ]);
});

test.each([
  [
    'what is there',
    'images: [{name: a, newTag: "12", digest: d}]\nlabels: [{pairs: {env: "true"}, includeTemplates: true}]',
  ],
  ['a merge into what is there', 'configMapGenerator: [{name: shop, behavior: merge, literals: [a=b]}]'],
  [
    'a step that another patch adds',
    'patches: [{patch: "{apiVersion: v1, kind: ConfigMap, metadata: {name: shop, namespace: api, labels: {y1: z}}}"}, {patch: "[{op: add, path: /metadata/labels/x, value: c}]", target: {kind: ConfigMap, name: shop}}]',
  ],
  [
    'the end of a list',
    'patches: [{patch: "[{op: add, path: /data/x, value: c}]", target: {kind: ConfigMap, name: shop}}]',
  ],
])('silent in entries: %s', (_, fields) => {
  expect(check(overlay(fields))).toEqual([]);
});

test('operations that no patch has', () => {
  const of = (operations: string) =>
    check(overlay(`patches: [{patch: "${operations}", target: {kind: ConfigMap, name: shop}}]`));
  expect(of('[{op: replce, path: /data/a, value: c}]')).toEqual([
    'error patches[0].patch: "replce" is no operation of a patch: add, remove, replace, move, copy, test',
  ]);
  expect(of('[{op: add, path: data/b, value: c}]')).toEqual([
    'error patches[0].patch: path "data/b" of a patch does not begin with a slash',
  ]);
  expect(of('[{op: add, path: /data/b}]')).toEqual(['error patches[0].patch: "add" of "/data/b" has no value']);
  expect(of('[{op: add, path: /data/b, value: c}, {op: remove, path: /data/a}]')).toEqual([]);
});

test('a place of a list that is not there', () => {
  const containers = '{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: a, env: []}]}}';
  const of = (place: number) =>
    check({
      'a/pod.yaml': containers,
      'a/kustomization.yaml': kustomization(
        `resources: [pod.yaml]\npatches: [{patch: "[{op: add, path: /spec/containers/${place}/env/-, value: {name: X, value: '1'}}]", target: {kind: Pod, name: p}}]`,
      ),
    });
  expect(of(1)).toEqual([
    'error patches[0].patch: "/spec/containers/1/env/-" is not in Pod "p": it has no "spec/containers/1"',
  ]);
  expect(of(0)).toEqual([]);
});

test('a tag that is more than a tag, and a path from the root of the machine', () => {
  expect(check(overlay('images: [{name: shop, newTag: "ghcr.io/team/shop:1.0"}]'))).toEqual([
    'error images[0].newTag: newTag "ghcr.io/team/shop:1.0" is more than a tag',
  ]);
  expect(check({ 'a/kustomization.yaml': kustomization('resources: [/app/base]') })).toEqual([
    'error resources[0]: "/app/base" begins at the root of the machine',
  ]);
});

test('names of another folder, where all beside it say their own', () => {
  const folder = (name: string, says: string, prefix = `namePrefix: ${says}-\n`) => ({
    [`overlays/${name}/kustomization.yaml`]: kustomization(
      `namespace: ${says}\n${prefix}commonLabels: {domain: ${says}}\nresources: [a.yaml]`,
    ),
    [`overlays/${name}/a.yaml`]: config('a', ''),
  });
  const others = Object.assign({}, ...['auth', 'cart', 'mail', 'stock'].map((name) => folder(name, name)));
  const end = 'where 4 folders beside it say their own name';
  expect(check({ ...others, ...folder('chat', 'mail') })).toEqual([
    `warning namespace: namespace is "mail", ${end}`,
    `warning namePrefix: namePrefix is "mail-", ${end}`,
    `warning commonLabels.domain: commonLabels.domain is "mail", ${end}`,
  ]);
  expect(check({ ...others, ...folder('chat', 'chat', '') })).toEqual([`warning namePrefix is not there, ${end}`]);
  expect(check({ ...others, ...folder('chat', 'chat') })).toEqual([]);
  // A name that is no sibling's was chosen.
  expect(check({ ...others, ...folder('chat', 'talk') })).toEqual([]);
});
