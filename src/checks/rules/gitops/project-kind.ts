import type { Field } from '../../../manifest/field.js';
import { kindRow } from '../../../manifest/kinds.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { matchesGlob } from '../../../values/glob.js';
import { groupKindSlip } from '../../gitops/group-kind.js';
import { type Report, report, rule } from '../../rule.js';
import { apiResources } from '../../security/api-resources.js';

const example = (kind: string) => `
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata:
  name: shop
  namespace: argocd
spec:
  sourceRepos: ["https://github.com/team/*"]
  destinations:
    - server: https://kubernetes.default.svc
      namespace: shop
  namespaceResourceBlacklist:
    - group: ""
      kind: ${kind}
`;

/** Each list, and the one in which a kind of the other scope counts. */
const LISTS = [
  { list: 'clusterResourceWhitelist', of: 'cluster', other: 'namespaceResourceWhitelist', does: 'permits' },
  { list: 'clusterResourceBlacklist', of: 'cluster', other: 'namespaceResourceBlacklist', does: 'forbids' },
  { list: 'namespaceResourceWhitelist', of: 'namespaced', other: 'clusterResourceWhitelist', does: 'permits' },
  { list: 'namespaceResourceBlacklist', of: 'namespaced', other: 'clusterResourceBlacklist', does: 'forbids' },
] as const;

export const projectKind = rule({
  id: 'project-kind',
  severity: 'error',
  what: 'A project lists a kind that does not exist, or in the list of the other scope',
  why: 'Words are compared: what is permitted so is refused at the next sync, and what is forbidden so is applied all the same.',
  fix: 'Write the kind as manifests do, and its group without a version.',
  exceptions: ['Patterns, and kinds of groups that we do not know.'],
  source: 'Argo CD, operator-manual/project-specification; pkg/apis/application/v1alpha1: IsGroupKindPermitted',
  wrong: example('ResourceQuotas # <--'),
  right: example('ResourceQuota'),
  *check({ set }) {
    for (const root of set.fields('AppProject')) {
      const spec = root.at('spec');
      for (const row of LISTS)
        for (const entry of spec.items(row.list)) {
          const slip = groupKindSlip(entry, set);
          if (slip) yield report(slip.field, slip.message, { fix: slip.fix });
          else yield* misplaced(entry, spec, row, set);
        }
    }
  },
});

/** A kind that the list is not asked for, and that the other does not have. */
function* misplaced(entry: Field, spec: Field, row: (typeof LISTS)[number], set: ManifestSet): Iterable<Report> {
  const [group, kind] = [entry.at('group').text ?? '', entry.at('kind').text ?? ''];
  const scope = scopeOf(group, kind, set);
  if (scope === undefined || scope === row.of) return;
  const other = spec.at(row.other);
  // Where nothing is listed of namespaces, everything is permitted there.
  if (!other.exists && row.other === 'namespaceResourceWhitelist') return;
  const matches = (pattern: Field, text: string) => matchesGlob(pattern.text ?? '', text);
  if (other.items().some((one) => matches(one.at('group'), group) && matches(one.at('kind'), kind))) return;
  const lives = scope === 'cluster' ? 'in no namespace' : 'in a namespace';
  yield report(entry.at('kind'), `${row.list} ${row.does} no ${kind}: it lives ${lives}`, {
    fix: `Move it to ${row.other}.`,
  });
}

function scopeOf(group: string, kind: string, set: ManifestSet): 'cluster' | 'namespaced' | undefined {
  const row = kindRow(`${kind}.${group}`);
  if (row) return row.scope;
  if (/[*?[]/.test(group + kind)) return undefined;
  const known = apiResources(set)
    .get(group)
    ?.find((one) => one.kind === kind);
  return known && (known.namespaced ? 'namespaced' : 'cluster');
}
