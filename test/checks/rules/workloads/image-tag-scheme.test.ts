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
