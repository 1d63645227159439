import { get, strings, text } from '../manifest/access.js';
import { WAVE_PATH } from '../manifest/argocd/hooks.js';
import { callsOf } from '../manifest/hosts/calls.js';
import { mapSelector } from '../manifest/labels.js';
import { apiGroup, type Manifest, objectKey } from '../manifest/manifest.js';
import type { ManifestSet } from '../manifest/manifest-set.js';
import { referencesOf, targetManifest } from '../manifest/references.js';

/** What runs, or what an operator runs: a box of the map. */
export interface MapNode {
  /** Identity of its object in the cluster. */
  readonly id: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly kind: string;
  /** `store`: keeps data, by volume claims or by an operator. `outside`: where requests come from. */
  readonly role: 'service' | 'store' | 'outside';
  /** Wave of its object, where one is written. */
  readonly wave: number | undefined;
}

/** A call: who is told the address of whom, or where requests from outside are led. */
export interface MapEdge {
  readonly from: string;
  readonly to: string;
}

export interface FleetMap {
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
}

const OUTSIDE = 'outside';
const ROUTES = new Set(['Ingress', 'VirtualService', 'HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute']);
/** Ends of their own: they run once, and nobody calls them. */
const PASSING = new Set(['Job', 'CronJob', 'Pod']);

/** Workloads of a set, what operators make for them, and who calls whom. Pure; in the order of the files. */
export function fleetMap(set: ManifestSet): FleetMap {
  const nodes = new Map<string, MapNode>();
  const edges = new Map<string, MapEdge>();
  const add = (manifest: Manifest) => {
    const node = nodeOf(manifest);
    if (!nodes.has(node.id)) nodes.set(node.id, node);
    return node.id;
  };
  const join = (from: string, to: string) => {
    if (from !== to) edges.set(`${from}\n${to}`, { from, to });
  };
  for (const { manifest } of set.podTemplates()) {
    if (get(manifest.object, 'spec.workloadRef') === undefined) add(manifest);
  }
  for (const { pod, target } of callsOf(set)) {
    const called = target.is === 'manifest' ? behind(target.manifest, set) : target.is === 'made' ? [target.by] : [];
    for (const one of called) join(add(pod.manifest), add(one));
  }
  for (const route of set.manifests) {
    if (!isFromOutside(route)) continue;
    for (const edge of referencesOf(set).from(route)) {
      const service = edge.to.kind === 'Service' ? targetManifest(edge) : undefined;
      for (const one of service ? behind(service, set) : []) join(OUTSIDE, add(one));
    }
    // Whose traffic a controller splits is not named by the route, but names it.
    for (const { from } of referencesOf(set).to(route)) if (set.podTemplate(from)) join(OUTSIDE, add(from));
  }
  const called = new Set([...edges.values()].flatMap(({ from, to }) => [from, to]));
  const shown = [...nodes.values()].filter(({ id, kind }) => called.has(id) || !PASSING.has(kind));
  const outside: MapNode[] = called.has(OUTSIDE)
    ? [{ id: OUTSIDE, name: 'requests', namespace: undefined, kind: 'outside', role: 'outside', wave: undefined }]
    : [];
  return { nodes: [...outside, ...shown], edges: [...edges.values()] };
}

function nodeOf(manifest: Manifest): MapNode {
  const { ref, object } = manifest;
  const wave = Number(text(object, WAVE_PATH));
  return {
    id: objectKey(ref),
    name: ref.name,
    namespace: ref.namespace,
    kind: ref.kind,
    role: isStore(manifest) ? 'store' : 'service',
    wave: Number.isInteger(wave) ? wave : undefined,
  };
}

/** Claims of its own, or a kind that an operator keeps data for. */
function isStore({ ref, object }: Manifest): boolean {
  if (ref.kind === 'StatefulSet') return get(object, 'spec.volumeClaimTemplates') !== undefined;
  return get(object, 'spec.template.spec') === undefined && !['', 'apps', 'batch'].includes(apiGroup(ref.apiVersion));
}

/** Workloads that a Service sends to; the maker of a Service that selects nothing here. */
function behind(target: Manifest, set: ManifestSet): readonly Manifest[] {
  if (target.ref.kind !== 'Service') return [target];
  const selector = mapSelector(get(target.object, 'spec.selector'));
  if (!selector || selector.labels.size === 0) return [];
  return set.pods(target.ref.namespace, selector).map(({ manifest }) => manifest);
}

function isFromOutside({ ref, object }: Manifest): boolean {
  if (!ROUTES.has(ref.kind)) return false;
  return ref.kind !== 'VirtualService' || strings(object, 'spec.gateways').some((name) => name !== 'mesh');
}
