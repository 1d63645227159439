import type { Field } from '../../../manifest/field.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { listed } from '../../../values/listed.js';
import { type UpdaterAnnotations, updaterAnnotations } from '../../gitops/image-updater.js';
import { sameImage } from '../../gitops/same-image.js';
import { updatedImages } from '../../gitops/updated-images.js';
import { folded, type Report, report, rule } from '../../rule.js';

const example = (strategy: string) => `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: cart
  namespace: argocd
  annotations:
    argocd-image-updater.argoproj.io/image-list: cart=ghcr.io/team/cart:1.x
    argocd-image-updater.argoproj.io/cart.update-strategy: ${strategy}
spec:
  project: default
  source:
    repoURL: https://github.com/team/shop.git
    path: dist/cart
  destination:
    server: https://kubernetes.default.svc
    namespace: shop
`;

// `latest` and `name` are the older names.
const STRATEGIES = ['semver', 'newest-build', 'latest', 'digest', 'alphabetical', 'name'];
/** What is said of one image, behind its alias; the first of them of all images, too. */
const SETTINGS = [
  ...['update-strategy', 'allow-tags', 'ignore-tags', 'pull-secret', 'platforms', 'force-update'],
  ...['tag-match', 'kustomize.image-name', 'helm.image-name', 'helm.image-tag', 'helm.image-spec'],
];
const GLOBAL = [
  ...['image-list', 'write-back-method', 'write-back-target', 'git-branch', 'git-repository'],
  ...SETTINGS.slice(0, 6),
];

export const imageUpdaterMode = rule({
  id: 'image-updater-mode',
  severity: 'error',
  what: 'The image updater is told something that it does not do',
  why: 'It passes over the image, or takes its default way: the new image is never rolled out, or another one is.',
  fix: 'Name each image with an alias in image-list, and use that alias before each of its settings.',
  exceptions: ['Values that an ApplicationSet fills in.'],
  source: 'Argo CD Image Updater, basics/update-strategies, basics/update-methods, configuration/images',
  wrong: example('digests # <--'),
  right: example('semver'),
  *check({ set }) {
    const all = updaterAnnotations(set);
    for (const { settings, images } of all) {
      const aliases = images.map(({ alias }) => alias);
      for (const [name, field] of settings)
        if (name !== 'image-list') yield* setting(name, field, aliases, settings.has('image-list'));
    }
    for (const one of all) yield* noRanges(one);
    yield* updatedImages(set, all);
    yield* sameImage(all);
    yield* undone(all);
  },
});

function* setting(name: string, field: Field, aliases: readonly string[], hasList: boolean): Iterable<Report> {
  const own = SETTINGS.find((one) => name.endsWith(`.${one}`));
  if (own === undefined && !GLOBAL.includes(name)) {
    const all = [...GLOBAL, ...aliases.filter(Boolean).flatMap((alias) => SETTINGS.map((one) => `${alias}.${one}`))];
    const near = didYouMean(name, all);
    yield report(field, `"${name}" is no setting of the image updater`, {
      severity: near ? undefined : 'warning',
      fix: near ? `Did you mean "${near}"?` : undefined,
    });
    return;
  }
  if (!hasList) {
    if (name !== 'write-back-method')
      yield report(field, `"${name}" without image-list: the updater looks at no image`);
    return;
  }
  const alias = own === undefined ? undefined : name.slice(0, -own.length - 1);
  if (alias !== undefined && !aliases.includes(alias) && !alias.includes('{{')) {
    const near = didYouMean(alias, aliases.filter(Boolean));
    yield report(field, `no image of image-list has the alias "${alias}"`, {
      fix: near ? `Did you mean "${near}"?` : undefined,
    });
  }
  yield* settingValue(name, own ?? name, field);
}

/** Tags that are no range of versions, where versions are compared. Source: basics/update-strategies#strategy-semver. */
function* noRanges({ settings, images }: UpdaterAnnotations): Iterable<Report> {
  for (const { at, alias, constraint, filled } of images) {
    const strategy = settings.get(`${alias}.update-strategy`) ?? settings.get('update-strategy');
    const tag = constraint.includes('{{') ? filled[0]?.replace(/^.*:/, '') : constraint;
    if ((strategy?.text ?? 'semver') !== 'semver' || !/^(?![vV]?\d|[xX](?:\.|$))[A-Za-z][\w.-]*$/.test(tag ?? ''))
      continue;
    yield report(
      at,
      `"${tag}" is no range of versions, and ${strategy ? 'the strategy is semver' : 'no strategy is given: it is semver'}`,
      {
        why: 'The updater finds no version that fits, and leaves the image as it is.',
        fix: `Add ${alias === '' ? '' : `${alias}.`}update-strategy: digest for a tag that is written again.`,
      },
    );
  }
}

/** What may be written for a setting. Source: Argo CD Image Updater, configuration/images, basics/update-methods. */
const VALUES: Readonly<Record<string, { readonly form: RegExp; readonly says: string; readonly allowed: string }>> = {
  'update-strategy': {
    form: new RegExp(`^(?:${STRATEGIES.join('|')})$`),
    says: 'update strategy',
    allowed: STRATEGIES.join(', '),
  },
  'write-back-method': {
    form: /^(?:argocd|git(?::.+)?)$/,
    says: 'write-back-method',
    allowed: 'argocd, git, git:secret:NAMESPACE/NAME',
  },
  'write-back-target': {
    form: /^(?:kustomization|helmvalues)(?::.+)?$/,
    says: 'write-back-target',
    allowed: 'kustomization:PATH, helmvalues:PATH',
  },
  'allow-tags': { form: /^(?:any|regexp:.+)$/, says: 'pattern of allow-tags', allowed: 'any, regexp:PATTERN' },
};

function* settingValue(name: string, setting: string, field: Field): Iterable<Report> {
  const known = Object.hasOwn(VALUES, setting) ? VALUES[setting] : undefined;
  const { text = '' } = field;
  if (!known || known.form.test(text) || text.includes('{{')) return;
  yield report(field, `"${text}" is no ${known.says}: ${known.allowed}`, {
    fix: setting === 'allow-tags' ? `Write ${name}: regexp:${text}.` : undefined,
  });
}

/** What is written into an Application that an ApplicationSet makes is taken back by its controller. Said once. */
function* undone(all: readonly UpdaterAnnotations[]): Iterable<Report> {
  const lists = all.flatMap(({ root, settings }) => {
    const list = settings.get('image-list');
    const method = settings.get('write-back-method')?.text ?? 'argocd';
    const isMade = root.manifest.ref.kind === 'ApplicationSet' && !root.at('spec.ignoreApplicationDifferences').exists;
    return list && method === 'argocd' && isMade ? [list] : [];
  });
  yield* folded(
    lists,
    (list) => list,
    (left) => {
      const names = listed(left.map(({ manifest }) => `"${manifest.ref.name}"`));
      return report(left[0], `${names} will take back the images that the updater writes into what they make`, {
        why: 'The ApplicationSet controller resets each Application to its template.',
        fix: 'Use write-back-method: git, or list spec.source.kustomize.images in ignoreApplicationDifferences.',
      });
    },
  );
}
