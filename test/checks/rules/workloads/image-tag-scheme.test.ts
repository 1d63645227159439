import { imageTagScheme } from '../../../../src/checks/rules/workloads/image-tag-scheme.js';
import { deployment, findings, inFiles } from '../../findings.js';

const pods = (...images: string[]) => images.map((image, i) => deployment(`a${i}`).replace('x:1', image)).join('');
const usual = ['a', 'b', 'c', 'd'].map((name) => `docker.io/team/shop:${name}-dev-latest`);
const check = (...images: string[]) => findings(imageTagScheme, pods(...usual, ...images));
const at = 'warning spec.template.spec.containers[0].image';

test('the registry is left out, once', () => {
  expect(check('team/shop:e-dev-latest')).toEqual([
    `${at}: image "team/shop" is written "docker.io/team/shop" everywhere else`,
  ]);
});

test('a tag without the environment that all others name', () => {
  expect(check('docker.io/team/shop:e-latest')).toEqual([
    `${at}: tag "e-latest" does not name "dev", as nearly all of this repository do`,
  ]);
});

test('a tag of another environment', () => {
  expect(inFiles(imageTagScheme, { 'dist/prod/x.yaml': pods('team/shop:e-dev-latest') })).toEqual([
    `${at}: tag "e-dev-latest" is of environment "dev", and this is "prod"`,
  ]);
});

test.each([
  ['one that is written alike', 'docker.io/team/shop:e-dev-latest'],
  ['a version that is pinned', 'docker.io/team/shop:e-1.2.0'],
  ['another repository', 'team/other:latest'],
])('silent: %s', (_, image) => {
  expect(check(image)).toEqual([]);
});

const base = (name: string) => ({
  'base/kustomization.yaml': 'resources: [pod.yaml]\n',
  'base/pod.yaml': pods('team/shop:1'),
  'dev/kustomization.yaml': `resources: [../base]\nimages: [{name: ${name}, newTag: "2"}]\n`,
});

test('an entry of kustomize that names no image', () => {
  expect(inFiles(imageTagScheme, base('docker.io/team/shop'))).toEqual([
    'warning images[0].name: images names "docker.io/team/shop", which no container here has',
  ]);
  expect(inFiles(imageTagScheme, base('team/shop'))).toEqual([]);
});

describe('tags that workflows push', () => {
  const workflow = (tags: string) => `on: push
env: {REGISTRY: docker.io/team}
jobs:
  build:
    runs-on: x
    steps: [{uses: docker/build-push-action@v6, with: {push: true, tags: "${tags}"}}]
`;
  const run = (tags: string, tag: string, name = 'team/shop') =>
    inFiles(imageTagScheme, {
      '.github/workflows/build.yaml': workflow(tags),
      'k8s/kustomization.yaml': `images: [{name: ${name}, newTag: ${tag}}]\nresources: [x.yaml]\n`,
    }).filter((found) => found.includes('newTag'));
  const made = `\${{ env.REGISTRY }}/shop:\${{ matrix.service }}-api-dev-latest`;

  it('are those that a kustomization may set', () => {
    expect(run(made, 'auth-dev-latest')).toEqual([
      `warning images[0].newTag: tag "auth-dev-latest" is none that a workflow pushes: \${{ matrix.service }}-api-dev-latest`,
    ]);
    expect(run(made, 'auth-api-dev-latest')).toEqual([]);
  });

  it('say nothing of versions, of other repositories, and where only a run knows them', () => {
    expect(run(made, '1.2.0')).toEqual([]);
    expect(run(made, 'auth-dev-latest', 'team/other')).toEqual([]);
    expect(run(`team/shop:\${{ github.sha }}`, 'auth-dev-latest')).toEqual([]);
  });
});

test('a tag that is called after another service', () => {
  const pod = (name: string, tag: string) => deployment(name).replace('x:1', `docker.io/team/shop:${tag}`);
  const own = ['cart', 'stock', 'desk', 'mail'].map((name) => pod(name, `${name}-dev-latest`)).join('');
  expect(findings(imageTagScheme, own + pod('cart-canary', 'stock-dev-canary'))).toEqual([
    `${at}: tag "stock-dev-canary" is called after "stock", and "cart" runs it`,
  ]);
  // One that has no image of its own shares that of another.
  expect(findings(imageTagScheme, own + pod('stock-sync', 'stock-dev-latest'))).toEqual([]);
  expect(findings(imageTagScheme, own + pod('cart-canary', 'cart-dev-canary'))).toEqual([]);
});

describe('tags of one repository', () => {
  const pod = (name: string, tag: string) => deployment(name).replace('x:1', `docker.io/team/shop:${tag}-dev-latest`);
  const own = (...names: string[]) => names.map((name) => pod(name, name)).join('');
  const apis = own('cart-api', 'desk-api', 'mail-api');

  it('are called after another sort, where all others of the sort have their own', () => {
    expect(findings(imageTagScheme, apis + own('cart-worker', 'desk-worker') + pod('mail-worker', 'mail-api'))).toEqual(
      [`${at}: tag "mail-api-dev-latest" is called after "mail-api", and "mail-worker" runs it`],
    );
    // Two that share what one of them is called after; a single other worker; a sort that always shares.
    for (const shared of [
      own('cart-worker', 'desk-worker') + pod('cart-sync-worker', 'cart-worker'),
      own('cart-worker') + pod('mail-worker', 'mail-api'),
      pod('cart-grpc', 'cart-api') + pod('desk-grpc', 'desk-api') + pod('mail-grpc', 'mail-api'),
    ])
      expect(findings(imageTagScheme, apis + shared)).toEqual([]);
  });

  it('have a word more or less than the service, where those of all others have none', () => {
    for (const [name, tag] of [
      ['router', 'router-api'],
      ['stock-api', 'stock'],
    ] as const)
      expect(findings(imageTagScheme, apis + own('gateway') + pod(name, tag))).toEqual([
        `${at}: tag "${tag}-dev-latest" is called after "${tag}", and "${name}" runs it`,
      ]);
    // What two run is shared; with few others there is no scheme.
    expect(
      findings(imageTagScheme, apis + own('gateway') + pod('stock-api', 'stock') + pod('stock-sync', 'stock')),
    ).toEqual([]);
    expect(findings(imageTagScheme, apis + pod('stock-api', 'stock'))).toEqual([]);
  });
});
