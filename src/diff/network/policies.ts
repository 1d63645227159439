import { get, isList, list, number, records, strings, text } from '../../manifest/access.js';
import { formatSelector, labelSelector, selects } from '../../manifest/labels.js';
import type { Json, Manifest } from '../../manifest/manifest.js';
import { type ManifestSet, perSet } from '../../manifest/manifest-set.js';
import { podTemplateOf } from '../../manifest/pod-template.js';
import { ANYONE, type Peer, peersOf, shortSelector } from './peers.js';

export type Direction = 'ingress' | 'egress';

/** Pods that policies speak of: those of a workload, or those of a selector that no manifest shows. */
export interface Subject {
  readonly key: string;
  readonly name: string;
  readonly workload?: Manifest;
}

/** One thing that a policy allows: a peer on a port. */
export interface Grant {
  readonly key: string;
  readonly peer: Peer;
  /** `6379`, `53/UDP`, `http`; empty for all ports. */
  readonly port: string;
  readonly policy: Manifest;
}

/** What a subject may do in one direction; `grants` is undefined when no policy isolates it: then it may do anything. */
export interface Allowed {
  readonly grants: readonly Grant[] | undefined;
  /** The policies that say so. */
  readonly policies: readonly Manifest[];
}

const ID = 'NetworkPolicy.networking.k8s.io';

/** The subjects of one policy. */
export function subjectsOf(policy: Manifest, set: ManifestSet): Subject[] {
  const selector = labelSelector(get(policy.object, 'spec.podSelector'));
  if (!selector) return [];
  const pods = set.pods(policy.ref.namespace, selector);
  if (pods.length > 0) return pods.map(({ manifest }) => subjectOf(manifest));
  const namespace = policy.ref.namespace ?? '';
  const label = formatSelector(selector);
  const name = label ? `pods ${shortSelector(selector)} in ${namespace}` : `every pod in ${namespace}`;
  return [{ key: `${namespace} ${label}`, name }];
}

export function subjectOf(workload: Manifest): Subject {
  const { kind, namespace = '', name } = workload.ref;
  // Its kind does not count: a Deployment that becomes a Rollout is the same to its peers.
  const key = kind === 'Job' || kind === 'CronJob' ? `${namespace}/${kind}/${name}` : `${namespace}/${name}`;
  return { key, name, workload };
}

const byNamespace = perSet((set: ManifestSet) => {
  const map = new Map<string, Manifest[]>();
  for (const policy of set.kind(ID)) {
    const namespace = policy.ref.namespace ?? '';
    map.set(namespace, [...(map.get(namespace) ?? []), policy]);
  }
  return map;
});

/** Policies by the pods that they speak of, where no manifest shows these. */
const unseen = perSet((set: ManifestSet) => {
  const map = new Map<string, Manifest[]>();
  for (const policy of set.kind(ID)) {
    for (const { key, workload } of subjectsOf(policy, set))
      if (!workload) map.set(key, [...(map.get(key) ?? []), policy]);
  }
  return map;
});

/** What all policies of a set together let a subject do. Source: Kubernetes, concepts/services-networking/network-policies. */
export function allowed(subject: Subject, direction: Direction, set: ManifestSet): Allowed {
  const own = policiesOf(subject, set).filter((policy) => isolates(policy, direction));
  if (own.length === 0) return { grants: undefined, policies: [] };
  const grants = new Map<string, Grant>();
  for (const policy of own) for (const grant of grantsOf(policy, direction, set)) grants.set(grant.key, grant);
  return { grants: [...grants.values()], policies: own };
}

/** Policies that select a subject. */
function policiesOf(subject: Subject, set: ManifestSet): readonly Manifest[] {
  const { workload, key } = subject;
  if (!workload) return unseen(set).get(key) ?? [];
  const labels = podTemplateOf(workload)?.labels;
  if (!labels) return [];
  return (byNamespace(set).get(workload.ref.namespace ?? '') ?? []).filter((policy) => {
    const selector = labelSelector(get(policy.object, 'spec.podSelector'));
    return selector !== undefined && selects(selector, labels);
  });
}

/** Ingress unless the types say otherwise; Egress only when a rule for it, or the types, say so. */
function isolates({ object }: Manifest, direction: Direction): boolean {
  const types = get(object, 'spec.policyTypes');
  if (isList(types)) return strings(object, 'spec.policyTypes').some((type) => type.toLowerCase() === direction);
  return direction === 'ingress' || list(object, 'spec.egress').length > 0;
}

const known = perSet(() => new Map<string, Grant[]>());

function grantsOf(policy: Manifest, direction: Direction, set: ManifestSet): readonly Grant[] {
  const key = `${direction} ${policy.ref.namespace ?? ''}/${policy.ref.name}`;
  const found = known(set).get(key) ?? readGrants(policy, direction, set);
  known(set).set(key, found);
  return found;
}

function readGrants(policy: Manifest, direction: Direction, set: ManifestSet): Grant[] {
  const end = direction === 'ingress' ? 'from' : 'to';
  return records(policy.object, `spec.${direction}`).flatMap((rule) => {
    const entries = list(rule, end);
    const peers =
      entries.length === 0 ? [ANYONE] : entries.flatMap((entry) => peersOf(entry, policy.ref.namespace ?? '', set));
    const ports = records(rule, 'ports').map(portText);
    return peers.flatMap((peer) =>
      (ports.length === 0 ? [''] : ports).map((port) => ({ key: `${peer.text} ${port}`, peer, port, policy })),
    );
  });
}

function portText(port: Json): string {
  const protocol = text(port, 'protocol') ?? 'TCP';
  const number_ = get(port, 'port');
  const end = number(port, 'endPort');
  const shown = number_ === undefined ? 'all' : `${number_}${end === undefined ? '' : `–${end}`}`;
  return protocol === 'TCP' ? shown : `${shown}/${protocol}`;
}

/** Whether the other side lets it happen too. Undefined where the manifests do not show the other side. */
export function otherSideAllows(
  subject: Subject,
  grant: Grant,
  direction: Direction,
  set: ManifestSet,
): boolean | undefined {
  const [other] = grant.peer.workloads;
  const { workload } = subject;
  if (!workload || !other || grant.peer.workloads.length > 1) return undefined;
  const { grants } = allowed(subjectOf(other), direction === 'egress' ? 'ingress' : 'egress', set);
  if (!grants) return true;
  return grants.some(
    ({ peer, port }) =>
      (peer.anyone || peer.workloads.includes(workload)) &&
      (port === '' || grant.port === '' || samePort(port, grant.port)),
  );
}

// A port may be written by name on one side: only two numbers can be told to differ.
function samePort(a: string, b: string): boolean {
  return a === b || !/^\d/.test(a) || !/^\d/.test(b) || a.includes('–') || b.includes('–');
}
