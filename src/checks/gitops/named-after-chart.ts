import type { ObjectRef } from '../../diagnostic/diagnostic.js';
import { applicationSources } from '../../manifest/argocd/application-sources.js';
import { groupBy } from '../../manifest/group-by.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';

/** So many Applications of a pattern are a convention, where they are also most of all. */
const LEAST = 3;

/**
 * The Application that would install a chart, where most Applications of charts are called after theirs in one way, as
 * `prod-keda` and `prod-flagger` are; undefined where names follow no such convention.
 */
export function namedAfterChart(set: ManifestSet, chart: string): ObjectRef | undefined {
  const named = applicationSources(set).flatMap(({ manifest: { ref }, source }) => {
    const own = source.at('chart').text;
    return ref.kind === 'Application' && own !== undefined && own !== '' ? [{ ref, parts: ref.name.split(own) }] : [];
  });
  const after = named.filter(({ parts }) => parts.length === 2);
  const [most = []] = [...groupBy(after, ({ ref, parts }) => JSON.stringify([ref.namespace, parts])).values()].toSorted(
    (a, b) => b.length - a.length,
  );
  const [first] = most;
  if (!first || most.length < LEAST || most.length * 2 <= named.length) return undefined;
  return { ...first.ref, name: first.parts.join(chart) };
}
