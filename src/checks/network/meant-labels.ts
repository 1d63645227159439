import { OWN_NAME } from '../../manifest/index/namespace-labels.js';
import type { Selector } from '../../manifest/labels.js';
import { type ManifestSet, perSet } from '../../manifest/manifest-set.js';
import { namespaceLabelValues } from '../../network/namespace-labels.js';
import { didYouMean } from '../../values/did-you-mean.js';

/** Namespaces that every cluster has. */
export const EVERYWHERE: readonly string[] = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

/**
 * The namespace that a selector names by a label which it does not have: `name: shop`, or a key of Kubernetes that there
 * is not. Of one that is declared, and of those of every cluster, it is known.
 */
export function unlabelledName(
  set: ManifestSet,
  { labels, expressions }: Selector,
  all: ReadonlySet<string>,
): string | undefined {
  const [[key, value] = ['', ''], ...others] = labels;
  if (others.length > 0 || expressions.length > 0 || key === OWN_NAME || !all.has(value)) return undefined;
  if (key.startsWith('kubernetes.io/')) return value;
  const isKnown = set.find('Namespace', undefined, value) !== undefined || EVERYWHERE.includes(value);
  return /^(?:kubernetes\.io\/|app\.kubernetes\.io\/)?name(?:space)?$/.test(key) && isKnown ? value : undefined;
}

/** The label that namespaces have, where the key of this one is a slip. */
export function nearLabel(set: ManifestSet, { labels }: Selector): string | undefined {
  const values = namespaceLabelValues(set);
  for (const [key, value] of labels) {
    const near = nearKey(set, key);
    if (near !== undefined && values.get(near)?.includes(value)) return `${near}: ${value}`;
  }
  return undefined;
}

/** The label of namespaces that a key is a slip of. Hundreds of selectors share a few keys. */
function nearKey(set: ManifestSet, key: string): string | undefined {
  const known = nearKeys(set);
  if (!known.has(key)) {
    const values = namespaceLabelValues(set);
    known.set(key, values.has(key) ? undefined : didYouMean(key, values.keys()));
  }
  return known.get(key);
}

const nearKeys = perSet((_set: ManifestSet) => new Map<string, string | undefined>());

/** Whether pods that the set shows have this label but for one slip: then they are meant, whoever else is there. */
export function isSlip(set: ManifestSet, namespace: string, { labels, expressions }: Selector): boolean {
  const [[key, value] = ['', ''], ...others] = labels;
  if (others.length > 0 || expressions.length > 0) return false;
  const values = set
    .pods(namespace, { labels: new Map(), expressions: [] })
    .flatMap(({ labels: own }) => own.get(key) ?? []);
  return !values.includes(value) && values.some((one) => one.replaceAll('-', '') === value.replaceAll('-', ''));
}
