import { formatSelector, type Selector, selects } from '../../../manifest/labels.js';
import type { FieldPath, Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { hiddenPods } from '../../../manifest/operated.js';
import { isTemplated } from '../../../manifest/references.js';
import { selectionsOf } from '../../../manifest/selections.js';
import { targetOf } from '../../delivery/canaries.js';
import { rule } from '../../rule.js';
import { strayCause } from '../../workloads/own-selector.js';

// Services, network policies and monitors have rules of their own.
const KINDS: Readonly<Record<string, string>> = {
  PodDisruptionBudget: 'A drain may take all pods at once: nothing protects them.',
  PeerAuthentication: 'The pods that were meant keep the default of their namespace.',
  AuthorizationPolicy: 'It protects no pod: what it was to refuse is let through.',
  RequestAuthentication: 'No pod looks at the tokens of its requests.',
};

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
    'Namespaces in which the set shows no pods, or an operator or a chart makes some.',
    'The copies that Flagger makes under names of its own.',
  ],
  source: 'Kubernetes, tasks/run-application/configure-pdb; Istio, reference/config/security',
  wrong: example('shop', ' # <--'),
  right: example('shop-api'),
  *check({ set }) {
    const hidden = hiddenPods(set);
    for (const { from, path, selector, pods, row } of selectionsOf(set)) {
      const why = Object.hasOwn(KINDS, from.ref.kind) ? KINDS[from.ref.kind] : undefined;
      const { namespace } = from.ref;
      if (why === undefined || row.selects !== 'pods' || pods.length > 0 || namespace === undefined) continue;
      if (hidden.has(namespace) || isEmpty(selector) || copies(selector, namespace, set)) continue;
      if (set.pods(namespace, { labels: new Map(), expressions: [] }).length === 0) continue;
      yield { ...dead(from, path, selector, why), cause: strayCause(set, namespace, selector) };
    }
  },
});

function dead(manifest: Manifest, path: FieldPath, selector: Selector, why: string) {
  const message = `selector "${formatSelector(selector)}" matches no pod in namespace "${manifest.ref.namespace}"`;
  return { manifest, path, message, why };
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
