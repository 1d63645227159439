import { number, records, text } from '../../manifest/access.js';
import { groupBy } from '../../manifest/group-by.js';
import { type Call, callsOf, portOf } from '../../manifest/hosts/calls.js';
import type { Manifest } from '../../manifest/manifest.js';
import { type ManifestSet, perSet } from '../../manifest/manifest-set.js';
import type { RestartInput } from './model.js';
import { listed } from './words.js';

/**
 * What the pods that are still there call in vain from the sync on: a port that a Service drops at once, while pods
 * keep the number that they were started with. What the new pods call too is no matter of their replacement.
 */
export function stranded({ replaced, set }: RestartInput): string | undefined {
  if (!replaced) return undefined;
  const dropped = portsDropped(replaced.before, set);
  if (dropped.size === 0) return undefined;
  const now = portsCalled(replaced.fresh, set);
  const ports = portsCalled(replaced.old, replaced.before).filter((port) => dropped.has(port) && !now.includes(port));
  // Without the namespace, which the reader knows.
  const names = [...new Set(ports)].map((port) => port.slice(port.indexOf('/') + 1));
  return names.length > 0
    ? `old pods call ${listed(names)}, which ${names.length === 1 ? 'is' : 'are'} gone,`
    : undefined;
}

const compared = perSet(() => new WeakMap<ManifestSet, ReadonlySet<string>>());

/** Every port of a Service that stays, without that port: `shop/cart:80`. */
function portsDropped(before: ManifestSet, after: ManifestSet): ReadonlySet<string> {
  const known = compared(before).get(after);
  if (known) return known;
  const dropped = before.kind('Service').flatMap((service) => {
    const now = after.find('Service', service.ref.namespace, service.ref.name);
    if (!now || takesAny(service) || takesAny(now)) return [];
    const left = new Set(portsOf(now));
    return portsOf(service).flatMap((port) => (left.has(port) ? [] : [keyOf(service, port)]));
  });
  const found = new Set(dropped);
  compared(before).set(after, found);
  return found;
}

/** Callers of a headless Service, or of a host outside, reach whatever port they ask. */
function takesAny({ object }: Manifest): boolean {
  return text(object, 'spec.clusterIP') === 'None' || text(object, 'spec.type') === 'ExternalName';
}

function portsOf({ object }: Manifest): number[] {
  return records(object, 'spec.ports').flatMap((one) => number(one, 'port') ?? []);
}

const callsByWorkload = perSet(
  (set): ReadonlyMap<Manifest, readonly Call[]> => groupBy(callsOf(set), ({ pod }) => pod.manifest),
);

function portsCalled(workload: Manifest, set: ManifestSet): string[] {
  return (callsByWorkload(set).get(workload) ?? []).flatMap((told) => {
    const port = portOf(told);
    return told.target.is === 'manifest' && port !== undefined ? [keyOf(told.target.manifest, port)] : [];
  });
}

function keyOf({ ref }: Manifest, port: number): string {
  return `${ref.namespace}/${ref.name}:${port}`;
}
