import { environmentOf } from '../../../src/manifest/files/environment.js';
import { partFiles } from '../../../src/manifest/files/sets.js';

const object = (name: string) => `{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}, namespace: api}}`;

/** Files by path; the text is that of a ConfigMap called like the file unless it is given. */
function part(files: Readonly<Record<string, string | undefined>>) {
  const { sets, sources, findings } = partFiles(
    Object.entries(files).map(([path, text]) => ({ file: path, path, ...(text === undefined ? {} : { text }) })),
  );
  return {
    sets: Object.fromEntries(sets.map(({ name, manifests }) => [name, manifests.map(({ ref }) => ref.name)])),
    sources: sources.all.map(({ sort, path }) => `${sort} ${path}`),
    findings,
  };
}

test.each([
  ['dist/prod/shop/service.shop.yaml', 'prod'],
  ['dist/lab/shop/service.shop.yaml', 'lab'],
  ['clusters/eu-1/apps/a.yaml', 'eu-1'],
  ['clusters/base/a.yaml', undefined],
  ['rendered/workloads/auth/dev.yaml', 'dev'],
  ['rendered/rabbitmq/dev/topology.yaml', 'dev'],
  ['overlays/production/a.yaml', 'prod'],
  ['overlays/auth/a.yaml', undefined],
  ['k8s/shop-staging.yaml', 'staging'],
  ['k8s/values.prod.yaml', 'prod'],
  ['k8s/product.yaml', undefined],
  ['k8s/devices/a.yaml', undefined],
])('%s belongs to %s', (path, environment) => {
  expect(environmentOf(path)).toBe(environment);
});

test('each environment is a set; what belongs to none belongs to all', () => {
  const { sets } = part({ 'a/dev.yaml': object('d'), 'a/prod.yaml': object('p'), 'crds.yaml': object('c') });
  expect(sets).toEqual({ dev: ['c', 'd'], prod: ['c', 'p'] });
});

test('without any environment there is one set', () => {
  expect(part({ 'a.yaml': object('a'), 'b/c.yaml': object('c') }).sets).toEqual({ '': ['a', 'c'] });
});

test('a kustomization, what lies beside it and what it lists are sources', () => {
  const { sets, sources } = part({
    'base/kustomization.yaml': 'resources: [deployment.yaml, ../shared/x.yaml]',
    'base/deployment.yaml': object('a'),
    'base/orphan.yaml': object('o'),
    'shared/x.yaml': object('x'),
    'shared/y.yaml': object('z'),
  });
  expect(sources).toEqual([
    'kustomization base/kustomization.yaml',
    'kustomized base/deployment.yaml',
    'kustomized base/orphan.yaml',
    'kustomized shared/x.yaml',
  ]);
  expect(sets).toEqual({ '': ['z'] });
});

test('a chart: values are read, templates are not', () => {
  const { sets, sources, findings } = part({
    'chart/Chart.yaml': 'name: shop',
    'chart/values.yaml': 'replicas: 1',
    'chart/templates/a.yaml': 'a: {{ .Values.x }\n  b: [',
    'chart/templates/deep/b.yaml': object('b'),
  });
  expect(sources).toEqual(['chart chart/Chart.yaml', 'chart chart/values.yaml']);
  expect([sets, findings]).toEqual([{}, []]);
});

test('workflows are read as GitHub reads them', () => {
  const { sources } = partFiles([{ file: 'x', path: '.github/workflows/ci.yml', text: 'on: push' }]);
  expect(sources.sort('workflow').map((source) => source.object)).toEqual([{ on: 'push' }]);
});

test('files that nobody reads are known by name', () => {
  const { sources } = partFiles([{ file: 'services/a/Dockerfile', path: 'services/a/Dockerfile' }]);
  expect(sources.files.has('services/a/Dockerfile')).toBe(true);
});

test('lists are unfolded, other documents passed over, a name may still be completed', () => {
  const { sets } = part({
    'a.yaml': `{apiVersion: v1, kind: List, items: [${object('a')}, {apiVersion: v1, kind: ConfigMapList, items: [${object('b')}]}]}`,
    'b.yaml': 'replicas: 1\n---\n- a\n---\n{apiVersion: batch/v1, kind: Job, metadata: {generateName: migrate-}}',
  });
  expect(sets).toEqual({ '': ['a', 'b', 'migrate-'] });
});

test('an item of a list knows its place', () => {
  const text =
    'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: ConfigMap\n    metadata:\n      name: a\n';
  const [set] = partFiles([{ file: 'a.yaml', path: 'a.yaml', text }]).sets;
  expect(set?.manifests[0]?.origin.at?.(['metadata', 'name'])).toMatchObject({ line: 7, column: 7 });
});

describe('renderings', () => {
  const many = (names: readonly string[], more = '') => names.map((name) => `---\n${object(name)}${more}\n`).join('');

  test('what a rendering of another folder holds too counts once', () => {
    const rendered = many(['a', 'b', 'c']).replace('name: a,', 'name: a, labels: {team: blue},');
    expect(part({ 'k8s/base/maps.yaml': many(['a', 'b']), 'rendered/all.yaml': rendered }).sets).toEqual({
      '': ['a', 'b', 'c'],
    });
  });

  test('so does one to which only labels were added', () => {
    const labelled = object('a').replace('name: a,', 'name: a, labels: {team: blue},');
    expect(part({ 'k8s/a.yaml': object('a'), 'rendered/a.yaml': labelled }).sets).toEqual({ '': ['a'] });
    expect(part({ 'k8s/a.yaml': object('a'), 'copy/a.yaml': object('a') }).sets).toEqual({ '': ['a', 'a'] });
  });

  test('it does not where it says something else, or stands beside it', () => {
    const other = '{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: api}, data: {x: y}}';
    expect(part({ 'k8s/a.yaml': other, 'rendered/all.yaml': many(['a', 'b']) }).sets).toEqual({ '': ['a', 'a', 'b'] });
    expect(part({ 'k8s/a.yaml': object('a'), 'k8s/b.yaml': many(['a', 'b']) }).sets).toEqual({ '': ['a', 'a', 'b'] });
  });

  test('the same objects over again in one folder are sets side by side', () => {
    const { sets } = partFiles(
      Object.entries({
        'out/values-large.yaml': many(['a', 'b', 'c', 'd']),
        'out/values-small.yaml': many(['a', 'b', 'c']),
        'other.yaml': object('o'),
      }).map(([path, text]) => ({ file: path, path, text })),
    );
    expect(sets.map(({ manifests }) => manifests.map(({ ref }) => ref.name))).toEqual([
      ['a', 'b', 'c', 'd', 'o'],
      ['a', 'b', 'c', 'o'],
    ]);
  });

  test('two objects twice are a slip, and so are files of other names', () => {
    expect(part({ 'k/v-1.yaml': many(['a', 'b']), 'k/v-2.yaml': many(['a', 'b']) }).sets).toEqual({
      '': ['a', 'b', 'a', 'b'],
    });
    expect(part({ 'k/x.yaml': many(['a', 'b', 'c']), 'k/z.yaml': many(['a', 'b', 'c']) }).sets).toEqual({
      '': ['a', 'b', 'c', 'a', 'b', 'c'],
    });
  });
});
