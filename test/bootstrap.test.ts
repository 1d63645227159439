import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';

const root = join(__dirname, '..');
const command = /```sh\n([\s\S]*?)```/.exec(readFileSync(`${root}/docs/bootstrap.md`, 'utf8'))?.[1] ?? '';
const files = [...command.matchAll(/-f (dist\/\S+)/g)].map(([, file = '']) => file);
const read = (file: string) =>
  load(readFileSync(`${root}/${file}`, 'utf8')) as {
    readonly kind: string;
    readonly metadata: { readonly name: string };
  };

it('applies what is there: the project of the root Application before it', () => {
  expect(files.filter((file) => !existsSync(`${root}/${file}`))).toEqual([]);
  const [settings, notifications, project, application] = files.map(read);
  expect([settings, notifications, project, application].map((one) => one?.kind)).toEqual([
    'ConfigMap',
    'ConfigMap',
    'AppProject',
    'Application',
  ]);
  expect(application).toMatchObject({
    // It brings the folder that these files lie in, itself among them.
    spec: { project: project?.metadata.name, source: { path: 'dist/prod/argocd' } },
  });
});

it('gives Argo CD its settings before it starts, under the name by which it applies them itself', () => {
  const steps = command.split('&&').map((step) => step.trim());
  const place = (text: string) => steps.findIndex((step) => step.includes(text));
  expect(place('configmap.argocd-cm.yaml')).toBeGreaterThan(place('create namespace'));
  expect(place('install.yaml')).toBeGreaterThan(place('configmap.argocd-cm.yaml'));
  expect(steps[place('configmap.argocd-cm.yaml')]).toContain('--field-manager=argocd-controller');
  expect(place('application.backend.yaml')).toBeGreaterThan(place('kubectl wait'));
});

it('installs Argo CD of an exact version', () => {
  expect(command).toMatch(/argo-cd\/v\d+\.\d+\.\d+\//);
});

it('makes the Secrets that the fleet names, with the keys that are read', () => {
  const page = readFileSync(`${root}/docs/bootstrap.md`, 'utf8');
  const store = load(readFileSync(`${root}/dist/prod/platform/clustersecretstore.ecoeco.yaml`, 'utf8')) as {
    spec: {
      provider: { aws: { auth: { secretRef: Record<string, { name: string; namespace: string; key: string }> } } };
    };
  };
  for (const { name, namespace, key } of Object.values(store.spec.provider.aws.auth.secretRef)) {
    expect(page).toContain(`kubectl create secret generic ${name} --namespace ${namespace}`);
    expect(page).toContain(`--from-file=${key}=`);
  }
  const { spec } = load(readFileSync(`${root}/dist/prod/argocd/application.backend.yaml`, 'utf8')) as {
    spec: { source: { repoURL: string } };
  };
  expect(page).toContain(`--from-literal=url=${spec.source.repoURL}`);
});
