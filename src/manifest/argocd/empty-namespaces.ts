import { type ManifestSet, perSet } from '../manifest-set.js';
import { hiddenPods } from '../references/operated.js';
import { applicationsOf } from './applications.js';
import { unseenNamespaces } from './charts.js';

/**
 * Namespaces that are declared and in which nothing runs, as far as the Applications of the set show all that is
 * delivered: what ran there was moved or retired. None where the set has no Applications.
 */
export const emptyNamespaces = perSet((set: ManifestSet): ReadonlySet<string> => {
  const isWhole = set
    .fields('ApplicationSet')
    .every((root) => root.items('spec.generators').every((one) => one.at('list').exists));
  if (!isWhole || applicationsOf(set).length === 0 || unseenNamespaces(set).has('')) return new Set();
  const filled = new Set(set.podTemplates().map(({ manifest }) => manifest.ref.namespace ?? 'default'));
  const isEmpty = (name: string) => !filled.has(name) && !hiddenPods(set).has(name) && !unseenNamespaces(set).has(name);
  return new Set(
    filled.size > 0 ? set.kind('Namespace').flatMap(({ ref }) => (isEmpty(ref.name) ? ref.name : [])) : [],
  );
});
