import { syncOption } from '../../../../src/checks/rules/gitops/sync-option.js';
import { findings } from '../../findings.js';
import { application } from './applications.js';

const options = (...list: readonly string[]) =>
  application('a', `syncPolicy: {syncOptions: [${list.map((one) => JSON.stringify(one)).join(', ')}]}`);
const map = (option: string) =>
  `{apiVersion: v1, kind: ConfigMap, metadata: {name: a, annotations: {argocd.argoproj.io/sync-options: "${option}"}}}`;

test.each([
  ['ServerSideAply=true', '"ServerSideAply" is no sync option'],
  ['CreateNamespace', '"CreateNamespace": allowed is CreateNamespace=true, CreateNamespace=false'],
  ['Prune=maybe', '"Prune=maybe": allowed is Prune=true, Prune=false, Prune=confirm'],
])('%s', (option, message) => {
  expect(findings(syncOption, options(option))).toEqual([`error spec.syncPolicy.syncOptions[0]: ${message}`]);
});

test('an annotation takes some of them', () => {
  expect(findings(syncOption, map('CreateNamespace=true'))).toEqual([
    'error metadata.annotations["argocd.argoproj.io/sync-options"]: "CreateNamespace" is no sync option',
  ]);
  expect(findings(syncOption, map('Prune=false,Delete=confirm, Force=true'))).toEqual([]);
});

test('silent: what Argo CD knows, what a template fills in', () => {
  expect(findings(syncOption, options('CreateNamespace=true', 'PrunePropagationPolicy=foreground', '{{x}}'))).toEqual(
    [],
  );
});
