import { imageUpdaterMode } from '../../../../src/checks/rules/gitops/image-updater-mode.js';
import { findings } from '../../findings.js';
import { application } from './applications.js';

const key = (name: string) => `argocd-image-updater.argoproj.io/${name}`;
const app = (annotations: Readonly<Record<string, string>>, kind = 'Application') => {
  const text = `{${Object.entries(annotations)
    .map(([name, value]) => `${key(name)}: "${value}"`)
    .join(', ')}}`;
  const made = application('a', 'source: {repoURL: r, path: p}', text, kind);
  return kind === 'Application'
    ? made
    : made.replace('template: {metadata: {', `template: {metadata: {annotations: ${text}, `);
};
const list = { 'image-list': 'cart=ghcr.io/team/cart:1.x' };
const at = (name: string) => `error metadata.annotations["${key(name)}"]`;

test.each([
  [
    { ...list, 'cart.update-strategy': 'newest' },
    `${at('cart.update-strategy')}: "newest" is no update strategy: semver, newest-build, latest, digest, alphabetical, name`,
  ],
  [
    { ...list, 'card.update-strategy': 'semver' },
    `${at('card.update-strategy')}: no image of image-list has the alias "card"`,
  ],
  [
    { ...list, 'write-back-method': 'gti' },
    `${at('write-back-method')}: "gti" is no write-back-method: argocd, git, git:secret:NAMESPACE/NAME`,
  ],
  [
    { 'cart.update-strategy': 'semver' },
    `${at('cart.update-strategy')}: "cart.update-strategy" without image-list: the updater looks at no image`,
  ],
])('%#', (annotations, message) => {
  expect(findings(imageUpdaterMode, app(annotations))).toEqual([message]);
});

test('what the updater writes into an Application of a set is taken back', () => {
  expect(findings(imageUpdaterMode, app(list, 'ApplicationSet'))).toEqual([
    expect.stringMatching(/^error .*"a" will take back the images that the updater writes into what they make$/),
  ]);
  expect(findings(imageUpdaterMode, app({ ...list, 'write-back-method': 'git' }, 'ApplicationSet'))).toEqual([]);
});

test.each<Readonly<Record<string, string>>>([
  { ...list, 'cart.update-strategy': 'digest', 'write-back-method': 'git:secret:argocd/creds' },
  { ...list, 'cart.kustomize.image-name': 'x', 'update-strategy': 'semver' },
  { 'write-back-method': 'argocd' },
])('silent %#', (annotations) => {
  expect(findings(imageUpdaterMode, app(annotations))).toEqual([]);
});
