import type { CallEnd } from '../cluster/facts.js';
import type { Labels } from '../manifest/labels.js';
import type { ManifestSet } from '../manifest/manifest-set.js';
import type { PodTemplate } from '../manifest/pod-template.js';
import { type IpRange, parseCidr } from '../values/cidr.js';

/** Who is at one end of a connection. */
export type End = PodEnd | HiddenEnd | AddressEnd;

/** Pods whose labels are known. */
export interface PodEnd {
  readonly kind: 'pods';
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  /** Absent for pods that no manifest of the set shows. */
  readonly template?: PodTemplate;
}

/** Pods of which only the namespace is known, and the Service that they stand behind: an operator or a chart makes them. */
export interface HiddenEnd {
  readonly kind: 'hidden';
  readonly name: string;
  readonly namespace: string;
  /** Labels that its pods certainly carry; whether they carry others is not known. */
  readonly labels?: Labels;
}

export interface AddressEnd {
  readonly kind: 'addresses';
  readonly name: string;
  readonly range: IpRange;
  readonly except: readonly IpRange[];
}

/** The pods of a template. Undefined without a namespace: which one it is then, whoever applies the manifest decides. */
export function podEnd(template: PodTemplate): PodEnd | undefined {
  const { name, namespace } = template.manifest.ref;
  return namespace === undefined ? undefined : { kind: 'pods', name, namespace, labels: template.labels, template };
}

/** What a fact's end of a call is in this set; several when several workloads carry the labels. */
export function endsOf(set: ManifestSet, end: CallEnd): readonly End[] {
  if (!('labels' in end)) {
    const range = parseCidr(end.range);
    const except = (end.except ?? []).flatMap((cidr) => parseCidr(cidr) ?? []);
    return range ? [{ kind: 'addresses', name: end.name, range, except }] : [];
  }
  const labels = new Map(Object.entries(end.labels));
  const templates = set.pods(end.namespace, { labels, expressions: [] });
  const found = templates.flatMap((template) => podEnd(template) ?? []);
  return found.length > 0 ? found : [{ kind: 'pods', name: end.name, namespace: end.namespace, labels }];
}

/** As messages name it: `"waste-api"`, `"Prometheus" (monitoring)`. */
export function describeEnd(end: End, seenFrom?: string): string {
  if (end.kind === 'addresses' || end.namespace === seenFrom) return `"${end.name}"`;
  return `"${end.name}" in namespace "${end.namespace}"`;
}
