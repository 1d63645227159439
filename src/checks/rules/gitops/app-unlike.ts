import { applicationSources, applicationSpecs } from '../../../manifest/argocd/application-sources.js';
import { type Field, fieldOf } from '../../../manifest/field.js';
import { groupBy } from '../../../manifest/group-by.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { environmentCalled } from '../../../values/environment-names.js';
import { oddOnesOut } from '../../odd-one-out.js';
import { type Report, report, rule } from '../../rule.js';

const application = (name: string, revision: string) => `---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: ${name}
  namespace: argocd
spec:
  project: shop
  source:
    repoURL: https://github.com/team/shop.git
    path: dist/${name}
    targetRevision: ${revision}
  destination:
    server: https://kubernetes.default.svc
    namespace: shop
  syncPolicy:
    automated: { prune: true, selfHeal: true }
`;
const others = ['cart', 'desk', 'mail', 'stock'].map((name) => application(name, 'main')).join('');

export const appUnlike = rule({
  id: 'app-unlike',
  severity: 'warning',
  what: 'One Application is not synced as all others are',
  why: 'It follows another branch, or waits for a hand: what is merged for all arrives everywhere but there.',
  fix: 'Write it as the others have it.',
  exceptions: [
    'Fewer than four that agree, or several that differ.',
    'Branches of other repositories; a release or a commit, which nobody writes by mistake.',
    'prune: false and selfHeal: false that are written: that is a choice.',
  ],
  source: 'Argo CD, user-guide/auto_sync; user-guide/tracking_strategies',
  wrong: `${others}${application('till', 'feature/till # <--')}`,
  right: `${others}${application('till', 'main')}`,
  *check({ set }) {
    const all = set.fields('Application');
    if (all.length < 5) return;
    const plain = applicationSources(set)
      .filter(({ manifest, source }) => manifest.ref.kind === 'Application' && source.at('path').exists)
      .map(({ source }) => source);
    for (const own of groupBy(plain, (source) => source.at('repoURL').text).values())
      yield* unlike(
        own.map((source) => source.at('targetRevision')),
        'HEAD',
        ({ text }) => !PINNED.test(text ?? ''),
      );
    yield* unlike(all.map((one) => one.at('metadata.namespace')));
    yield* unlike(applicationSpecs(set).map((spec) => spec.at('destination.server')));
    yield* alone(applicationSpecs(set).map((spec) => spec.at('project')));
    yield* otherEnvironment(set);
    const policies = all.map((one) => one.at('spec.syncPolicy.automated'));
    yield* byHand(policies);
    const synced = policies.filter(({ exists }) => exists);
    for (const key of ['prune', 'selfHeal']) {
      const flags = synced.map((automated) => automated.at(key));
      // One that is written was chosen.
      yield* unlike(flags, 'false', ({ exists }) => !exists);
    }
  },
});

/** A release (`v1.4.2`) or a whole commit. */
const PINNED = /^(?:[\w/-]*v?\d+\.\d+\.\d+\S*|[0-9a-f]{40})$/;

/** Fields that say something else than all others. `preset` counts where nothing is written. */
function* unlike(fields: readonly Field[], preset?: string, isSlip = (_: Field) => true): Iterable<Report> {
  const said = (field: Field) => (field.exists ? (field.text ?? String(field.value)) : preset);
  const found = oddOnesOut(fields, said);
  for (const field of found?.odd.filter(isSlip) ?? []) {
    const own = said(field);
    if (own?.includes('{{')) continue;
    const [key, has] = [String(field.path.at(-1)), own === undefined ? 'not given' : `"${own}"`];
    yield report(field, `${key} is ${has} here, and "${found?.usual}" for ${found?.count} others`, {
      fix: `Write ${key}: ${found?.usual}.`,
    });
  }
}

/** A value that one has, where all others are of values that several share. */
function* alone(fields: readonly Field[]): Iterable<Report> {
  const groups = [...groupBy(fields, ({ text }) => text).entries()];
  const single = groups.filter(([, own]) => own.length === 1);
  const shared = groups.filter(([, own]) => own.length >= LEAST).toSorted(([, a], [, b]) => b.length - a.length);
  const [[own, [at]] = [undefined, []], ...more] = single;
  if (!at || own === undefined || more.length > 0 || shared.length + single.length !== groups.length) return;
  // Where only two agree in all, or a project is made for it, it is a choice.
  if (shared.length === 0 || own.includes('{{')) return;
  const [usual, count] = [shared[0]?.[0], shared[0]?.[1].length];
  yield report(at, `${String(at.path.at(-1))} is "${own}" here alone, and "${usual}" for ${count} others`, {
    fix: `Write ${String(at.path.at(-1))}: ${usual}.`,
  });
}

const LEAST = 4;

/** Applications that are called after another environment than the one that nearly all others are called after. */
function* otherEnvironment(set: ManifestSet): Iterable<Report> {
  const names = [
    ...set.fields('Application').map((one) => one.at('metadata.name')),
    ...set.fields('ApplicationSet').map((one) => one.at('spec.template.metadata.name')),
  ];
  const wordsOf = (at: Field) => (at.text ?? '').split(/[-.]/).flatMap((word) => environmentCalled(word) ?? []);
  const named = names.filter((at) => wordsOf(at).length === 1);
  const found = oddOnesOut(named, (at) => wordsOf(at)[0]);
  if (found?.usual !== set.name) return;
  for (const at of found.odd)
    yield report(
      at,
      `"${at.text}" is called after "${wordsOf(at)[0]}", and ${found.count} others after "${found.usual}"`,
      {
        why: 'It is taken for an Application of the other environment, and takes its name there where one Argo CD has both.',
        fix: `Call it after "${found.usual}".`,
      },
    );
}

/** Applications that nobody syncs, where all others sync themselves. */
function* byHand(policies: readonly Field[]): Iterable<Report> {
  const found = oddOnesOut(policies, ({ exists }) => (exists ? 'itself' : 'by hand'));
  if (found?.usual !== 'itself') return;
  for (const { manifest } of found.odd)
    yield report(
      fieldOf(manifest, 'spec'),
      `"${manifest.ref.name}" is synced by hand, and ${found.count} others sync themselves`,
      {
        fix: 'Add syncPolicy.automated as the others have it.',
      },
    );
}
