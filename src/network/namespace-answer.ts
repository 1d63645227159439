import { namespaceLabels, OWN_NAME } from '../manifest/index/namespace-labels.js';
import { formatSelector, type Selector, selects } from '../manifest/labels.js';
import type { ManifestSet } from '../manifest/manifest-set.js';

/** Whether something holds, as far as the manifests show it. */
export type Answer = 'yes' | 'maybe' | 'no';

/** Whether a namespace is selected. Of one that the set does not declare, only the label that all carry is known. */
export function namespaceAnswer(set: ManifestSet, name: string, selector: Selector): Answer {
  const labels = namespaceLabels(set).get(name) ?? new Map([[OWN_NAME, name]]);
  if (selects(selector, labels)) return 'yes';
  if (set.find('Namespace', undefined, name)) return 'no';
  const own: Selector = {
    labels: new Map([...selector.labels].filter(([key]) => key === OWN_NAME)),
    expressions: selector.expressions.filter(({ key }) => key === OWN_NAME),
  };
  if (!selects(own, labels)) return 'no';
  return formatSelector(own) === formatSelector(selector) ? 'no' : 'maybe';
}

/** The namespaces that a selector can select at most: those that it names. Undefined where it names none. */
export function namespacesNamed({ labels, expressions }: Selector): readonly string[] | undefined {
  const label = labels.get(OWN_NAME);
  if (label !== undefined) return [label];
  return expressions.find(({ key, operator }) => key === OWN_NAME && operator === 'In')?.values;
}
