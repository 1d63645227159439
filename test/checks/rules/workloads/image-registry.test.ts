import { imageRegistry } from '../../../../src/checks/rules/workloads/image-registry.js';
import { findings } from '../../findings.js';

const pod = (name: string, image = `ghcr.io/team/${name}:1`) =>
  `---\n{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: api}, spec: {containers: [{name: app, image: "${image}"}]}}\n`;
const application = (owner: string) =>
  `---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: a, namespace: argocd}, spec: {source: {repoURL: "https://github.com/${owner}/shop.git", path: k8s}}}\n`;
const four = ['a', 'b', 'c', 'd'].map((name) => pod(name)).join('');
const check = (text: string) => findings(imageRegistry, text);

test('the one from elsewhere', () => {
  expect(check(four + pod('e', 'docker.io/old/e:1'))).toEqual([
    'warning spec.containers[0].image: image of "e" comes from docker.io/old, and those of 4 others from ghcr.io/team',
  ]);
});

test('all from an owner whose the repository is not', () => {
  expect(check(four + application('newteam'))).toEqual([
    'warning spec.containers[0].image: all 4 images come from ghcr.io/team, and the repository belongs to "newteam"',
  ]);
});

test.each([
  ['an image of others', four + pod('e', 'docker.io/library/nginx:1')],
  [
    'two from elsewhere',
    four +
      four.replaceAll(/name: ([a-d]),/g, 'name: $1$1,').replaceAll(/team\/([a-d]):/g, 'team/$1$1:') +
      pod('e', 'x.io/o/e:1') +
      pod('f', 'x.io/o/f:1'),
  ],
  [
    'a tool of others',
    ['a-api', 'b-api', 'c-api', 'd-api'].map((name) => pod(name)).join('') + pod('tool', 'ghcr.io/tool/tool:1'),
  ],
  ['the owner of the repository', four + application('team')],
  ['no repository', four],
])('silent: %s', (_, text) => {
  expect(check(text)).toEqual([]);
});
