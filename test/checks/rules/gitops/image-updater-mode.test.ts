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
  [
    { ...list, 'writeback-method': 'git' },
    `${at('writeback-method')}: "writeback-method" is no setting of the image updater`,
  ],
  [
    { ...list, 'cart.update-stategy': 'semver' },
    `${at('cart.update-stategy')}: "cart.update-stategy" is no setting of the image updater`,
  ],
  [
    { ...list, 'write-back-target': 'kustomize' },
    `${at('write-back-target')}: "kustomize" is no write-back-target: kustomization:PATH, helmvalues:PATH`,
  ],
  [
    { ...list, 'cart.allow-tags': '^dev-.*$' },
    `${at('cart.allow-tags')}: "^dev-.*$" is no pattern of allow-tags: any, regexp:PATTERN`,
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
  { ...list, 'cart.allow-tags': 'regexp:^dev-.*$', 'write-back-target': 'helmvalues:../values.yaml' },
])('silent %#', (annotations) => {
  expect(findings(imageUpdaterMode, app(annotations))).toEqual([]);
});

const pod = (image: string) =>
  `---\n{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: a, image: ${image}}]}}\n`;

test('an image that no pod runs, and one does whose name is like it', () => {
  const said = `${at('image-list')}: no pod runs the image "ghcr.io/team/cart"`;
  expect(findings(imageUpdaterMode, app(list) + pod('ghcr.io/team/carts:1'))).toEqual([said]);
  expect(findings(imageUpdaterMode, app(list) + pod('ghcr.io/team/cart:1'))).toEqual([]);
  expect(findings(imageUpdaterMode, app(list) + pod('ghcr.io/team/shop:1'))).toEqual([]);
  const named = { 'image-list': 'cart=hub/a:x', 'cart.kustomize.image-name': 'hub/b' };
  expect(findings(imageUpdaterMode, app(named) + pod('hub/a:x'))).toHaveLength(1);
});

test('a tag that is followed and that no pod runs, unlike those of the others', () => {
  const follows = (tag: string, i: number) =>
    app({ 'image-list': `stable=hub/shop:${tag}`, 'stable.update-strategy': 'digest' }).replace(
      'name: a',
      `name: a${i}`,
    );
  const all = (...tags: string[]) =>
    tags.map(follows).join('---\n') + ['a', 'b', 'c', 'd'].map((tag) => pod(`docker.io/hub/shop:${tag}`)).join('');
  expect(findings(imageUpdaterMode, all('a', 'b', 'c', 'd-prod'))).toEqual([
    expect.stringMatching(/^warning .*no pod runs "hub\/shop:d-prod", as pods do of "stable" in 3 other lists$/),
  ]);
  expect(findings(imageUpdaterMode, all('a', 'b', 'c', 'd'))).toEqual([]);
  expect(findings(imageUpdaterMode, all('a', 'b', 'c-prod', 'd-prod'))).toEqual([]);
});

describe('two tags of one image', () => {
  const both = {
    'image-list': 'stable=ghcr.io/team/cart:latest,canary=ghcr.io/team/cart:canary',
    'update-strategy': 'digest',
  };
  const says = '"stable" and "canary" follow two tags and are written to one image, "ghcr.io/team/cart"';

  it('are set one over the other, and said once', () => {
    const text = `${app(both)}\n---\n${app(both).replace('name: a', 'name: b')}`;
    expect(findings(imageUpdaterMode, text)).toEqual([`${at('image-list')}: ${says}, as in 1 more list`]);
  });

  it.each([
    ['under two names of kustomize', { ...both, 'canary.kustomize.image-name': 'cart-canary' }],
    ['in two values of a chart', { ...both, 'stable.helm.image-tag': 'tag', 'canary.helm.image-tag': 'canary.tag' }],
    ['the same tag', { 'image-list': 'a=ghcr.io/team/cart:1.x,b=ghcr.io/team/cart:1.x' }],
  ])('silent: %s', (_, annotations) => {
    expect(findings(imageUpdaterMode, app(annotations))).toEqual([]);
  });
});

test('a tag where versions are compared', () => {
  const of = (tag: string, more: Readonly<Record<string, string>> = {}) =>
    findings(imageUpdaterMode, app({ 'image-list': `cart=ghcr.io/team/cart:${tag}`, ...more }));
  expect(of('dev-latest')).toEqual([
    `${at('image-list')}: "dev-latest" is no range of versions, and no strategy is given: it is semver`,
  ]);
  expect(of('dev-latest', { 'cart.update-strategy': 'semver' })).toHaveLength(1);
  expect(of('dev-latest', { 'cart.update-strategy': 'digest' })).toEqual([]);
  expect(of('dev-latest', { 'update-strategy': 'digest' })).toEqual([]);
  for (const range of ['1.x', 'v1.2.3', '~1.2', 'x', '>=1.0', '2']) expect(of(range)).toEqual([]);
});
