import { unseenNamespaces } from '../../manifest/argocd/charts.js';
import { groupBy } from '../../manifest/group-by.js';
import type { Labels, Selector } from '../../manifest/labels.js';
import { describeRef, type Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { hiddenPods } from '../../manifest/references/operated.js';
import type { HiddenEnd, PodEnd } from '../../network/ends.js';
import { podEnd } from '../../network/ends.js';
import { namespacesNamed } from '../../network/namespace-answer.js';
import { allPolicies } from '../../network/policies.js';
import type { Direction, Peer, Policy, PolicyRule } from '../../network/policy.js';
import type { Surroundings } from '../../network/rule-answer.js';
import { half } from '../../network/verdict.js';
import { listed } from '../../values/listed.js';
import { type Report, report } from '../rule.js';
import { nearest, placeIn } from './closed-calls.js';
import { ofLacked } from './sibling-policies.js';

type Pods = PodEnd | HiddenEnd;

/** What one policy opens to the pods of another namespace, and policies over there close on every port of the rule. */
interface HalfOpen {
  /** The policy that opens. */
  readonly by: Manifest;
  readonly near: Pods;
  readonly far: Pods;
  /** The half that is closed, and by whom. */
  readonly direction: Direction;
  readonly policies: readonly Policy[];
  readonly ports: readonly number[];
  /** Whether somebody listens on one of them: the call has an end. What an operator makes is believed to. */
  readonly isHeard: boolean;
}

/**
 * Openings of one half of a connection whose other half is closed: the one who wrote them meant a call. Only peers whose
 * namespace is named, on ports that are numbers.
 * `isSaid`: whether a call that somebody is told of has been reported between these namespaces on this port.
 */
export function* halfOpen(
  around: Surroundings,
  isSaid: (one: { readonly from: string; readonly to: string; readonly port: number }) => boolean,
): Iterable<Report> {
  const { set } = around;
  const found = allPolicies(set).flatMap((policy) =>
    (['ingress', 'egress'] as const).flatMap((opens) =>
      (policy[opens] ?? []).flatMap((rule) => closedBeyond(around, policy, opens, rule)),
    ),
  );
  const groups = groupBy(found, ({ near, far, direction, ports }) =>
    JSON.stringify([near.namespace, far.namespace, direction, ports]),
  );
  for (const [first] of groups.values()) {
    if (!first) continue;
    const [from, to] = first.direction === 'egress' ? [first.far, first.near] : [first.near, first.far];
    if (first.ports.some((port) => isSaid({ from: from.namespace, to: to.namespace, port }))) continue;
    yield* reportOf(set, first, { from, to });
  }
}

function* reportOf(
  set: ManifestSet,
  { by, direction, policies, ports, isHeard }: HalfOpen,
  { from, to }: { readonly from: Pods; readonly to: Pods },
): Iterable<Report> {
  const [port] = ports;
  if (port === undefined) return;
  const lack = { direction, policies, needed: { from, to, port } };
  const policy = nearest(lack);
  if (!policy) return;
  const on = `on TCP ${listed(ports.map(String))}`;
  const message =
    direction === 'egress'
      ? `namespace "${from.namespace}" is not let out to "${to.namespace}" ${on}, where ${describeRef(by.ref)} lets it in`
      : `namespace "${to.namespace}" does not let in "${from.namespace}" ${on}, which ${describeRef(by.ref)} lets out to it`;
  const fix =
    direction === 'egress'
      ? `Add an egress rule to namespace "${to.namespace}", or drop what lets it in.`
      : `Add an ingress rule from namespace "${from.namespace}", or drop what lets it out.`;
  const closed = report(placeIn(set, policy, direction, lack), message, {
    severity: isHeard ? undefined : 'warning',
    fix,
  });
  yield ofLacked(set, lack, policy.manifest, closed);
}

function closedBeyond(around: Surroundings, policy: Policy, opens: Direction, rule: PolicyRule): HalfOpen[] {
  const { set } = around;
  const { namespace } = policy.manifest.ref;
  const ports = (rule.ports ?? []).flatMap(({ port, protocol, endPort }) =>
    typeof port === 'number' && protocol === 'TCP' && endPort === undefined ? [port] : [],
  );
  if (namespace === undefined || ports.length === 0 || ports.length < (rule.ports ?? []).length) return [];
  const direction = opens === 'ingress' ? 'egress' : 'ingress';
  return (rule.peers ?? []).flatMap((peer) =>
    farNamespaces(peer, namespace).flatMap((name): HalfOpen[] => {
      const nears = podsIn(set, namespace, policy.selector);
      const fars = podsIn(set, name, ('pods' in peer ? peer.pods : undefined) ?? ANY);
      const [callers, called] = direction === 'egress' ? [fars, nears] : [nears, fars];
      const [near] = nears;
      const [far] = fars;
      if (!near || !far) return [];
      const closed = ports.flatMap((port) => {
        const listening = called.filter((one) => listensOn(one, port));
        const halves = (listening.length > 0 ? listening : called).flatMap((to) =>
          callers.map((from) => half(around, direction, { from, to, port, protocol: 'TCP' })),
        );
        const policies = halves.flatMap((one) => (one.open ? [] : [one.policies]));
        return policies.length < halves.length
          ? []
          : [{ port, policies: policies.flat(), isSure: listening.length > 0 }];
      });
      // A port on which nobody is seen to listen may be one too many of a list.
      const all = closed.length === ports.length ? closed : closed.filter(({ isSure }) => isSure);
      const policies = [...new Set(all.flatMap((one) => one.policies))];
      return policies.length === 0
        ? []
        : [
            {
              by: policy.manifest,
              near,
              far,
              direction,
              policies,
              ports: all.map(({ port }) => port),
              isHeard: all.some(({ isSure }) => isSure) || called.some(({ kind }) => kind === 'hidden'),
            },
          ];
    }),
  );
}

function listensOn(end: Pods, port: number): boolean {
  const containers = end.kind === 'pods' ? (end.template?.containers ?? []) : [];
  return containers.some(({ ports }) => ports.some((one) => one.port === port));
}

const ANY: Selector = { labels: new Map(), expressions: [] };

function farNamespaces(peer: Peer, own: string): readonly string[] {
  if ('range' in peer || !peer.namespaces) return [];
  return (namespacesNamed(peer.namespaces) ?? []).filter((name) => name !== own);
}

/** The pods that a selector means: those that the set shows, and where it does not show all, some with these labels. */
function podsIn(set: ManifestSet, namespace: string, selector: Selector): Pods[] {
  if (!hiddenPods(set).has(namespace) && !unseenNamespaces(set).has(namespace))
    return set.pods(namespace, selector).flatMap((template) => podEnd(template) ?? []);
  const labels: Labels = selector.labels;
  return [{ kind: 'hidden', name: '', namespace, labels }];
}
