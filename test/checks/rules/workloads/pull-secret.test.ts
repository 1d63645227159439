import { pullSecret } from '../../../../src/checks/rules/workloads/pull-secret.js';
import { deployment, findings } from '../../findings.js';

const secret = (type: string, name = 'pull') =>
  `---\n{apiVersion: v1, kind: Secret, metadata: {name: ${name}, namespace: api}, type: ${type}}\n`;
const docker = secret('kubernetes.io/dockerconfigjson');
const pod = (name: string, image: string, more = '') => deployment(name, more).replace('x:1', image);
const pulls = 'imagePullSecrets: [{name: pull}]';
const check = (text: string) => findings(pullSecret, text);

test('a secret that is not there, said once', () => {
  const other = secret('kubernetes.io/dockerconfigjson', 'other');
  expect(check(other + pod('a', 'ghcr.io/team/a:1', pulls) + pod('b', 'ghcr.io/team/b:1', pulls))).toEqual([
    'warning spec.template.spec.imagePullSecrets[0].name: Secret "pull" does not exist in namespace "api"',
  ]);
});

test('a secret of another type, also one that is made', () => {
  const message =
    'warning spec.template.spec.imagePullSecrets[0].name: Secret "pull" is of type Opaque, which the kubelet does not take for pulling';
  expect(check(secret('Opaque') + pod('a', 'ghcr.io/team/a:1', pulls))).toEqual([message]);
  const made =
    '---\n{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: pull, namespace: api}, spec: {data: []}}\n';
  expect(check(made + pod('a', 'ghcr.io/team/a:1', pulls))).toEqual([message]);
});

test('a pod without, where another needs one for the same owner', () => {
  expect(check(docker + pod('a', 'ghcr.io/team/a:1', pulls) + pod('b', 'ghcr.io/team/b:1'))).toEqual([
    'warning spec.template.spec.containers[0].image: image "ghcr.io/team/b:1" is pulled without a secret: Deployment api/a needs one for "ghcr.io/team"',
  ]);
});

const application =
  '---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: a, namespace: argocd}, spec: {source: {repoURL: "https://github.com/Team/shop.git", path: x}}}\n';

test('packages of the own repository, where nobody has a secret: said once', () => {
  const both = pod('a', 'ghcr.io/team/a:1') + pod('b', 'ghcr.io/team/b:1');
  expect(check(application + both)).toEqual([
    'warning spec.template.spec.containers[0].image: image "ghcr.io/team/a:1" is pulled without a secret, and 1 more like it: a package of GitHub is private at first',
  ]);
  expect(check(application + both.replaceAll('team', 'else'))).toEqual([]);
});

test('a secret for another registry', () => {
  const made = (host: string) =>
    `---\n{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: pull, namespace: api}, spec: {data: [], target: {template: {type: kubernetes.io/dockerconfigjson, data: {.dockerconfigjson: '{"auths": {"${host}": {"username": "{{ .user }}"}}}'}}}}}\n`;
  const hub = made('https://index.docker.io/v1/');
  expect(check(hub + pod('a', 'ghcr.io/team/a:1', pulls))).toEqual([
    'warning spec.template.spec.containers[0].image: image "ghcr.io/team/a:1" is of ghcr.io, and the pull secret is for docker.io',
  ]);
  expect(check(hub + pod('a', 'team/a:1', pulls))).toEqual([]);
  expect(check(made('ghcr.io') + pod('a', 'ghcr.io/team/a:1', pulls))).toEqual([]);
  expect(check(made('{{ .host }}') + pod('a', 'ghcr.io/team/a:1', pulls))).toEqual([]);
});

const account =
  '---\n{apiVersion: v1, kind: ServiceAccount, metadata: {name: default, namespace: api}, imagePullSecrets: [{name: pull}]}\n';

test.each([
  ['each with its secret', docker + pod('a', 'ghcr.io/team/a:1', pulls) + pod('b', 'ghcr.io/team/b:1', pulls)],
  ['another owner', docker + pod('a', 'ghcr.io/team/a:1', pulls) + pod('b', 'ghcr.io/else/b:1')],
  ['an image of everybody', docker + pod('a', 'ghcr.io/team/a:1', pulls) + pod('b', 'nginx:1')],
  [
    'the ServiceAccount brings it',
    docker + account + pod('a', 'ghcr.io/team/a:1', pulls) + pod('b', 'ghcr.io/team/b:1'),
  ],
  ['nobody has one', pod('a', 'ghcr.io/team/a:1')],
])('silent: %s', (_, text) => {
  expect(check(text)).toEqual([]);
});

test('a Secret that several namespaces lack is one finding', () => {
  const here = pod('a', 'ghcr.io/team/a:1', pulls);
  const there = here.replaceAll('namespace: api', 'namespace: shop');
  const found = check(docker.replaceAll('name: pull', 'name: other') + here + there);
  expect(found).toEqual([expect.stringMatching(/Secret "pull" does not exist in namespace "api", nor in "shop"$/)]);
});

test('a secret that an account names', () => {
  const account =
    '---\n{apiVersion: v1, kind: ServiceAccount, metadata: {name: a, namespace: api}, imagePullSecrets: [{name: pul}]}\n';
  expect(check(docker + account)).toEqual([
    'warning imagePullSecrets[0].name: Secret "pul" does not exist in namespace "api"',
  ]);
  expect(check(docker + account.replace('pul}', 'pull}'))).toEqual([]);
});
