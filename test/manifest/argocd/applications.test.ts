import { applicationsOf, ownersOf } from '../../../src/manifest/argocd/applications.js';
import { partFiles } from '../../../src/manifest/files/sets.js';

function setOf(files: Readonly<Record<string, string>>) {
  const [set] = partFiles(Object.entries(files).map(([path, text]) => ({ file: `/tmp/x/${path}`, path, text }))).sets;
  if (!set) throw new Error('no set');
  return set;
}

const config = '{apiVersion: v1, kind: ConfigMap, metadata: {name: c}}';
const application = (path: string) =>
  `{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: ${path.replaceAll('/', '-')}}, spec: {source: {path: ${path}}, destination: {namespace: api}}}`;

test('the deepest folder that an Application names applies a file', () => {
  const set = setOf({
    'apps.yaml': `${application('k8s')}\n---\n${application('k8s/shop')}`,
    'k8s/shop/a.yaml': config,
    'k8s/a.yaml': config,
    'rendered/k8s/shop.yaml': config,
    'other/a.yaml': config,
  });
  const owners = ownersOf(set);
  const byFile = set.kind('ConfigMap').map((m) => [m.origin.file.replace('/tmp/x/', ''), owners.get(m)?.name]);
  expect(Object.fromEntries(byFile)).toEqual({
    'k8s/shop/a.yaml': 'k8s-shop',
    'k8s/a.yaml': 'k8s',
    'rendered/k8s/shop.yaml': 'k8s-shop',
    'other/a.yaml': undefined,
  });
});

test('what the list of an ApplicationSet makes', () => {
  const set = setOf({
    'a.yaml': `
apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: apis}
spec:
  generators: [{list: {elements: [{name: a}, {name: b}]}}]
  template:
    metadata: {name: "dev-{{name}}"}
    spec: {project: x, source: {path: "k8s/{{ .name }}/dev"}, destination: {namespace: "{{name}}"}}
`,
  });
  expect(applicationsOf(set).map(({ name, paths, namespace }) => [name, paths, namespace])).toEqual([
    ['dev-a', ['k8s/a/dev'], 'a'],
    ['dev-b', ['k8s/b/dev'], 'b'],
  ]);
});
