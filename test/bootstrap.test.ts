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
  const [settings, project, application] = files.map(read);
  expect([settings?.kind, project?.kind, application?.kind]).toEqual(['ConfigMap', 'AppProject', 'Application']);
  expect(application).toMatchObject({
    // It brings the folder that these files lie in, itself among them.
    spec: { project: project?.metadata.name, source: { path: 'dist/prod/argocd' } },
  });
});

it('installs Argo CD of an exact version', () => {
  expect(command).toMatch(/argo-cd\/v\d+\.\d+\.\d+\//);
});
