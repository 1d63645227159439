import { fieldOf } from '../../../manifest/field.js';
import { formatSelector, type Selector, selects } from '../../../manifest/labels.js';
import type { FieldPath, Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { hiddenPods } from '../../../manifest/references/operated.js';
import { selectionsOf } from '../../../manifest/references/selections.js';
import { isTemplated } from '../../../manifest/references.js';
import { targetOf } from '../../delivery/canaries.js';
import { gatewaySelector } from '../../network/gateway-policies.js';
import { meantNamespace } from '../../references/meant-namespace.js';
import { type Report, report, rule } from '../../rule.js';
import { strayCause } from '../../workloads/own-selector.js';

// Services, network policies and monitors have rules of their own.
const KINDS: Readonly<Record<string, string>> = {
  PodDisruptionBudget: 'A drain may take all pods at once: nothing protects them.',
  PeerAuthentication: 'The pods that were meant keep the default of their namespace.',
  AuthorizationPolicy: 'It protects no pod: what it was to refuse is let through.',
  RequestAuthentication: 'No pod looks at the tokens of its requests.',
  EnvoyFilter: 'No proxy is changed.',
  Sidecar: 'The proxies of the pods that were meant keep what holds for all.',
  Telemetry: 'The pods that were meant report as all do.',
};

/** Those of Istio's own namespace that hold for pods of every other too. Source: istio/api, security/v1, networking/v1alpha3. */
const OF_MESH = new Set(['AuthorizationPolicy', 'RequestAuthentication', 'EnvoyFilter']);
const ROOT = 'istio-system';

// Source: istio/istio, pilot/pkg/security/authn: policies with a selector are read of other namespaces only.
const IN_ROOT = `of ${ROOT} Istio reads PeerAuthentications for the whole mesh alone`;

/** Those that are for gateways as well. */
const OF_GATEWAYS = new Set(['EnvoyFilter', 'RequestAuthentication', 'Telemetry']);

const example = (app: string, mark = '') => `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: shop
  namespace: api
spec:
  maxUnavailable: 1
  selector:${mark}
    matchLabels: { app: ${app} }
---
apiVersion: v1
kind: Pod
metadata:
  name: shop
  namespace: api
  labels: { app: shop-api }
spec:
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
`;

export const selectsNothing = rule({
  id: 'selects-nothing',
  severity: 'warning',
  what: 'A policy or a budget selects no pod of its namespace',
  why: 'It is accepted, and does nothing.',
  fix: 'Select labels that the pods have.',
  exceptions: [
    'Namespaces in which the set shows no pods, or an operator or a chart makes some, unless one other has such pods.',
    "Policies and filters in Istio's own namespace: they hold for the pods of every other.",
    'The copies that Flagger makes under names of its own.',
  ],
  source: 'Kubernetes, tasks/run-application/configure-pdb; Istio, reference/config/security',
  wrong: example('shop', ' # <--'),
  right: example('shop-api'),
  *check({ set }) {
    const hidden = hiddenPods(set);
    for (const { from, path, selector, pods, row } of selectionsOf(set)) {
      // Policies are read by a rule of their own.
      if (OF_GATEWAYS.has(from.ref.kind))
        yield* gatewaySelector(fieldOf(from, row.form === 'map' ? path : [...path, 'matchLabels']), set);
      if (from.ref.kind === 'PeerAuthentication' && from.ref.namespace === ROOT && !isEmpty(selector)) {
        yield report(fieldOf(from, path), `selector "${formatSelector(selector)}" is for no pod: ${IN_ROOT}`, {
          fix: 'Put it into the namespace of those pods.',
        });
        continue;
      }
      const why = Object.hasOwn(KINDS, from.ref.kind) ? KINDS[from.ref.kind] : undefined;
      const { namespace } = from.ref;
      if (why === undefined || row.selects !== 'pods' || pods.length > 0 || namespace === undefined) continue;
      if (isEmpty(selector) || (namespace === ROOT && OF_MESH.has(from.ref.kind))) continue;
      const meant = meantNamespace(set, namespace, selector);
      const shows = !hidden.has(namespace) && set.pods(namespace, { labels: new Map(), expressions: [] }).length > 0;
      if ((meant === undefined && !shows) || copies(selector, namespace, set)) continue;
      yield { ...dead(from, path, selector, why, meant), cause: strayCause(set, namespace, selector) };
    }
  },
});

function dead(from: Manifest, path: FieldPath, selector: Selector, why: string, meant: string | undefined): Report {
  const there = meant === undefined ? '' : `: "${meant}" has such pods`;
  return report(
    fieldOf(from, path),
    `selector "${formatSelector(selector)}" matches no pod in namespace "${from.ref.namespace}"${there}`,
    { why, fix: meant && `Put it into namespace "${meant}".` },
  );
}

/** An empty selector means all pods, and one that is filled in later may mean any. */
function isEmpty({ labels, expressions }: Selector): boolean {
  return (labels.size === 0 && expressions.length === 0) || [...labels.values()].some(isTemplated);
}

/** Flagger gives the copies of a target its labels, with `-primary` behind the one that it selects by. */
function copies(selector: Selector, namespace: string, set: ManifestSet): boolean {
  return set.inNamespace('Canary.flagger.app', namespace).some((canary) => {
    const target = targetOf(canary, set);
    const labels = target && set.podTemplate(target)?.labels;
    if (!labels) return false;
    return [...labels].some(([key, value]) => selects(selector, new Map([...labels, [key, `${value}-primary`]])));
  });
}
