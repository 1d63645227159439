import { type Field, fieldOf } from '../../manifest/field.js';
import { mapSelector, selects } from '../../manifest/labels.js';
import type { Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { isTemplated } from '../../manifest/references.js';
import { albAnnotation } from '../../network/alb.js';
import { type GatewayPods, gatewayPods, isKnown } from '../../network/gateway-pods.js';
import { gatewaysOf } from '../../network/mesh-routes.js';
import { takes, uriMatch } from '../../network/uri-match.js';
import { type Report, report } from '../rule.js';

/**
 * A path that the load balancer asks a gateway for, and that no route for every host takes: it asks for an address, not
 * for a name. Source: AWS, elasticloadbalancing/application/target-group-health-checks.
 */
export function* unansweredHealth(ingress: Manifest, set: ManifestSet): Iterable<Report> {
  const path = albAnnotation(ingress, 'healthcheck-path');
  const port = albAnnotation(ingress, 'healthcheck-port').text ?? 'traffic-port';
  const codes = albAnnotation(ingress, 'success-codes').text ?? '200';
  if (
    path.text === undefined ||
    isTemplated(path.text) ||
    port !== 'traffic-port' ||
    !/^2\d\d(?:[,-]2\d\d)*$/.test(codes)
  )
    return;
  const names = fieldOf(ingress)
    .items('spec.rules')
    .flatMap((one) => one.items('http.paths'))
    .map((one) => one.at('backend.service.name').text);
  const made = (gatewayPods(set) ?? []).find(
    (one) => names.includes(one.by.release) && one.by.namespace === ingress.ref.namespace && isKnown(one),
  );
  const routes = made ? anyHost(made, set).flatMap((root) => root.items('spec.http')) : [];
  const [first] = routes;
  if (!first || routes.some((route) => answers(route, path.text ?? ''))) return;
  yield report(path, `no route for every host takes "${path.text}", which the load balancer asks the gateway for`, {
    why: 'The proxy answers 404: the load balancer takes every pod for dead, and requests answer 503.',
    fix: `Write a path that ${first.manifest.ref.kind} "${first.manifest.ref.name}" answers.`,
  });
}

/** VirtualServices of a gateway whose hosts are all there may be. */
function anyHost(made: GatewayPods, set: ManifestSet): Field[] {
  const gateways = new Set(
    set.fields('Gateway.networking.istio.io').flatMap((root) => {
      const selector = mapSelector(root.at('spec.selector').value);
      const { namespace, name } = root.manifest.ref;
      return selector && selects(selector, made.labels) ? `${namespace ?? ''}/${name}` : [];
    }),
  );
  return set
    .fields('VirtualService')
    .filter(
      (root) =>
        root.items('spec.hosts').some(({ text }) => text === '*') &&
        gatewaysOf(root.manifest).some((name) => gateways.has(name)),
    );
}

/** Whether a route may answer: what else it asks for than a path is not looked at. */
function answers(route: Field, path: string): boolean {
  const matches = route.items('match');
  return matches.length === 0 || matches.map(uriMatch).some((one) => one === undefined || takes(one, path));
}
