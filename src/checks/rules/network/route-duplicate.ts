import { stringMap } from '../../../manifest/access.js';
import { type Field, fieldOf } from '../../../manifest/field.js';
import { describeRef, type Manifest } from '../../../manifest/manifest.js';
import { isTemplated } from '../../../manifest/references.js';
import { report, rule } from '../../rule.js';

const CLASS = 'kubernetes.io/ingress.class';
const GROUP = 'alb.ingress.kubernetes.io/group.name';

export const routeDuplicate = rule({
  id: 'route-duplicate',
  severity: 'error',
  what: 'Two Ingress rules claim the same host and path',
  why: 'The load balancer uses the first match: one of the two services gets no request.',
  fix: 'Give one of them another path or host.',
  exceptions: [
    'Rules of load balancers that are not shared: another class, or an ALB group of its own.',
    'Canary rules of NGINX, and ALB rules with conditions or actions of their own.',
    'Two rules that lead to the same port of the same Service.',
  ],
  source:
    'Kubernetes, concepts/services-networking/ingress#ingress-rules; AWS Load Balancer Controller, guide/ingress/annotations',
  wrong: `
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
          - path: /v1 # <--
            pathType: Prefix
            backend: { service: { name: basket, port: { number: 80 } } }
`,
  right: `
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
          - path: /v1/basket
            pathType: Prefix
            backend: { service: { name: basket, port: { number: 80 } } }
`,
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
          const isAction = path.at('backend.service.port.name').text === 'use-annotation';
          if (isAction || isTemplated(host) || isTemplated(where)) continue;
          const key = JSON.stringify([balancer, host, where, path.at('pathType').text]);
          const first = taken.get(key);
          if (!first) taken.set(key, path);
          else if (backend(first) !== backend(path)) {
            const { origin } = first.manifest;
            const place = origin.from?.(first.path) ?? origin.at?.(first.path);
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

function backend({ manifest, value }: Field): string {
  const { namespace } = manifest.ref;
  const target = value && typeof value === 'object' && 'backend' in value ? value.backend : undefined;
  return JSON.stringify([namespace, target]);
}
