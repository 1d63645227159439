import { emptyNamespaces } from '../../manifest/argocd/empty-namespaces.js';
import { groupBy } from '../../manifest/group-by.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { isRenamed } from '../../values/renamed.js';
import { folded, type Report, report } from '../rule.js';
import { type AskedSeries, seriesAsked } from './chain.js';

interface Asked extends AskedSeries {
  readonly namespace: string;
  /** Whether the query asks for no other. */
  readonly isAlone: boolean;
}

/**
 * Namespaces that queries ask for one by one, and in which nothing runs any more: those that have another name now, and
 * those that are all that an alert asks for. One that was retired does no harm beside others.
 */
export function* emptyAsked(set: ManifestSet): Iterable<Report> {
  const empty = emptyNamespaces(set);
  if (empty.size === 0) return;
  const asked = seriesAsked(set).flatMap((one) =>
    namespacesAsked(one).map((namespace, _, { length }) => ({ ...one, namespace, isAlone: length === 1 })),
  );
  const left = groupBy(
    asked.filter(({ namespace }) => empty.has(namespace)),
    ({ namespace }) => namespace,
  );
  for (const [namespace, all] of left) {
    const renamed = [...set.namespaces()].find((other) => other !== namespace && isRenamed(namespace, other));
    yield* folded(
      all
        .filter(({ isAlone, query }) => renamed !== undefined || (isAlone && query.by !== 'panel'))
        .sort((a, b) => Number(a.query.by === 'panel') - Number(b.query.by === 'panel')),
      ({ query }) => query.field,
      (left) => told(left, namespace, renamed),
    );
  }
}

function told(all: readonly [Asked, ...Asked[]], namespace: string, renamed: string | undefined): Report {
  const names = new Set(all.map(({ query }) => query.name));
  const more = names.size > 1 ? `, as ${names.size - 1} more ${names.size === 2 ? 'does' : 'do'}` : '';
  const { query } = all[0];
  const where = renamed === undefined ? '' : `: the pods are in "${renamed}"`;
  return report(
    query.field,
    `"${query.name}" asks for namespace "${namespace}", in which nothing runs${more}${where}`,
    renamed === undefined
      ? { fix: 'Write the namespace that came after it, or drop the query.' }
      : {
          severity: 'error',
          why: 'What runs there now is looked at by none of these: no alert fires for it.',
          fix: `Write "${renamed}".`,
        },
  );
}

function namespacesAsked({ selector }: AskedSeries): readonly string[] {
  return selector.matchers.flatMap(({ label, op, value }) => {
    if (label !== 'namespace' && !label.endsWith('_namespace')) return [];
    if (op === '=') return [value];
    return op === '=~' && /^[\w-]+(?:\|[\w-]+)*$/.test(value) ? value.split('|') : [];
  });
}
