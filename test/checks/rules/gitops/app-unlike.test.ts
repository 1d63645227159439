import { appUnlike } from '../../../../src/checks/rules/gitops/app-unlike.js';
import { findings, inFiles } from '../../findings.js';

const REVISION = 'targetRevision: main';
const AUTOMATED = 'syncPolicy: {automated: {prune: true, selfHeal: true}}';
const application = (
  name: string,
  { revision = REVISION, policy = AUTOMATED, namespace = 'argocd', repo = 'shop' } = {},
) => `---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  source: {repoURL: https://github.com/team/${repo}.git, path: dist/${name}, ${revision}}
  ${policy}
`;
const others = ['cart', 'desk', 'mail', 'stock'].map((name) => application(name)).join('');

test.each(['v1.4.2', 'till-1.4.2', '0123456789abcdef0123456789abcdef01234567'])('silent: held at %s', (revision) => {
  expect(findings(appUnlike, others + application('till', { revision: `targetRevision: ${revision}` }))).toEqual([]);
});

test.each([
  [
    { revision: 'targetRevision: feature/x' },
    'spec.source.targetRevision: targetRevision is "feature/x" here, and "main" for 4 others',
  ],
  [
    { revision: 'targetRevision: null' },
    'spec.source.targetRevision: targetRevision is "HEAD" here, and "main" for 4 others',
  ],
  [{ policy: '' }, 'spec: "till" is synced by hand, and 4 others sync themselves'],
  [
    { policy: AUTOMATED.replace('prune: true, ', '') },
    'spec.syncPolicy.automated.prune: prune is "false" here, and "true" for 4 others',
  ],
  [
    { policy: AUTOMATED.replace(', selfHeal: true', '') },
    'spec.syncPolicy.automated.selfHeal: selfHeal is "false" here, and "true" for 4 others',
  ],
  [{ namespace: 'default' }, 'metadata.namespace: namespace is "default" here, and "argocd" for 4 others'],
])('%j', (odd, said) => {
  expect(findings(appUnlike, others + application('till', odd))).toEqual([`warning ${said}`]);
});

test.each([
  ['all agree', others + application('till')],
  ['a choice', others + application('till', { policy: AUTOMATED.replace('prune: true', 'prune: false') })],
  ['few', application('cart') + application('desk') + application('till', { policy: '' })],
  ['several by hand', others + application('till', { policy: '' }) + application('shelf', { policy: '' })],
  ['another repository', others + application('till', { repo: 'tools', revision: 'targetRevision: v1.2.3' })],
])('silent: %s', (_, text) => {
  expect(findings(appUnlike, text)).toEqual([]);
});

const plain = (name: string, project: string, server = 'https://a.io') => `---
{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: ${name}, namespace: argocd}, spec: {project: ${project}, destination: {server: "${server}"}}}
`;
const four = (project: string) =>
  ['cart', 'desk', 'mail', 'stock'].map((name) => plain(`${project}-${name}`, project)).join('');

test('a project that nobody else has', () => {
  expect(findings(appUnlike, four('shop') + plain('shop-till', 'shops'))).toEqual([
    'warning spec.project: project is "shops" here alone, and "shop" for 4 others',
  ]);
  for (const more of [plain('a', 'x') + plain('b', 'x'), plain('a', 'x') + plain('b', 'y'), ''])
    expect(findings(appUnlike, four('shop') + more)).toEqual([]);
});

test('another cluster than all others', () => {
  expect(findings(appUnlike, four('shop') + plain('shop-till', 'shop', 'https://b.io'))).toEqual([
    'warning spec.destination.server: server is "https://b.io" here, and "https://a.io" for 4 others',
  ]);
});

test('a name of another environment', () => {
  const run = (name: string) =>
    inFiles(appUnlike, {
      'clusters/prod/apps.yaml': four('prod').replaceAll('project: prod', 'project: x') + plain(name, 'x'),
    });
  expect(run('dev-till')).toEqual([
    'warning metadata.name: "dev-till" is called after "dev", and 4 others after "prod"',
  ]);
  expect(run('till')).toEqual([]);
});
