import { get, number, records, text } from '../../manifest/access.js';
import type { Json, JsonObject } from '../../manifest/manifest.js';

/** What changes for those who call a Service from outside the cluster. */
export interface OutsideChange {
  readonly text: string;
  /** Whoever calls it as before is refused. */
  readonly grave: boolean;
}

/** The type of a Service as the API server reads it. */
export function typeOf(service: JsonObject): string {
  return text(service, 'spec.type') ?? 'ClusterIP';
}

/** Another type: what of the old one is gone. */
export function typeChange(before: JsonObject, after: JsonObject): OutsideChange {
  const [was, now] = [typeOf(before), typeOf(after)];
  const says = (what: string, grave: boolean) => ({ text: `type ${was} → ${now}: ${what}`, grave });
  if (now === 'ExternalName') return says('its name leads elsewhere, and no longer to its pods', true);
  if (was === 'ExternalName') return says('its name leads to its pods, and no longer elsewhere', true);
  if (was === 'LoadBalancer') {
    const also = now === 'ClusterIP' ? ', or at the nodes,' : '';
    return says(`its load balancer is taken down, whoever calls it there${also} is refused`, true);
  }
  if (now === 'LoadBalancer') return says('it gets a load balancer', false);
  if (now === 'NodePort') return says('it is reached at the nodes too', false);
  const ports = records(before, 'spec.ports').flatMap((port) => number(port, 'nodePort') ?? []);
  const at = ports.length > 0 ? ` at port ${ports.join(', ')}` : '';
  return says(`whoever calls it at the nodes${at} is refused`, true);
}

/**
 * Another node port of one port; undefined where it has none any more, which the type says.
 * Source: Kubernetes, pkg/registry/core/service/storage: a node port that is no longer said is kept.
 */
export function nodePortChange(
  services: { readonly before: JsonObject; readonly after: JsonObject },
  was: Json,
  now: Json,
): OutsideChange | undefined {
  const [old, fresh] = [get(was, 'nodePort'), get(now, 'nodePort')];
  const port = `port ${get(now, 'port')}`;
  if (old === fresh || !isReachedAtNodes(services.after)) return undefined;
  const had = isReachedAtNodes(services.before);
  if (fresh === undefined)
    return had ? { text: `${port} keeps ${old} at the nodes, which is no longer said`, grave: false } : undefined;
  if (!had) return { text: `${port} is reached on the nodes at ${fresh}`, grave: false };
  const other = old === undefined ? 'the one that the cluster had chosen' : `${old}`;
  return {
    text: `${port} is reached on the nodes at ${fresh} instead of ${other}: whoever calls that is refused`,
    grave: true,
  };
}

function isReachedAtNodes(service: JsonObject): boolean {
  return ['NodePort', 'LoadBalancer'].includes(typeOf(service));
}
