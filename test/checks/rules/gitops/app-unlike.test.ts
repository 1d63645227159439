import { appUnlike } from '../../../../src/checks/rules/gitops/app-unlike.js';
import { findings } from '../../findings.js';

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
