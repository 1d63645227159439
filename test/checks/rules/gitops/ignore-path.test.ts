import { ignorePath } from '../../../../src/checks/rules/gitops/ignore-path.js';
import { findings } from '../../findings.js';

const entry = (text: string) =>
  findings(
    ignorePath,
    `{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: a, namespace: argocd}, spec: {ignoreDifferences: [${text}]}}`,
  );
const deployment = (more: string) => entry(`{group: apps, kind: Deployment, ${more}}`);

test.each([
  ['spec/replicas', 'does not begin with a slash'],
  ['.spec.replicas', 'does not begin with a slash'],
  ['/spec/template/spec/containers/*/image', 'has "*", which is the name of a field there'],
  ['/metadata/annotations/deployment.kubernetes.io/revision', 'looks for a field below "deployment.kubernetes.io"'],
])('pointer %s', (pointer, message) => {
  expect(deployment(`jsonPointers: ["${pointer}"]`)).toEqual([
    `error spec.ignoreDifferences[0].jsonPointers[0]: pointer "${pointer}" ${message}`,
  ]);
});

test.each([
  ['spec.replicas', 'path "spec.replicas" does not begin with a dot'],
  ['$.spec.replicas', 'path "$.spec.replicas" does not begin with a dot'],
  ['/spec/replicas', 'path "/spec/replicas" does not begin with a dot'],
  ['.spec.containers[.image', 'path ".spec.containers[.image" has "[", which is not closed'],
  ['.spec.containers].image', 'path ".spec.containers].image" has "]", which closes nothing'],
  ["'.a[\"x]'", 'path ".a["x]" has a quote that is not closed'],
  ["' '", 'an empty path is no jq'],
])('jq %s', (path, message) => {
  expect(deployment(`jqPathExpressions: [${path.startsWith("'") ? path : `'${path}'`}]`)).toEqual([
    `error spec.ignoreDifferences[0].jqPathExpressions[0]: ${message}`,
  ]);
});

test.each([
  ['{group: apps, kind: Deployment}', 'spec.ignoreDifferences[0]: an entry for Deployment lists no field'],
  [
    '{group: apps, kind: Deployment, jqPathExpressions: []}',
    'spec.ignoreDifferences[0]: an entry for Deployment lists no field',
  ],
  [
    '{group: apps, kind: Deployments, jsonPointers: [/a]}',
    'spec.ignoreDifferences[0].kind: no kind is called "Deployments"',
  ],
  [
    '{group: apps/v1, kind: Deployment, jsonPointers: [/a]}',
    'spec.ignoreDifferences[0].group: no Deployment is in group "apps/v1"',
  ],
  ['{kind: Deployment, jsonPointers: [/a]}', 'spec.ignoreDifferences[0].kind: no Deployment is in the core group'],
])('%s', (text, message) => {
  expect(entry(text)).toEqual([`error ${message}`]);
});

test.each([
  '{group: "*", kind: "*", managedFieldsManagers: [kube-controller-manager]}',
  '{group: apps, kind: Deployment, jsonPointers: [/metadata/annotations/deployment.kubernetes.io~1revision, /spec/replicas]}',
  `{group: apps, kind: Deployment, jqPathExpressions: ['.spec.containers[] | select(.name == "a]").image', '.metadata.annotations["a/b"]', 'recurse', '(.a, .b)', 'select(.a).b']}`,
  '{kind: Secret, jsonPointers: [/data]}',
  '{group: shop.io, kind: Carts, jsonPointers: [/spec]}',
  '{group: "{{ group }}", kind: Deployments, jsonPointers: ["{{ path }}"], jqPathExpressions: ["{{ path }}"]}',
])('silent: %s', (text) => {
  expect(entry(text)).toEqual([]);
});
