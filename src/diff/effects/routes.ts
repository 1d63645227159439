import { get, isObject, number, records, strings, text } from '../../manifest/access.js';
import type { Json, JsonObject, Manifest } from '../../manifest/manifest.js';

/** Requests that an object leads somewhere: what they look like, and where they go. */
export interface Route {
  /** `api.shop.test/cart`. */
  readonly request: string;
  /** Hosts whose requests it takes; `*` for every one. */
  readonly hosts: readonly string[];
  /** The path that requests begin with, or are; undefined where the route asks for more than a path. */
  readonly path?: string | undefined;
  /** `cart:http`; with weights where there are several. */
  readonly to: string;
}

/** The routes of an Ingress, a VirtualService or a route of the Gateway API, in their order; none of other kinds. */
export function routesOf({ ref, object }: Manifest): readonly Route[] {
  switch (ref.kind) {
    case 'Ingress':
      return ingress(object);
    case 'VirtualService':
      return virtualService(object);
    case 'HTTPRoute':
    case 'GRPCRoute':
      return gatewayRoute(object);
    default:
      return [];
  }
}

function ingress(object: JsonObject): Route[] {
  const backend = (value: Json | undefined) => {
    const port = get(value, 'service.port.name') ?? get(value, 'service.port.number');
    if (port === 'use-annotation') return action(object, text(value, 'service.name') ?? '?');
    return `${text(value, 'service.name') ?? text(value, 'resource.name') ?? '?'}${port === undefined ? '' : `:${port}`}`;
  };
  const rules = records(object, 'spec.rules').flatMap((rule) =>
    records(rule, 'http.paths').map((path): Route => {
      const exact = text(path, 'pathType') === 'Exact' ? ' (exactly)' : '';
      const [host, asked] = [text(rule, 'host') ?? '*', text(path, 'path') ?? '/'];
      return {
        request: anything(`${host}${asked}${exact}`),
        hosts: [host],
        path: asked,
        to: backend(get(path, 'backend')),
      };
    }),
  );
  const rest = get(object, 'spec.defaultBackend');
  return rest === undefined ? rules : [...rules, { request: 'every other request', hosts: ['*'], to: backend(rest) }];
}

/**
 * What an AWS load balancer does by an annotation, which Argo Rollouts rewrites while a canary runs: the weights in it
 * say nothing that lasts. Source: AWS Load Balancer Controller, guide/ingress/annotations, "actions".
 */
function action(object: JsonObject, name: string): string {
  const written = get(object, ['metadata', 'annotations', `alb.ingress.kubernetes.io/actions.${name}`]);
  const [, type] = /"type"\s*:\s*"([\w-]+)"/i.exec(typeof written === 'string' ? written : '') ?? [];
  if (type === 'redirect') return 'a redirect';
  if (type === 'fixed-response') return 'an answer of the load balancer';
  return `stable and canary of ${name}`;
}

function anything(request: string): string {
  return request === '*/' ? 'every request' : request;
}

function virtualService(object: JsonObject): Route[] {
  const hosts = strings(object, 'spec.hosts');
  const named = hosts.join(', ');
  return ['http', 'tls', 'tcp'].flatMap((protocol) =>
    records(object, `spec.${protocol}`).flatMap((route) => {
      const to = destinations(route);
      const matches = records(route, 'match');
      if (matches.length === 0) return [{ request: `${named}, what no other route takes`, hosts, to }];
      return matches.map((match) => ({ request: `${named}${describeMatch(match)}`, hosts, path: pathOf(match), to }));
    }),
  );
}

function destinations(route: JsonObject): string {
  if (route.redirect !== undefined) return 'a redirect';
  if (route.directResponse !== undefined) return `an answer ${get(route, 'directResponse.status') ?? ''}`.trim();
  const targets = records(route, 'route').map((one) => {
    const host = (text(one, 'destination.host') ?? '?').replace(/\.svc(?:\.cluster\.local)?$/, '');
    const subset = text(one, 'destination.subset');
    const port = number(one, 'destination.port.number');
    return {
      name: `${host}${port === undefined ? '' : `:${port}`}${subset === undefined ? '' : ` (${subset})`}`,
      weight: number(one, 'weight'),
    };
  });
  return weighted(targets);
}

function weighted(targets: readonly { readonly name: string; readonly weight: number | undefined }[]): string {
  if (targets.length === 0) return 'nobody';
  const [only] = targets;
  if (targets.length === 1 && only) return only.name;
  return targets.map(({ name, weight }) => (weight === undefined ? name : `${name} ${weight} %`)).join(', ');
}

/** The path of a match that asks for nothing else. */
function pathOf({ name: _, gateways: __, uri, ...more }: JsonObject): string | undefined {
  return Object.keys(more).length > 0 ? undefined : (text(uri, 'prefix') ?? text(uri, 'exact'));
}

/** `/cart…` for a prefix, `=/cart` for an exact path, then headers, method and the rest. */
function describeMatch(match: JsonObject): string {
  const parts: string[] = [];
  for (const [key, value] of Object.entries(match)) {
    if (key === 'name' || key === 'gateways' || value === undefined) continue;
    if (key === 'uri') parts.unshift(stringMatch(value));
    else if (key === 'headers' || key === 'withoutHeaders' || key === 'queryParams') {
      const not = key === 'withoutHeaders' ? 'without ' : '';
      for (const [name, wanted] of Object.entries(isObject(value) ? value : {}))
        parts.push(` ${not}${name}: ${stringMatch(wanted)}`);
    } else if (key === 'ignoreUriCase') parts.push(' (any case)');
    else parts.push(` ${key} ${isObject(value) ? stringMatch(value) : JSON.stringify(value)}`);
  }
  return parts.join('');
}

function stringMatch(value: Json | undefined): string {
  const [exact, prefix, regex] = ['exact', 'prefix', 'regex'].map((way) => text(value, way));
  if (prefix !== undefined) return `${prefix}…`;
  if (exact !== undefined) return exact;
  return regex === undefined ? JSON.stringify(value ?? null) : `~${regex}`;
}

function gatewayRoute(object: JsonObject): Route[] {
  const names = strings(object, 'spec.hostnames');
  const hosts = names.length > 0 ? names : ['*'];
  const named = hosts.join(', ');
  return records(object, 'spec.rules').flatMap((rule) => {
    const to = weighted(
      records(rule, 'backendRefs').map((backend) => {
        const port = number(backend, 'port');
        return {
          name: `${text(backend, 'name') ?? '?'}${port === undefined ? '' : `:${port}`}`,
          weight: number(backend, 'weight'),
        };
      }),
    );
    const matches = records(rule, 'matches');
    if (matches.length === 0) return [{ request: `${named}/…`, hosts, path: '/', to }];
    return matches.map((match) => {
      const value = text(match, 'path.value') ?? '/';
      const path = text(match, 'path.type') === 'Exact' ? value : `${value}…`;
      const others = Object.keys(match).filter((key) => key !== 'path');
      return {
        request: `${named}${path}${others.map((key) => ` ${key} ${JSON.stringify(match[key])}`).join('')}`,
        hosts,
        path: others.length > 0 ? undefined : value,
        to,
      };
    });
  });
}
