import { groupBy } from '../../manifest/group-by.js';
import { describeRef } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import type { PlatformCall } from '../../network/platform-call.js';
import type { Policy } from '../../network/policy.js';
import type { Surroundings } from '../../network/rule-answer.js';
import { type Half, half, halfToOthers } from '../../network/verdict.js';
import { listed } from '../../values/listed.js';
import { type Report, report } from '../rule.js';
import { nearest, placeIn, podsOf } from './closed-calls.js';
import { ofLacked } from './sibling-policies.js';

/** What is lost without a call of the platform. */
export const LOSS = {
  requests: 'Requests from outside wait until their time-out: the load balancer takes every pod for dead.',
  metrics: 'Prometheus reports the target as down, and every alert that rests on its metrics is blind.',
  sidecar: 'The sidecar gets no configuration and no certificate: the pod never becomes ready, or talks to nobody.',
  webhook:
    'The API server refuses or passes unchecked whatever the webhook should look at, after ten seconds of waiting.',
  operator: 'The operator can make nothing of its resources: it tries again for ever.',
  store: 'What it shows is stored there: it never becomes ready.',
};

/** A call of the platform, and the policy that does not let it through. */
interface ClosedCall {
  readonly call: PlatformCall;
  readonly direction: 'ingress' | 'egress';
  readonly policy: Policy;
}

/** Where a call is stopped: on the way out, on the way in, or both. */
export function closedOf(around: Surroundings, call: PlatformCall): ClosedCall[] {
  const { from, to, port } = call;
  const halves: (readonly ['ingress' | 'egress', Half])[] = [];
  const isOperator = call.loss === 'operator' || call.loss === 'store';
  if (from && (isOperator || from.kind === 'pods'))
    halves.push(['egress', half(around, 'egress', { from, to, port, protocol: 'TCP' })]);
  if (from && (isOperator || to.kind === 'pods' || (to.kind === 'hidden' && to.labels)))
    halves.push(['ingress', half(around, 'ingress', { from, to, port, protocol: 'TCP' })]);
  if (!from && to.kind === 'pods') halves.push(['ingress', halfToOthers(around, 'ingress', to, port, 'TCP')]);
  return halves.flatMap(([direction, verdict]) => {
    const policy = verdict.open ? undefined : nearest({ policies: verdict.policies, direction, needed: call });
    return policy ? [{ call, direction, policy }] : [];
  });
}

/** One report for each policy, port and reason, however many pods it keeps apart. */
export function* platformReports(set: ManifestSet, closed: readonly ClosedCall[]): Iterable<Report> {
  const groups = groupBy(closed, ({ call: { from, to, port, by, loss }, direction, policy }) => {
    const far = direction === 'egress' ? to.name : from?.name;
    return JSON.stringify([policy.manifest.ref, direction, far, port, loss === 'sidecar' ? '' : by.ref]);
  });
  for (const [first, ...others] of groups.values()) if (first) yield platformReport(set, first, [first, ...others]);
}

function platformReport(
  set: ManifestSet,
  { call, direction, policy }: ClosedCall,
  members: readonly ClosedCall[],
): Report {
  const { by, from, to, port, loss } = call;
  const own = (one: ClosedCall) => `"${(direction === 'egress' ? one.call.from : one.call.to)?.name}"`;
  const names = [...new Set(members.map(own))];
  const [pods, many] = [listed(names), names.length > 1];
  const for_ = `on TCP ${port}, which ${describeRef(by.ref)} needs`;
  const who = from && from.kind !== 'addresses' ? `"${from.name}" in namespace "${from.namespace}"` : 'nobody';
  const ingress = from
    ? `${pods} ${many ? 'do' : 'does'} not let in ${who} ${for_}`
    : `${pods} ${many ? 'let' : 'lets'} in nobody from outside ${many ? 'their' : 'its'} namespace ${for_}`;
  const egress = `${pods} ${many ? 'are' : 'is'} not let out to "${to.name}" ${for_}`;
  const also = podsOf(members.map((one) => (direction === 'egress' ? one.call.from : one.call.to)));
  const place = placeIn(set, policy, direction, { needed: call });
  const closed = report(place, direction === 'egress' ? egress : ingress, { why: LOSS[loss], also });
  return ofLacked(set, { direction, policies: [policy], needed: call }, policy.manifest, closed);
}
