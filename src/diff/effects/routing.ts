import { get, records } from '../../manifest/access.js';
import { formatSelector, mapSelector, selects } from '../../manifest/labels.js';
import { describeRef, type Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { referencesOf, targetManifest } from '../../manifest/references.js';
import { isWithin, type ObjectChange } from '../change.js';
import type { Effect } from '../effect.js';
import { endpointsOf } from '../rollout/pods.js';
import { listed } from '../rollout/words.js';
import type { Context } from './context.js';
import { type Route, routesOf } from './routes.js';

const ROUTERS = ['Ingress', 'VirtualService', 'HTTPRoute', 'GRPCRoute'];

interface Owned {
  readonly route: Route;
  readonly owner: Manifest;
}

/** Requests from outside, or through the mesh, that go elsewhere than before, are new, or are no longer answered. */
export function* routeEffects({
  before,
  applied: after,
  changeOf,
}: Context): Iterable<readonly [ObjectChange, Effect]> {
  const [old, now] = [allRoutes(before), allRoutes(after)];
  const lines = new Map<ObjectChange, { text: string; grave: boolean }[]>();
  const say = (owner: Manifest, text: string, grave = false) => {
    const change = changeOf.get(owner);
    if (change) lines.set(change, [...(lines.get(change) ?? []), { text, grave }]);
  };
  // What is no longer answered comes first: it is what somebody notices.
  for (const [request, { route, owner }] of old)
    if (!now.has(request)) say(owner, noLonger(route, [...now.values()]), true);
  for (const [request, { route, owner }] of now) {
    const was = old.get(request);
    if (!was) say(owner, `${route.request} now leads to ${route.to}`);
    else if (was.route.to !== route.to) say(owner, `${route.request}: ${was.route.to} → ${route.to}`);
  }
  for (const [change, said] of lines) {
    const grave = said.some((line) => line.grave);
    const text = listedLines(said.map((line) => line.text));
    yield [change, { kind: 'traffic', text, fields: change.fields.map(({ label }) => label), ...(grave && { grave }) }];
  }
}

function listedLines(lines: readonly string[]): string {
  const most = 4;
  return lines.length > most ? `${lines.slice(0, most).join('; ')}; and ${lines.length - most} more` : lines.join('; ');
}

/** By request and by who applies it: two gateways may lead the same request to different places. */
function allRoutes(set: ManifestSet): ReadonlyMap<string, Owned> {
  const map = new Map<string, Owned>();
  for (const owner of ROUTERS.flatMap((kind) => set.kind(kind))) {
    const gateways = records(owner.object, 'spec.parentRefs').map((one) => get(one, 'name'));
    for (const route of routesOf(owner)) {
      const key = `${owner.ref.kind} ${JSON.stringify(get(owner.object, 'spec.gateways') ?? gateways)} ${route.request}`;
      // The first route that matches wins.
      if (!map.has(key)) map.set(key, { route, owner });
    }
  }
  return map;
}

// Annotations that an ingress controller, a load balancer or a name server acts on.
const ACTED_ON =
  /^metadata\.annotations\.(?:alb\.ingress|nginx\.ingress|service\.beta|traefik\.ingress|haproxy|external-dns\.alpha)\S*kubernetes\.io\/|^metadata\.annotations\.(?:kubernetes\.io\/ingress\.class|cert-manager\.io\/)/;

/** How requests are handled on their way: time limits, retries, certificates, load balancers, subsets. */
export function* handlingEffects(change: ObjectChange, context: Context): Iterable<Effect> {
  const { before, after, fields } = change;
  if (change.how !== 'changed' || !before || !after) return;
  const { kind } = after.ref;
  const name = describeRef(after.ref);
  if (kind === 'DestinationRule') yield* subsets(before, after, change, context);
  const acted = fields.filter(({ pattern }) => ACTED_ON.test(pattern));
  if ((kind === 'Ingress' || kind === 'Service' || kind === 'Gateway') && acted.length > 0) {
    const settings = listed([...new Set(acted.map(({ pattern }) => pattern.slice(pattern.lastIndexOf('/') + 1)))]);
    const source = kind === 'Ingress' ? 'AWS Load Balancer Controller, guide/ingress/annotations' : undefined;
    yield {
      kind: 'traffic',
      text: `${name}: the load balancer is set up anew (${settings})`,
      fields: acted.map(({ label }) => label),
      ...(source && { source }),
    };
  }
  const handled = fields.filter(({ pattern }) => isWithin(pattern, 'spec') && HANDLING[kind]?.test(pattern));
  if (handled.length > 0)
    yield {
      kind: 'traffic',
      text: `${name}: requests are handled differently (${listed(handled.map(({ label }) => label.replace(/^spec\./, '')))})`,
      fields: handled.map(({ label }) => label),
    };
}

/** Of each kind that leads requests, the fields that `routesOf` does not read. */
const HANDLING: Readonly<Record<string, RegExp>> = {
  Ingress: /^spec\.(?:tls|ingressClassName)/,
  VirtualService:
    /^spec\.(?:hosts|gateways|exportTo)|^spec\.http(?:$|\[\]\.(?:timeout|retries|fault|mirror|mirrors|mirrorPercentage|rewrite|corsPolicy|headers|delegate))/,
  HTTPRoute: /^spec\.parentRefs|^spec\.rules(?:$|\[\]\.(?:filters|timeouts))/,
  Gateway: /^spec\./,
};

function* subsets(before: Manifest, after: Manifest, { fields }: ObjectChange, { applied }: Context): Iterable<Effect> {
  const own = fields.filter(({ pattern }) => isWithin(pattern, 'spec.subsets'));
  if (own.length === 0) return;
  const labels = ({ object }: Manifest) =>
    new Map(
      records(object, 'spec.subsets').map((subset) => {
        const selector = mapSelector(get(subset, 'labels'));
        return [String(get(subset, 'name')), selector ? formatSelector(selector) : 'all pods'];
      }),
    );
  const [old, now] = [labels(before), labels(after)];
  const lines = [...now].flatMap(([name, selector]) => {
    const was = old.get(name);
    if (was === undefined) return [`subset ${name} is new: ${selector}`];
    return was === selector ? [] : [`subset ${name}: ${was} → ${selector}`];
  });
  for (const name of old.keys()) if (!now.has(name)) lines.push(`subset ${name} is gone`);
  if (lines.length === 0) return;
  const empty = emptySubsets(after, applied).filter((name) => lines.some((line) => line.startsWith(`subset ${name}`)));
  const host = String(get(after.object, 'spec.host') ?? after.ref.name);
  const grave = empty.length > 0 || lines.some((line) => line.endsWith('is gone'));
  const nobody =
    empty.length > 0 ? `; no pod has the labels of ${listed(empty)}: requests to it are answered with 503` : '';
  const text = `${host}: ${lines.join('; ')}${nobody}`;
  yield {
    kind: 'traffic',
    text,
    fields: own.map(({ label }) => label),
    ...(grave && { grave }),
    source: 'Istio, DestinationRule',
  };
}

/** Subsets whose labels no pod of the rule's Service has; none where the Service or its pods are not shown. */
function emptySubsets(rule: Manifest, set: ManifestSet): string[] {
  const edge = referencesOf(set)
    .from(rule)
    .find(({ row }) => row.from === 'spec.host');
  const service = edge && targetManifest(edge);
  const pods = service ? endpointsOf(service, set) : [];
  if (pods.length === 0) return [];
  return records(rule.object, 'spec.subsets').flatMap((subset) => {
    const selector = mapSelector(get(subset, 'labels'));
    const some =
      selector === undefined || pods.some((pod) => selects(selector, set.podTemplate(pod)?.labels ?? new Map()));
    return some ? [] : [String(get(subset, 'name'))];
  });
}

function noLonger(route: Route, left: readonly Owned[]): string {
  const { request, to } = route;
  const [, all] = /^every (.*)$/.exec(request) ?? [];
  if (all !== undefined) return `no ${all} is led to ${to} any more`;
  const answer = isUnanswered(route, left) ? ': it is answered with 404' : '';
  return `${request} is no longer led to ${to}${answer}`;
}

/**
 * Whether nothing else takes the requests of a route whose host is still led somewhere: no path above it, none that asks for more
 * than a path.
 */
function isUnanswered({ hosts: [host, ...more], path }: Route, left: readonly Owned[]): boolean {
  if (host === undefined || more.length > 0 || host.includes('*') || path === undefined) return false;
  const others = left.flatMap(({ route }) =>
    route.hosts.some((one) => one === host || one.includes('*')) ? route : [],
  );
  // Which of several hosts a route means for whom is not worked out: it may take the request.
  const mayTake = ({ path: above, hosts: [own, ...rest] }: Route) =>
    above === undefined ||
    own !== host ||
    rest.length > 0 ||
    path === above ||
    path.startsWith(above.endsWith('/') ? above : `${above}/`);
  return others.some(({ hosts }) => hosts.includes(host)) && !others.some(mayTake);
}
