import { get, records, text } from '../../manifest/access.js';
import type { Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { meshCallers } from '../network/mesh-callers.js';
import { type Allowed, allowed, type Grant, subjectOf } from '../network/policies.js';
import { opens, type PodPort, portsOfPods } from '../network/port-numbers.js';
import { covers } from '../network/sentences.js';
import type { Loss, Replaced, RestartInput } from './model.js';
import { servicesOf } from './pods.js';
import { listed } from './words.js';

/** What old pods lack, as the beginning of a sentence, and the way out. */
export type Unreachable = Required<Pick<Loss, 'text' | 'fix'>>;

/**
 * Why the pods that are still there do not answer from the sync on: Services and policies change at once, pods follow.
 * Only what Services lead to, the old pods listen on and the new ones do not is looked at; undefined where all of it
 * stays reachable.
 */
export function unreachable({ replaced, services, set }: RestartInput): Unreachable | undefined {
  if (!replaced) return undefined;
  const [old, fresh] = [portsOfPods(replaced.old), portsOfPods(replaced.fresh)];
  const left = old.filter((port) => isServed(port, replaced) && !fresh.some((one) => samePort(one, port)));
  const missed = left.find((port) => isMissed(port, old, replaced, services));
  if (missed)
    return {
      text: `old pods listen on ${missed.number} and get no requests`,
      fix: 'Let the Service lead to the port by its name (targetPort): each pod gets requests on its own number.',
    };
  const ways = [shutOut, heldIn, deniedInMesh];
  const callers = new Set(left.flatMap((port) => ways.flatMap((way) => way(port, replaced, set))));
  if (callers.size === 0) return undefined;
  return {
    text: `old pods cannot be reached by ${listed([...callers])}`,
    fix: `Keep ${listed(left.map(({ number }) => `${number}`))} open beside the new port until no old pod is left; a network policy lets in to both by the name of the port.`,
  };
}

function samePort(a: PodPort, b: PodPort): boolean {
  return a.number === b.number && a.protocol === b.protocol;
}

function isServed(port: PodPort, { old, before }: Replaced): boolean {
  const known = servicesOf(before).get(old) ?? [];
  return known.flatMap(targets).some((target) => target === port.number || target === port.name);
}

/** Whether a Service led to the port by its number, and now leads to numbers that the old pods do not list. */
function isMissed(
  port: PodPort,
  old: readonly PodPort[],
  { old: workload, before }: Replaced,
  now: readonly Manifest[],
) {
  const known = servicesOf(before).get(workload) ?? [];
  return now.some((service) => {
    const was = known.find(({ ref }) => ref.name === service.ref.name);
    if (!was || text(service.object, 'spec.clusterIP') === 'None' || !targets(was).includes(port.number)) return false;
    return targets(service).every((one) => typeof one === 'number' && !old.some(({ number }) => number === one));
  });
}

function targets({ object }: Manifest) {
  return records(object, 'spec.ports').map((port) => get(port, 'targetPort') ?? get(port, 'port'));
}

/** Who was let in to a port of the old pods, and is not any more. */
function shutOut(port: PodPort, { old, before }: Replaced, after: ManifestSet): string[] {
  const was = opening(allowed(subjectOf(old), 'ingress', before), port, old);
  const now = opening(allowed(subjectOf(old), 'ingress', after), port, old);
  if (!now) return [];
  if (!was) return now.length === 0 ? ['anyone'] : [];
  return lost(was, now).map(({ peer }) => (peer.anyone ? 'anyone' : peer.text));
}

/** Which pods were let out to a port of the old pods, and are not any more. */
function heldIn(port: PodPort, { old, before }: Replaced, after: ManifestSet): string[] {
  return before.podTemplates().flatMap(({ manifest: caller }) => {
    const { kind, namespace, name } = caller.ref;
    const same = after.find(kind, namespace, name);
    const was = opening(allowed(subjectOf(caller), 'egress', before), port, old);
    const now = same && opening(allowed(subjectOf(same), 'egress', after), port, old);
    const meant = was?.filter(({ peer }) => peer.workloads.includes(old)) ?? [];
    return now && meant.length > 0 && lost(meant, now).length === meant.length ? [name] : [];
  });
}

/** Whom the mesh let in to a port of the old pods, and does not any more. */
function deniedInMesh({ number }: PodPort, { old, before }: Replaced, after: ManifestSet): readonly string[] {
  const was = meshCallers(old, number, before);
  const now = meshCallers(old, number, after);
  if (!now || now.includes('anyone')) return [];
  if (!was) return now.length === 0 ? ['anyone'] : [];
  return was.filter((caller) => !now.includes(caller));
}

/** What of it opens a port; undefined where nothing is closed. */
function opening({ grants }: Allowed, port: PodPort, pods: Manifest): readonly Grant[] | undefined {
  return grants?.filter((grant) => opens(grant, port, pods));
}

function lost(was: readonly Grant[], now: readonly Grant[]): Grant[] {
  return was.filter((one) => !now.some((other) => covers(other, one, true)));
}
