import { releasesIn, unseenNamespaces } from '../../manifest/argocd/charts.js';
import type { Selector } from '../../manifest/labels.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';

// Labels that say which workload is meant; what many workloads have in common names none.
const NAMES = /^(?:app|name|k8s-app|app\.kubernetes\.io\/(?:name|instance))$/;

/**
 * The one other namespace whose pods a selector selects, where it selects none in its own: it was meant for those.
 * Undefined where its own may have such pods too: of another repository, or of a chart that is called so.
 */
export function meantNamespace(set: ManifestSet, own: string, selector: Selector): string | undefined {
  const names = [...selector.labels].flatMap(([key, value]) => (NAMES.test(key) ? value : []));
  if (names.length === 0 || unseenNamespaces(set).has(own) || set.pods(own, selector).length > 0) return undefined;
  const isOfChart = releasesIn(set, own).some(({ name, chart }) =>
    names.some((label) => name.includes(label) || label.includes(name) || (chart !== '' && label.includes(chart))),
  );
  if (isOfChart) return undefined;
  const others = set.namespaces().filter((other) => other !== own && set.pods(other, selector).length > 0);
  return others.length === 1 ? others[0] : undefined;
}
