import { applicationSources } from '../../../manifest/application-sources.js';
import { type Field, fieldOf } from '../../../manifest/field.js';
import { groupBy } from '../../../manifest/group-by.js';
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
    'Branches of other repositories.',
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
      );
    yield* unlike(all.map((one) => one.at('metadata.namespace')));
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
