import { get, records, text } from '../manifest/access.js';
import { HOOK_PATH, phaseOf } from '../manifest/argocd/hooks.js';
import type { Strength } from '../manifest/kinds/row.js';
import { mapSelector, selects } from '../manifest/labels.js';
import type { FieldPath, Manifest } from '../manifest/manifest.js';
import { podTemplateOf } from '../manifest/pod-template.js';
import { type Reference, targetManifest } from '../manifest/references.js';

/** Why an object waits for another. */
export interface Wait {
  readonly on: Manifest;
  /** `strict`: a later wave than that of `on`. `weak`: the same wave or a later one. */
  readonly strength: Strength;
  /**
   * `reference`: a field names it. `switch`: the Service that moves traffic to it. `hook`: a task that runs before the
   * workloads. `consumer`: a claim is bound when its first pod is there, not before. `last`: a rollout with pauses
   * keeps its wave open, so all else comes first.
   */
  readonly because: 'reference' | 'switch' | 'hook' | 'consumer' | 'last';
  /** The field that names `on`; empty where none does. */
  readonly path: FieldPath;
}

/** The part of a graph that the order needs. */
export interface Edges {
  from(manifest: Manifest): readonly Reference[];
}

/** What each manifest waits for, from its references and from the few rules that no field shows. */
export function constraintsOf(manifests: readonly Manifest[], graph: Edges): Map<Manifest, Wait[]> {
  const present = new Set(manifests);
  const waits = new Map<Manifest, Wait[]>(
    manifests.map((manifest) => [manifest, references(manifest, graph, present)]),
  );
  for (const [service, wait] of switches(manifests)) waits.get(service)?.push(wait);
  for (const [workload, wait] of hooks(manifests)) waits.get(workload)?.push(wait);
  return waits;
}

function references(manifest: Manifest, graph: Edges, present: ReadonlySet<Manifest>): Wait[] {
  return graph.from(manifest).flatMap((edge): Wait[] => {
    const on = targetManifest(edge);
    // Phases come one after the other: no wave orders across them.
    if (!on || on === manifest || !present.has(on) || phaseOf(on) !== phaseOf(manifest)) return [];
    return [{ on, strength: edge.strength, because: 'reference', path: edge.path }];
  });
}

// The label that a blue-green pair differs in. Nothing else tells such a pair from two unrelated workloads.
const SIDE = /(?:^|\/)(?:version|color|slot)$/;

/** Services that choose one of two sides of a workload: the chosen pods must be ready before the traffic moves. */
function switches(manifests: readonly Manifest[]): [Manifest, Wait][] {
  const templates = manifests
    .filter(({ ref }) => ref.kind === 'Deployment' || ref.kind === 'StatefulSet')
    .flatMap((manifest) => podTemplateOf(manifest) ?? []);
  if (templates.length < 2) return [];
  return manifests.flatMap((service): [Manifest, Wait][] => {
    if (service.ref.kind !== 'Service') return [];
    const selector = mapSelector(get(service.object, 'spec.selector'));
    if (!selector || ![...selector.labels.keys()].some((key) => SIDE.test(key))) return [];
    const anySide = { ...selector, labels: new Map([...selector.labels].filter(([key]) => !SIDE.test(key))) };
    const sides = templates.filter(
      ({ manifest, labels }) => manifest.ref.namespace === service.ref.namespace && selects(anySide, labels),
    );
    const chosen = sides.filter(({ labels }) => selects(selector, labels));
    if (chosen.length === 0 || chosen.length === sides.length) return [];
    return chosen.map(({ manifest }) => [
      service,
      { on: manifest, strength: 'strict', because: 'switch', path: ['spec', 'selector'] },
    ]);
  });
}

/** A Job that is a hook of the Sync phase is a task (a migration) that workloads rely on. */
function hooks(manifests: readonly Manifest[]): [Manifest, Wait][] {
  const tasks = manifests.filter((m) => m.ref.kind === 'Job' && isHook(m) && phaseOf(m) === 'Sync');
  if (tasks.length === 0) return [];
  const workloads = manifests.filter((m) => SERVES.has(m.ref.kind) && phaseOf(m) === 'Sync');
  return workloads.flatMap((workload) =>
    tasks.map((on): [Manifest, Wait] => [workload, { on, strength: 'strict', because: 'hook', path: [] }]),
  );
}

const SERVES = new Set(['Deployment', 'Rollout', 'StatefulSet', 'DaemonSet']);

function isHook({ object }: Manifest): boolean {
  return text(object, HOOK_PATH) !== undefined;
}

/** A claim stays Pending until its first pod is there, unless its class binds at once. */
export function bindsLate(claim: Manifest, graph: Edges): boolean {
  if (claim.ref.kind !== 'PersistentVolumeClaim') return false;
  const edge = graph.from(claim).find(({ to }) => to.kind === 'StorageClass');
  const storageClass = edge && targetManifest(edge);
  // What the class of another repository does is not known: waiting for the pod is right for both kinds.
  return storageClass === undefined || text(storageClass.object, 'volumeBindingMode') === 'WaitForFirstConsumer';
}

/** A rollout that stops on the way: until a person or a timer moves it on, Argo CD does not leave its wave. */
export function pauses({ ref, object }: Manifest): boolean {
  if (ref.kind !== 'Rollout') return false;
  const blueGreen = get(object, 'spec.strategy.blueGreen');
  if (blueGreen !== undefined) {
    return (
      get(blueGreen, 'autoPromotionEnabled') === false || WAITS.some((field) => get(blueGreen, field) !== undefined)
    );
  }
  return records(object, 'spec.strategy.canary.steps').some((step) => STOPS.some((stop) => stop in step));
}

const WAITS = ['autoPromotionSeconds', 'prePromotionAnalysis', 'postPromotionAnalysis'];
const STOPS = ['pause', 'analysis', 'experiment'];
