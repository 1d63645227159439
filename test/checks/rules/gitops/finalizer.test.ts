import { finalizer } from '../../../../src/checks/rules/gitops/finalizer.js';
import { findings } from '../../findings.js';
import { application } from './applications.js';

const app = (namespace: string, finalizers: string) =>
  application('a', 'source: {repoURL: r, path: p}')
    .replace('namespace: api', `namespace: ${namespace}`)
    .replace('annotations: {}', `finalizers: [${finalizers}]`);
const own = 'resources-finalizer.argocd.argoproj.io';

test('an Application needs it, a root must not have it', () => {
  expect(findings(finalizer, app('api', ''))).toEqual([
    'warning metadata.name: deleting "a" leaves all of its objects behind',
  ]);
  expect(findings(finalizer, app('argocd', own))).toEqual([
    'warning metadata.name: deleting "a" deletes every Application that it made',
  ]);
  expect(findings(finalizer, app('api', `${own}/background`))).toEqual([]);
  expect(findings(finalizer, app('argocd', ''))).toEqual([]);
});
