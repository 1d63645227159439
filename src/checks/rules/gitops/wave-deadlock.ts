import { text } from '../../../manifest/access.js';
import { annotatedWave, WAVE_PATH } from '../../../manifest/argocd/hooks.js';
import { syncGroups } from '../../../manifest/argocd/sync-groups.js';
import { describeRef, type Manifest } from '../../../manifest/manifest.js';
import { podTemplateOf } from '../../../manifest/pod-template.js';
import { type Reference, type ReferenceGraph, targetManifest } from '../../../manifest/references.js';
import { type Report, rule } from '../../rule.js';

export const waveDeadlock = rule({
  id: 'wave-deadlock',
  severity: 'error',
  what: 'An object cannot become healthy before something of a later sync wave is there',
  why: 'Argo CD does not begin a wave before all of the last one is healthy: it waits for ever, or the sync fails.',
  fix: 'Put what is needed into the same wave or an earlier one.',
  exceptions: [
    'Objects of the last wave: nothing waits for them.',
    'References that are optional.',
    'Hooks: their phases come one after the other.',
  ],
  source: 'Argo CD, user-guide/sync-waves; gitops-engine, pkg/sync/sync_context.go',
  wrong: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop
  namespace: api
  annotations:
    argocd.argoproj.io/sync-wave: "1"
data:
  LOG_LEVEL: INFO
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  namespace: api
  annotations:
    argocd.argoproj.io/sync-wave: "0" # <--
spec:
  selector:
    matchLabels: { app: shop }
  template:
    metadata:
      labels: { app: shop }
    spec:
      containers:
        - name: app
          image: ghcr.io/team/shop:1.0.0
          envFrom:
            - configMapRef: { name: shop }
`,
  right: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop
  namespace: api
  annotations:
    argocd.argoproj.io/sync-wave: "0"
data:
  LOG_LEVEL: INFO
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  namespace: api
  annotations:
    argocd.argoproj.io/sync-wave: "1"
spec:
  selector:
    matchLabels: { app: shop }
  template:
    metadata:
      labels: { app: shop }
    spec:
      containers:
        - name: app
          image: ghcr.io/team/shop:1.0.0
          envFrom:
            - configMapRef: { name: shop }
`,
  *check({ set, graph }) {
    for (const members of syncGroups(set)) {
      const last = Math.max(...members.map(annotatedWave));
      const inside = new Set(members);
      for (const manifest of members) {
        const wave = annotatedWave(manifest);
        if (wave >= last) continue;
        for (const edge of graph.from(manifest)) yield* waits(edge, wave, inside);
        yield* claim(manifest, wave, graph, inside);
      }
    }
  },
});

/** Kinds that Argo CD holds to be unhealthy while what they name is missing. */
function needs({ from, to, row }: Reference): boolean {
  if (row.to === 'CustomResourceDefinition') return true;
  if (row.from === 'metadata.namespace') return false;
  switch (from.ref.kind) {
    case 'Rollout':
      return true;
    case 'HorizontalPodAutoscaler':
    case 'ScaledObject':
    case 'ExternalSecret':
    case 'Certificate':
      return true;
    default:
      // A CronJob is healthy without a pod; a missing pull secret is only an event.
      return (
        from.ref.kind !== 'CronJob' &&
        podTemplateOf(from) !== undefined &&
        row.checkedBy === undefined &&
        to.kind !== 'Service'
      );
  }
}

function* waits(edge: Reference, wave: number, inside: ReadonlySet<Manifest>): Iterable<Report> {
  const target = targetManifest(edge);
  if (!target || !inside.has(target) || edge.optional || !needs(edge)) return;
  const later = annotatedWave(target);
  const { from } = edge;
  if (later > wave) {
    yield {
      manifest: from,
      path: WAVE_PATH,
      message: `${describeRef(from.ref)} is in wave ${wave} and needs ${describeRef(target.ref)} of wave ${later}`,
    };
  } else if (
    later === wave &&
    from.ref.kind === 'Rollout' &&
    edge.strength === 'strict' &&
    from.ref.name < target.ref.name
  ) {
    yield {
      manifest: from,
      path: WAVE_PATH,
      severity: 'warning',
      message: `${describeRef(from.ref)} is applied before ${describeRef(target.ref)}, which it needs: both are in wave ${wave}`,
      why: 'Within a wave these kinds are ordered by name. The Rollout is Degraded until the other is there, and Argo CD may fail the sync on that.',
      fix: `Put ${describeRef(target.ref)} into an earlier wave.`,
    };
  }
}

/** A claim that is bound when its first pod is there stays Pending until then. */
function* claim(
  manifest: Manifest,
  wave: number,
  graph: ReferenceGraph,
  inside: ReadonlySet<Manifest>,
): Iterable<Report> {
  if (manifest.ref.kind !== 'PersistentVolumeClaim' || !bindsLate(manifest, graph)) return;
  const pods = graph.to(manifest).filter(({ from }) => inside.has(from));
  const first = pods.toSorted((a, b) => annotatedWave(a.from) - annotatedWave(b.from))[0]?.from;
  if (!first || annotatedWave(first) <= wave) return;
  yield {
    manifest,
    path: WAVE_PATH,
    message: `${describeRef(manifest.ref)} is in wave ${wave} and is bound when ${describeRef(first.ref)} of wave ${annotatedWave(first)} is there`,
    fix: 'Put the claim into the wave of its pod.',
  };
}

// Only where the set has the class and it says so: another class may bind at once.
function bindsLate(manifest: Manifest, graph: ReferenceGraph): boolean {
  const edge = graph.from(manifest).find(({ to }) => to.kind === 'StorageClass');
  const storageClass = edge && targetManifest(edge);
  return storageClass !== undefined && text(storageClass.object, 'volumeBindingMode') === 'WaitForFirstConsumer';
}
