import { fieldOf } from '../../../manifest/field.js';
import { formatSelector, mapSelector, type Selector } from '../../../manifest/labels.js';
import type { PodTemplate } from '../../../manifest/pod-template.js';
import { hiddenPods } from '../../../manifest/references/operated.js';
import { isTemplated } from '../../../manifest/references.js';
import { report, rule } from '../../rule.js';
import { strayCause } from '../../workloads/own-selector.js';

// Labels that controllers give to pods: no template shows them.
const GIVEN =
  /^(?:rollouts-pod-template-hash|pod-template-hash|controller-revision-hash|statefulset\.kubernetes\.io\/pod-name|apps\.kubernetes\.io\/pod-index|(?:batch\.kubernetes\.io\/)?(?:job-name|controller-uid))$/;

const example = (selector: string) => `
apiVersion: v1
kind: Service
metadata:
  name: shop
  namespace: api
spec:
  selector: ${selector}
  ports:
    - port: 80
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

export const serviceSelectsNothing = rule({
  id: 'service-selects-nothing',
  severity: 'error',
  what: 'A Service selects no pod of its namespace',
  why: 'The Service has no endpoints: every connection to it is refused.',
  fix: 'Select labels that the pods have, or put both into one namespace.',
  exceptions: [
    'Services without a selector, and those of type ExternalName.',
    'Labels that controllers give to pods, as rollouts-pod-template-hash.',
    'Namespaces in which an operator or a chart makes pods.',
    'Where the set has no pods in the namespace at all, it is a warning.',
  ],
  source: 'Kubernetes, concepts/services-networking/service#defining-a-service',
  wrong: example('{ app: shop } # <--'),
  right: example('{ app: shop-api }'),
  *check({ set }) {
    const hidden = hiddenPods(set);
    for (const service of set.kind('Service')) {
      const { namespace } = service.ref;
      const field = fieldOf(service, 'spec.selector');
      const selector = mapSelector(field.value);
      if (!selector || selector.labels.size === 0 || fieldOf(service, 'spec.type').text === 'ExternalName') continue;
      if ([...selector.labels].some(([key, value]) => GIVEN.test(key) || isTemplated(value))) continue;
      if (namespace === undefined || hidden.has(namespace) || set.pods(namespace, selector).length > 0) continue;
      const all = set.pods(namespace, { labels: new Map(), expressions: [] });
      const nearest = nearestOf(selector, all);
      yield report(field, `selector "${formatSelector(selector)}" matches no pod in namespace "${namespace}"`, {
        fix: nearest ? hint(selector, nearest) : undefined,
        severity: all.length === 0 ? 'warning' : undefined,
        cause: strayCause(set, namespace, selector),
      });
    }
  },
});

/** The pods that share the most labels with the selector, if they share one. */
function nearestOf(selector: Selector, templates: readonly PodTemplate[]): PodTemplate | undefined {
  const shared = ({ labels }: PodTemplate) =>
    [...selector.labels].filter(([key, value]) => labels.get(key) === value).length;
  const named = ({ labels }: PodTemplate) => [...selector.labels.keys()].filter((key) => labels.has(key)).length;
  const [best] = templates.toSorted((a, b) => shared(b) - shared(a) || named(b) - named(a));
  return best && named(best) > 0 ? best : undefined;
}

function hint(selector: Selector, { manifest, labels }: PodTemplate): string {
  const differing = [...selector.labels].filter(([key, value]) => labels.get(key) !== value).map(([key]) => key);
  const has = differing.map((key) => (labels.has(key) ? `${key}=${labels.get(key)}` : `no ${key}`)).join(', ');
  return `The pods of ${manifest.ref.kind} "${manifest.ref.name}" have ${has}: select that, or label them.`;
}
