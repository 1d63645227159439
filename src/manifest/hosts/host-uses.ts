import { Field } from '../field.js';
import type { Manifest } from '../manifest.js';
import { apiGroup } from '../manifest.js';
import { type ManifestSet, perSet } from '../manifest-set.js';
import { referencesOf, type Target } from '../references.js';
import { callsOf } from './calls.js';
import { type HostName, hostsIn, serviceOf } from './hosts.js';
import { textsIn } from './texts.js';

/** A host name of the cluster that stands somewhere in a manifest. */
export interface HostUse {
  readonly at: Field;
  readonly host: HostName;
  readonly service: { readonly namespace: string | undefined; readonly name: string };
  /** A pod of a headless Service that is meant. */
  readonly member: string | undefined;
  readonly target: Target;
}

/**
 * Every host name of the cluster in a set: what pods are told to call, whichever way it is written, and elsewhere
 * (Helm values, triggers, templates of Secrets) those that end in `.svc`. Each place once.
 */
export const hostUses = perSet((set: ManifestSet): readonly HostUse[] => {
  const graph = referencesOf(set);
  const seen = new Map<Manifest, Set<string>>();
  const isNew = ({ manifest, path }: Field, { index }: HostName) => {
    const known = seen.get(manifest) ?? new Set();
    seen.set(manifest, known);
    const key = JSON.stringify([path, index]);
    return !known.has(key) && known.add(key);
  };
  const called = callsOf(set).filter(({ at, host }) => isNew(at, host));
  const written = set.manifests.filter(isLooked).flatMap((manifest) => {
    return textsIn(manifest.object, inCluster).flatMap(({ path, text: written }) => {
      // What a controller once wrote of it calls nobody.
      if (path[0] === 'status') return [];
      const text = withoutComments(written);
      const at = new Field(manifest, path, text);
      return hostsIn(text).flatMap((host): HostUse[] => {
        if (host.form !== 'cluster' || !isNew(at, host)) return [];
        const found = serviceOf(host.host, manifest.ref.namespace, []);
        if (!found) return [];
        const { namespace, name } = found.service;
        return [{ at, host, service: { namespace, name }, member: found.pod, target: graph.resolve(found.service) }];
      });
    });
  });
  return [...called, ...written];
});

// What Istio routes to, certificates are for and schemas describe is read by rules of their own, or is no call.
const PASSED = new Set(['networking.istio.io', 'security.istio.io', 'cert-manager.io', 'apiextensions.k8s.io']);

function isLooked({ ref }: Manifest): boolean {
  return !PASSED.has(apiGroup(ref.apiVersion)) && ref.kind !== 'PrometheusRule';
}

function inCluster(text: string, key: string): boolean {
  return text.includes('.svc') && key !== 'kubectl.kubernetes.io/last-applied-configuration';
}

/** Files within a value have comments of their own; places stay what they are. */
function withoutComments(text: string): string {
  return text.includes('\n') ? text.replaceAll(/^\s*#.*$|\s#\s.*$/gm, (comment) => ' '.repeat(comment.length)) : text;
}
