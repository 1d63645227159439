import { type Field, fieldOf } from '../manifest/field.js';
import type { Manifest } from '../manifest/manifest.js';
import { type ManifestSet, perSet } from '../manifest/manifest-set.js';

/** A Service by name, as Istio's configuration names it. */
export interface MeshService {
  readonly namespace: string | undefined;
  readonly name: string;
}

/**
 * The Service that a host means: a short name in the namespace of the object that names it, or the full one; undefined
 * for hosts outside the cluster. Source: istio/api, networking/v1 Destination.
 */
export function meshService(host: string | undefined, namespace: string | undefined): MeshService | undefined {
  if (host === undefined || host.includes('*')) return undefined;
  const [name = '', inNamespace, ...rest] = host.split('.');
  if (inNamespace === undefined) return { namespace, name };
  return /^svc(?:\.cluster\.local)?$/.test(rest.join('.')) ? { namespace: inNamespace, name } : undefined;
}

/** Where a route sends traffic to: `host`, `subset` and `port` are below it. */
export interface Destination {
  readonly field: Field;
  readonly service: MeshService | undefined;
}

/** The destinations of a VirtualService, mirrors among them. */
export function destinationsOf(virtualService: Manifest): Destination[] {
  const root = fieldOf(virtualService);
  const http = root.items('spec.http');
  const routes = [...http, ...root.items('spec.tcp'), ...root.items('spec.tls')];
  const fields = [
    ...routes.flatMap((route) => route.items('route').map((entry) => entry.at('destination'))),
    ...http.map((route) => route.at('mirror')),
    ...http.flatMap((route) => route.items('mirrors').map((entry) => entry.at('destination'))),
  ];
  return fields
    .filter((field) => field.exists)
    .map((field) => ({ field, service: meshService(field.at('host').text, virtualService.ref.namespace) }));
}

/** The DestinationRules of each Service, by `namespace/name`. */
export const destinationRules = perSet((set: ManifestSet): ReadonlyMap<string, readonly Manifest[]> => {
  const rules = new Map<string, Manifest[]>();
  for (const rule of set.kind('DestinationRule')) {
    const service = meshService(fieldOf(rule, 'spec.host').text, rule.ref.namespace);
    if (!service) continue;
    const key = serviceKey(service);
    rules.set(key, [...(rules.get(key) ?? []), rule]);
  }
  return rules;
});

export function serviceKey({ namespace, name }: MeshService): string {
  return `${namespace ?? ''}/${name}`;
}

/**
 * The gateways that a VirtualService is bound to, as `namespace/name`; `mesh` for the sidecars, the default.
 * @param spec where they are listed: elsewhere in what others make a VirtualService of
 */
export function gatewaysOf(virtualService: Manifest, spec = 'spec'): readonly string[] {
  const { ref } = virtualService;
  const named = fieldOf(virtualService, spec).items('gateways');
  if (named.length === 0) return ['mesh'];
  return named.flatMap(({ text }) => {
    if (text === undefined || text === 'mesh') return text ?? [];
    return text.includes('/') ? text.replace(/^\.?\//, `${ref.namespace ?? ''}/`) : `${ref.namespace ?? ''}/${text}`;
  });
}
