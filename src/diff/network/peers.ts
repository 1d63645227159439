import { get, isObject, strings, text } from '../../manifest/access.js';
import { namespaceLabels, OWN_NAME } from '../../manifest/index/namespace-labels.js';
import { formatSelector, labelSelector, type Selector, selects } from '../../manifest/labels.js';
import type { Json, Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';

/** Whom one entry of a policy's `from` or `to` means. */
export interface Peer {
  /** For readers: `redis`, `everything in data`, `addresses 10.0.0.0/16`, `anything`. */
  readonly text: string;
  /** Workloads that are meant; empty where the manifests show none. */
  readonly workloads: readonly Manifest[];
  /** Everybody, wherever. */
  readonly anyone: boolean;
}

/** Anyone: a rule without `from` or `to`. */
export const ANYONE: Peer = { text: 'anything', workloads: [], anyone: true };

/**
 * The peers of one entry. Source: Kubernetes, networking/v1 NetworkPolicyPeer: without namespaceSelector the policy's
 * own namespace is meant; ipBlock stands alone.
 */
export function peersOf(entry: Json, namespace: string, set: ManifestSet): Peer[] {
  const block = get(entry, 'ipBlock');
  if (isObject(block)) return [addresses(block)];
  const pods = labelSelector(get(entry, 'podSelector'));
  const spaces = labelSelector(get(entry, 'namespaceSelector'));
  const where = spaces ? spacesOf(spaces, set) : [namespace];
  if (isEmpty(pods)) {
    if (spaces && isEmpty(spaces)) return [{ text: 'every pod', workloads: everyPod(set), anyone: false }];
    const names = where.length > 0 ? where : [formatNamespace(spaces)];
    return names.map((name) => ({
      text: `everything in ${name}`,
      workloads: set.pods(name, ANY).map(({ manifest }) => manifest),
      anyone: false,
    }));
  }
  const workloads = where.flatMap((name) => set.pods(name, pods)).map(({ manifest }) => manifest);
  if (workloads.length > 0)
    return workloads.map((workload) => ({ text: workload.ref.name, workloads: [workload], anyone: false }));
  const label = pods ? shortSelector(pods) : '';
  const place = spaces && isEmpty(spaces) ? '' : ` in ${where.join(', ') || formatNamespace(spaces)}`;
  return [{ text: `pods ${label}${place}`, workloads: [], anyone: false }];
}

const ANY: Selector = { labels: new Map(), expressions: [] };

function isEmpty(selector: Selector | undefined): boolean {
  return selector === undefined || (selector.labels.size === 0 && selector.expressions.length === 0);
}

function spacesOf(selector: Selector, set: ManifestSet): string[] {
  const known = [...namespaceLabels(set)].filter(([, labels]) => selects(selector, labels)).map(([name]) => name);
  const name = selector.labels.get(OWN_NAME);
  // A namespace of which the set has nothing is there all the same.
  if (known.length === 0 && name !== undefined && selector.labels.size === 1) return [name];
  if (known.length > 0) return known;
  const named = selector.expressions.find(({ key, operator }) => key === OWN_NAME && operator === 'In');
  return named ? [...named.values] : [];
}

function formatNamespace(selector: Selector | undefined): string {
  return `namespaces with ${selector ? formatSelector(selector) : 'any label'}`;
}

function everyPod(set: ManifestSet): Manifest[] {
  return set.podTemplates().map(({ manifest }) => manifest);
}

function addresses(block: Json): Peer {
  const range = text(block, 'cidr') ?? '?';
  const except = strings(block, 'except');
  const outside = range === '0.0.0.0/0' || range === '::/0';
  const name = outside ? 'any address' : range;
  return { text: `${name}${except.length > 0 ? ` but ${except.join(', ')}` : ''}`, workloads: [], anyone: false };
}

// Labels that name a thing, before those that place it.
const NAMING = /(?:^|[./-])(?:name|app|type|component|instance)$/;

/** A selector for readers: the two labels that say most, and how many there are besides. */
export function shortSelector(selector: Selector): string {
  const terms = formatSelector(selector).split(/,(?![^(]*\))/);
  if (terms.length <= 2) return terms.join(',');
  const named = terms.filter((term) => NAMING.test(term.split('=')[0] ?? ''));
  const shown = [...named, ...terms.filter((term) => !named.includes(term))].slice(0, 2);
  return `${shown.join(',')} +${terms.length - 2}`;
}
