import { hooks } from '../../../../src/checks/rules/gitops/hooks.js';
import { findings, inFiles } from '../../findings.js';

const job = (name: string, annotations: string, pod = '') => `---
apiVersion: batch/v1
kind: Job
metadata: {name: ${name}, namespace: api, annotations: {${annotations}}}
spec: {template: {spec: {containers: [{name: a}]${pod}}}}
`;
const hook = (phase: string, policy = 'HookSucceeded') =>
  `argocd.argoproj.io/hook: ${phase}, argocd.argoproj.io/hook-delete-policy: ${policy}`;
const account = '---\n{apiVersion: v1, kind: ServiceAccount, metadata: {name: m, namespace: api}}\n';
const at = 'metadata.annotations["argocd.argoproj.io/hook';

test.each([
  [job('a', hook('Presync')), `error ${at}"]: "Presync" is no phase of a hook`],
  [job('a', hook('PreSync', 'Always')), `error ${at}-delete-policy"]: "Always" is no hook-delete-policy`],
  [
    job('db-bootstrap', hook('PostSync')),
    `warning ${at}"]: Job api/db-bootstrap prepares something and runs after everything else`,
  ],
  [
    job('a', hook('PreSync'), ', serviceAccountName: m') + account,
    `warning ${at}"]: PreSync runs before ServiceAccount api/m is applied, which it needs`,
  ],
  [
    job('a', hook('PreSync')) + job('b', ''),
    'warning metadata.name: Job api/b is no hook: its template can never change',
  ],
])('%#', (text, message) => {
  expect(findings(hooks, text)).toEqual([message]);
});

test.each([
  ['prepares in time', job('db-bootstrap', hook('Sync'))],
  ['tells somebody afterwards', job('notify', hook('PostSync'))],
  [
    'what it needs is a hook before it',
    job('a', hook('PreSync'), ', serviceAccountName: m') +
      account.replace('name: m,', `name: m, annotations: {argocd.argoproj.io/hook: PreSync},`),
  ],
  ['no hooks at all', job('a', '')],
  [
    'a Job that is replaced',
    job('a', hook('PreSync')) + job('b', 'argocd.argoproj.io/sync-options: "Force=true,Replace=true"'),
  ],
])('silent: %s', (_, text) => {
  expect(findings(hooks, text)).toEqual([]);
});

test('a sync of chosen objects leaves hooks out', () => {
  const files = (resources: string) => ({
    'apps/a.yaml': `{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: a, namespace: argocd}, operation: {sync: {resources: ${resources}}}, spec: {source: {repoURL: u, path: k8s/a}}}\n`,
    'k8s/a/job.yaml':
      '{apiVersion: batch/v1, kind: Job, metadata: {name: j, namespace: api, annotations: {argocd.argoproj.io/hook: Sync}}, spec: {}}\n',
  });
  expect(inFiles(hooks, files('[{kind: Service, name: s}]'))).toEqual([
    'warning operation.sync.resources: a sync of chosen objects runs no hook: Job api/j is left out',
  ]);
  expect(inFiles(hooks, files('[]'))).toEqual([]);
});
