import type { Field } from '../../manifest/field.js';
import { formatSelector, mapSelector, selects } from '../../manifest/labels.js';
import { type ManifestSet, perSet } from '../../manifest/manifest-set.js';
import { isTemplated } from '../../manifest/references.js';
import { gatewayPods, isKnown } from '../../network/gateway-pods.js';
import { isOfOtherEnvironment } from '../../values/environment-names.js';
import { listed } from '../../values/listed.js';
import { type Report, report } from '../rule.js';

/** Labels by which a policy or a filter is meant for a gateway, and that none of the gateways has. */
export function* gatewaySelector(field: Field, set: ManifestSet): Iterable<Report> {
  const policy = field.manifest;
  const made = gatewayPods(set);
  const selector = mapSelector(field.value);
  if (!selector || !made?.every(isKnown) || !made.some(({ by }) => by.namespace === policy.ref.namespace)) return;
  const labels = formatSelector(selector);
  if (!labels.includes('gateway') || isTemplated(labels)) return;
  // Where a Gateway is for the same, that is what is wrong, and vs-gateway says so.
  const isShared = set
    .fields('Gateway.networking.istio.io')
    .some((one) => formatSelector(mapSelector(one.at('spec.selector').value) ?? selector) === labels);
  if (isShared) return;
  if (made.some((one) => selects(selector, one.labels)) || set.pods(policy.ref.namespace, selector).length > 0) return;
  const there = listed(made.map((one) => `istio=${one.labels.get('istio')} of release "${one.by.release}"`));
  yield report(field, `no gateway has the labels "${labels}": there is ${there}`, {
    why: 'It is for no proxy: what a policy was to refuse is let through, and no filter is there.',
    fix: 'Select the labels that the pods of the gateway have.',
  });
}

/** Hosts of an operation of which none is routed, and one is that of a route in another environment. */
export function* foreignHosts(operation: Field, set: ManifestSet): Iterable<Report> {
  const hosts = operation.items('hosts');
  if (hosts.length === 0) return;
  const routed = routedHosts(set);
  if (hosts.some(({ text }) => text === undefined || /[*{$]/.test(text) || routed.has(text))) return;
  for (const host of hosts) {
    const meant = [...routed].find((one) => isOfOtherEnvironment(host.text ?? '', one));
    if (meant === undefined) continue;
    yield report(host, `no route is for host "${host.text}", as there is for "${meant}"`, {
      why: 'The rule matches no request that comes in here: the policy does not hold.',
      fix: `Write "${meant}".`,
    });
    return;
  }
}

const routedHosts = perSet(
  (set: ManifestSet): ReadonlySet<string> =>
    new Set([
      ...set.fields('VirtualService').flatMap((one) => one.items('spec.hosts').flatMap(({ text }) => text ?? [])),
      ...set.fields('Ingress').flatMap((one) => one.items('spec.rules').flatMap((rule) => rule.at('host').text ?? [])),
    ]),
);
