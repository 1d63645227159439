import { stringMap, text } from '../../../manifest/access.js';
import { type Field, fieldOf } from '../../../manifest/field.js';
import { describeRef, type Manifest } from '../../../manifest/manifest.js';
import { isTemplated } from '../../../manifest/references.js';
import { forwardTargets } from '../../network/forward-targets.js';
import { report, rule } from '../../rule.js';

const CLASS = 'kubernetes.io/ingress.class';
const PORT_NAME = 'backend.service.port.name';
const GROUP = 'alb.ingress.kubernetes.io/group.name';

const example = (path: string) => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  namespace: api
spec:
  ingressClassName: nginx
  rules:
    - host: api.shop.io
      http:
        paths:
          - path: /v1
            pathType: Prefix
            backend: { service: { name: shop, port: { number: 80 } } }
          - path: ${path}
            pathType: Prefix
            backend: { service: { name: basket, port: { number: 80 } } }
`;

export const routeDuplicate = rule({
  id: 'route-duplicate',
  severity: 'error',
  what: 'Two Ingress rules claim the same host and path',
  why: 'The load balancer uses the first match: one of the two services gets no request.',
  fix: 'Give one of them another path or host.',
  exceptions: [
    'Rules of load balancers that are not shared: another class, or an ALB group of its own.',
    'Canary rules of NGINX, ALB rules with conditions, and ALB actions that forward to no Service: redirects, answers.',
    'Two rules that lead to the same port of the same Service, or whose actions forward to the same Services.',
  ],
  source:
    'Kubernetes, concepts/services-networking/ingress#ingress-rules; AWS Load Balancer Controller, guide/ingress/annotations',
  wrong: example('/v1 # <--'),
  right: example('/v1/basket'),
  *check({ set }) {
    const taken = new Map<string, Field>();
    for (const ingress of set.kind('Ingress')) {
      const annotations = stringMap(ingress.object, 'metadata.annotations');
      if (isConditional(annotations)) continue;
      const balancer = balancerOf(ingress, annotations);
      for (const entry of fieldOf(ingress).items('spec.rules')) {
        const host = entry.at('host').text ?? '*';
        for (const path of entry.items('http.paths')) {
          const where = path.at('path').text ?? '/';
          if (isTemplated(host) || isTemplated(where) || leadsElsewhere(path, annotations)) continue;
          const key = JSON.stringify([balancer, host, where, path.at('pathType').text]);
          const first = taken.get(key);
          if (!first) taken.set(key, path);
          else if (backend(first) !== backend(path)) {
            const { origin } = first.manifest;
            const at = first.at('path').path;
            const place = origin.from?.(at) ?? origin.at?.(at);
            const by = place ? `${place.file}:${place.line}` : describeRef(first.manifest.ref);
            yield report(path.at('path'), `route "${host === '*' ? '' : host}${where}" is taken by ${by}`);
          }
        }
      }
    }
  },
});

// Each Ingress of the AWS controller has a load balancer of its own unless a group joins them.
function balancerOf(ingress: Manifest, annotations: ReadonlyMap<string, string>): string {
  const name = fieldOf(ingress, 'spec.ingressClassName').text ?? annotations.get(CLASS) ?? '';
  const group = annotations.get(GROUP);
  if (group !== undefined) return `${name} group ${group}`;
  const isAlb = name === 'alb' || [...annotations.keys()].some((key) => key.startsWith('alb.ingress.kubernetes.io/'));
  return isAlb ? `${name} ${describeRef(ingress.ref)}` : name;
}

function isConditional(annotations: ReadonlyMap<string, string>): boolean {
  if (annotations.get('nginx.ingress.kubernetes.io/canary') === 'true') return true;
  return [...annotations.keys()].some((key) => key.startsWith('alb.ingress.kubernetes.io/conditions.'));
}

/** Whether an action takes the requests of which it is not known that it forwards them to a Service. */
function leadsElsewhere(path: Field, annotations: ReadonlyMap<string, string>): boolean {
  if (path.at(PORT_NAME).text !== 'use-annotation') return false;
  return forwardTargets(annotations.get(actionOf(path)) ?? '') === undefined;
}

function actionOf(path: Field): string {
  return `alb.ingress.kubernetes.io/actions.${path.at('backend.service.name').text ?? ''}`;
}

function backend(path: Field): string {
  const { object, ref } = path.manifest;
  if (path.at(PORT_NAME).text !== 'use-annotation') return JSON.stringify([ref.namespace, path.at('backend').value]);
  const targets = forwardTargets(text(object, ['metadata', 'annotations', actionOf(path)]) ?? '') ?? [];
  return JSON.stringify([ref.namespace, targets.map(({ service, port }) => `${service}:${port}`).sort()]);
}
