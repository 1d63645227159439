import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { externalSecrets, istioBase } from '../../../src/gitops/add-ons.js';
import { projectKinds } from '../../../src/service/environment/project-kinds.js';

const root = join(__dirname, '../../..');
const trees = [
  'dist',
  'test/golden/shop/dist',
  ...readdirSync(join(root, 'examples')).map((one) => `examples/${one}/dist`),
];

/** `argoproj.io/Rollout` of every object in these folders of every fleet here. */
function held(folders: RegExp): readonly string[] {
  const files = trees.flatMap((tree) =>
    readdirSync(join(root, tree), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.yaml') && folders.test(`/${file}`))
      .map((file) => readFileSync(join(root, tree, file), 'utf8')),
  );
  const kinds = files.map((text) => {
    const { apiVersion, kind } = load(text) as { apiVersion: string; kind: string };
    return `${apiVersion.includes('/') ? apiVersion.split('/')[0] : ''}/${kind}`;
  });
  return [...new Set(kinds)];
}

const named = (...args: Parameters<typeof projectKinds>) =>
  projectKinds(...args).map(({ group, kind }) => `${group}/${kind}`);

test.each([
  ['services and stores', /^(?!.*\/(?:argocd|platform|monitoring)\/)/, ['services', 'stores']] as const,
  ['what they stand on', /\/platform\//, ['platform', 'cluster']] as const,
])('allows whatever becomes of %s, in every fleet of this repository', (_, folders, lists) => {
  const allowed = new Set(lists.flatMap((list) => named(list, undefined)));
  const all = held(folders);
  expect(all.length).toBeGreaterThan(5);
  expect(all.filter((kind) => !allowed.has(kind))).toEqual([]);
});

it('does not allow what gives power over the cluster or over others', () => {
  const all = [...named('services', undefined), ...named('stores', undefined)];
  for (const kind of ['/Secret', '/Namespace', '/ResourceQuota', 'argoproj.io/Application', 'apps/DaemonSet'])
    expect(all).not.toContain(kind);
});

it('leaves out what no add-on brings, once all of them are known', () => {
  const known = named('services', [externalSecrets(), istioBase()]);
  expect(known).toEqual(expect.arrayContaining(['apps/Deployment', 'networking.istio.io/VirtualService']));
  expect(known.filter((kind) => /flagger|argoproj|gateway\.networking|monitoring/.test(kind))).toEqual([]);
});
