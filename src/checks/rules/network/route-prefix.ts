import { type Field, fieldOf } from '../../../manifest/field.js';
import { mapSelector } from '../../../manifest/labels.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { meshService } from '../../../network/mesh-routes.js';
import { type Report, report, rule } from '../../rule.js';

const example = (path: string) => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  namespace: api
spec:
  ingressClassName: nginx
  rules:
    - http:
        paths:
          - path: ${path}
            pathType: Prefix
            backend:
              service:
                name: shop
                port: { number: 80 }
---
apiVersion: v1
kind: Service
metadata:
  name: shop
  namespace: api
spec:
  selector: { app: shop }
  ports:
    - port: 80
---
apiVersion: v1
kind: Pod
metadata:
  name: shop
  namespace: api
  labels: { app: shop }
spec:
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
      env:
        - name: API_PREFIX
          value: /api/v1/orders
`;

export const routePrefix = rule({
  id: 'route-prefix',
  severity: 'error',
  what: 'A path is routed to a program that serves another',
  why: 'The program answers 404 to every request of the route: nothing of what it serves begins so.',
  fix: 'Route the path that the program is told to serve.',
  exceptions: [
    'Programs that are not told their path by a variable such as API_PREFIX, BASE_PATH or CONTEXT_PATH.',
    'Routes that rewrite the path, and those of the root or of what lies above or below the path.',
  ],
  source: 'Kubernetes, concepts/services-networking/ingress#path-types: a prefix ends where a step of the path does',
  wrong: example('/api/v1/order # <--'),
  right: example('/api/v1/orders'),
  *check({ set }) {
    for (const ingress of set.kind('Ingress')) {
      const isRewritten = fieldOf(ingress, 'metadata.annotations')
        .entries()
        .some(([key]) => key.includes('rewrite'));
      if (isRewritten) continue;
      for (const path of fieldOf(ingress)
        .items('spec.rules')
        .flatMap((one) => one.items('http.paths')))
        yield* served(path.at('path'), path.at('backend.service.name').text, ingress.ref.namespace, set);
    }
    for (const service of set.kind('VirtualService')) {
      for (const route of fieldOf(service).items('spec.http')) {
        if (route.at('rewrite').exists || route.at('redirect').exists) continue;
        const [first] = route.items('route');
        const host = meshService(first?.at('destination.host').text, service.ref.namespace);
        for (const match of route.items('match'))
          yield* served(match.at('uri.prefix'), host?.name, host?.namespace, set);
      }
    }
  },
});

const PREFIX =
  /^(?:[A-Z0-9_]*_)?(?:API_PREFIX|ROUTE_PREFIX|URL_PREFIX|PATH_PREFIX|BASE_PATH|CONTEXT_PATH|APPLICATION_ROOT|SCRIPT_NAME)$/;

function* served(
  path: Field,
  name: string | undefined,
  namespace: string | undefined,
  set: ManifestSet,
): Iterable<Report> {
  const routed = steps(path.text);
  const service = name === undefined ? undefined : set.find('Service', namespace, name);
  if (routed.length === 0 || !service) return;
  const pods = set.pods(namespace, mapSelector(fieldOf(service, 'spec.selector').value));
  const told = pods.flatMap(({ containers }) =>
    containers.flatMap(({ env }) =>
      env
        .map(({ field }) => field)
        .filter((one) => PREFIX.test(one.at('name').text ?? '') && (one.at('value').text ?? '').startsWith('/')),
    ),
  );
  const [first] = told;
  if (!first || told.some((one) => agree(routed, steps(one.at('value').text)))) return;
  yield report(
    path,
    `path "${path.text}" leads to Service "${name}", whose pods serve "${first.at('value').text}" (${first.at('name').text})`,
    { fix: `Route "${first.at('value').text}".` },
  );
}

function steps(path: string | undefined): readonly string[] {
  return (path ?? '')
    .replace(/[*(].*$/, '')
    .split('/')
    .filter((step) => step !== '');
}

/** One of the two paths holds the other, step by step. */
function agree(a: readonly string[], b: readonly string[]): boolean {
  return a.slice(0, b.length).every((step, i) => step === b[i]);
}
