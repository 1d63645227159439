import { get, records, strings, text } from '../../manifest/access.js';
import { mapSelector, selects } from '../../manifest/labels.js';
import type { JsonObject, Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { podTemplateOf } from '../../manifest/pod-template.js';

/**
 * Whom the mesh lets in to a port of a workload's pods, as its policies call them; undefined where none of them says
 * who may call. Policies of the mesh's root namespace are not looked at.
 * Source: Istio, "AuthorizationPolicy": where some policy allows, what none allows is denied.
 */
export function meshCallers(workload: Manifest, port: number, set: ManifestSet): readonly string[] | undefined {
  const labels = podTemplateOf(workload)?.labels ?? new Map();
  const policies = set.inNamespace('AuthorizationPolicy', workload.ref.namespace).filter(({ object }) => {
    const selector = mapSelector(get(object, 'spec.selector.matchLabels'));
    const allows = (text(object, 'spec.action') ?? 'ALLOW') === 'ALLOW' && get(object, 'spec.targetRefs') === undefined;
    return allows && (selector === undefined || selects(selector, labels));
  });
  if (policies.length === 0) return undefined;
  return policies
    .flatMap(({ object }) => records(object, 'spec.rules'))
    .filter((rule) => opens(rule, String(port)))
    .flatMap(callers);
}

function opens(rule: JsonObject, port: string): boolean {
  const operations = records(rule, 'to');
  return (
    operations.length === 0 ||
    operations.some((one) => {
      const ports = strings(one, 'operation.ports');
      return (ports.length === 0 || ports.includes(port)) && !strings(one, 'operation.notPorts').includes(port);
    })
  );
}

/** `cart` for `cluster.local/ns/shop/sa/cart`. */
function callers(rule: JsonObject): string[] {
  const sources = records(rule, 'from');
  if (sources.length === 0) return ['anyone'];
  return sources.flatMap((one) => {
    const named = [
      ...strings(one, 'source.principals').map((principal) => principal.slice(principal.lastIndexOf('/') + 1)),
      ...strings(one, 'source.namespaces').map((namespace) => `namespace ${namespace}`),
    ];
    return named.length > 0 ? named : ['others'];
  });
}
