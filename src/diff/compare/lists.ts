import { get, isObject } from '../../manifest/access.js';
import type { KindRow } from '../../manifest/kinds/row.js';
import type { Json } from '../../manifest/manifest.js';

/** Lists whose order means nothing. Of most of them every element is looked at, or the controller sorts them. */
const UNORDERED = [
  // RBAC
  /^(?:rules|subjects)$/,
  /^rules\[\]\.(?:verbs|apiGroups|resources|resourceNames|nonResourceURLs)$/,
  // NetworkPolicy, label selectors
  /\.(?:ingress|egress)(?:\[\]\.(?:from|to|ports))?$/,
  /\.policyTypes$/,
  /\.matchExpressions(?:\[\]\.values)?$/,
  /\.ipBlock\.except$/,
  // Kubernetes
  /\.(?:accessModes|finalizers|imagePullSecrets|loadBalancerSourceRanges|externalIPs|ports)$/,
  /^spec\.metrics$/,
  /\.capabilities\.(?:add|drop)$/,
  // Argo CD
  /\.(?:syncOptions|sourceRepos|destinations|clusterResourceWhitelist|namespaceResourceWhitelist|ignoreDifferences|sourceNamespaces)$/,
  /\.(?:clusterResourceBlacklist|namespaceResourceBlacklist|jsonPointers)$/,
  // Istio
  /^spec\.(?:hosts|gateways|exportTo|addresses|rules)$/,
  /^spec\.rules\[\]\.(?:from|to|when)(?:\[\]\.(?:source|operation)\.\w+|\[\]\.(?:values|notValues))?$/,
  // Prometheus operator
  /^spec\.(?:endpoints|podMetricsEndpoints)$/,
  /\.matchNames$/,
];

/** Lists whose elements have names and whose order matters all the same: the first route that matches wins. */
const ORDERED = [/^spec\.(?:http|tcp|tls)$/];

/** How the elements of a list are matched. */
export interface ListNature {
  /** Fields that tell two elements apart. */
  readonly keys: readonly string[] | undefined;
  readonly ordered: boolean;
}

/** What is known of the list at a pattern of a kind. `inPods`: a pod template with another order is another template. */
export function listNature(row: KindRow | undefined, pattern: string, inPods: boolean): ListNature {
  const keys = row?.lists?.[pattern];
  if (inPods) return { keys, ordered: true };
  const ordered = keys ? ORDERED.some((known) => known.test(pattern)) : !UNORDERED.some((known) => known.test(pattern));
  return { keys, ordered };
}

/** What tells each element apart; undefined when some element lacks it. Two of the same get a number behind it. */
export function elementKeys(items: readonly Json[], fields: readonly string[]): string[] | undefined {
  const seen = new Map<string, number>();
  const keys: string[] = [];
  for (const item of items) {
    const parts = fields.map((field) => (isObject(item) ? get(item, field) : undefined));
    if (parts.every((part) => part === undefined)) return undefined;
    // The protocol may be left out.
    const shown = fields.map((field, i) => parts[i] ?? (field === 'protocol' ? 'TCP' : ''));
    const key = shown
      .filter((part, i) => part !== '' && !(fields[i] === 'protocol' && part === 'TCP'))
      .map((part) => (isObject(part) ? JSON.stringify(part) : String(part)))
      .join('/');
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    keys.push(count === 0 ? key : `${key}#${count + 1}`);
  }
  return keys;
}
