import { type ApplicationSource, applicationSources, specOf } from '../../../manifest/application-sources.js';
import { ownersOf } from '../../../manifest/applications.js';
import { type Field, fieldOf } from '../../../manifest/field.js';
import { describeRef, type Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { type ReferenceGraph, targetManifest } from '../../../manifest/references.js';
import { listed } from '../../closed-calls.js';
import { covers, entriesFor, ignored } from '../../ignored-differences.js';
import { type Report, report, rule } from '../../rule.js';

const example = (more: string) => `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: mesh
  namespace: argocd
spec:
  project: default
  source:
    repoURL: https://istio-release.storage.googleapis.com/charts
    chart: base
    targetRevision: 1.24.1
  destination:
    server: https://kubernetes.default.svc
    namespace: istio-system
  syncPolicy:
    automated: { selfHeal: true }
  ignoreDifferences:
    - group: admissionregistration.k8s.io
      kind: ValidatingWebhookConfiguration
      jqPathExpressions:${more}
`;

/** What controllers write into objects of charts after they are applied. Source: istio/istio #44285, the charts themselves. */
const ADMISSION = 'admissionregistration.k8s.io';
const WRITTEN = [
  {
    charts: ['base', 'istiod'],
    group: ADMISSION,
    kind: 'ValidatingWebhookConfiguration',
    pointer: '/webhooks/clientConfig/caBundle',
  },
  {
    charts: ['base', 'istiod'],
    group: ADMISSION,
    kind: 'ValidatingWebhookConfiguration',
    pointer: '/webhooks/failurePolicy',
  },
  {
    charts: ['istiod'],
    group: 'apps',
    kind: 'Deployment',
    pointer: '/spec/template/spec/containers/env/valueFrom/resourceFieldRef/divisor',
  },
];

export const ignoreDiff = rule({
  id: 'ignore-diff',
  severity: 'warning',
  what: 'Argo CD resets what a controller writes',
  why: 'Self-healing and the controller undo each other’s work: pods come and go, or the Application is never in sync.',
  fix: 'List the field in ignoreDifferences and add RespectIgnoreDifferences=true, or leave it out of the manifest.',
  exceptions: ['Applications without self-healing.', 'Fields that the manifest does not set.'],
  source: 'Argo CD, user-guide/diffing, user-guide/sync-options#respect-ignore-difference-configs',
  wrong: example(` # <--
        - .webhooks[].clientConfig.caBundle`),
  right: example(`
        - .webhooks[].clientConfig.caBundle
        - .webhooks[].failurePolicy`),
  *check({ set, graph }) {
    yield* scaled(set, graph);
    yield* weighted(set, graph);
    for (const source of applicationSources(set)) yield* ofChart(source);
  },
});

/** Workloads with replicas in Git that an autoscaler scales, by the Application that applies them. */
function* scaled(set: ManifestSet, graph: ReferenceGraph): Iterable<Report> {
  const owners = ownersOf(set);
  const groups = new Map<Manifest, Manifest[]>();
  for (const edge of graph.all) {
    const target = targetManifest(edge);
    const owner = target && owners.get(target);
    if (!owner || !isScaler(edge.from) || !edge.row.from.includes('scaleTargetRef')) continue;
    if (!fieldOf(target, 'spec.replicas').exists) continue;
    groups.set(owner.manifest, [...(groups.get(owner.manifest) ?? []), target]);
  }
  const scaledBy = [...groups].map(([one, targets]) => [specOf(one), [...new Set(targets)]] as const);
  for (const [spec, targets] of scaledBy) yield* resets(spec, targets);
  yield* unrespected(scaledBy.filter(([spec]) => spec.at('syncPolicy.automated').exists));
}

function isScaler({ ref }: Manifest): boolean {
  return ref.kind === 'HorizontalPodAutoscaler' || ref.kind === 'ScaledObject';
}

function* resets(spec: Field, targets: readonly Manifest[]): Iterable<Report> {
  const automated = spec.at('syncPolicy.automated');
  if (automated.at('selfHeal').flag !== true) return;
  const open = targets.filter((target) => ignored(spec, target, '/spec/replicas').length === 0);
  const name = (one: Manifest) => `"${one.ref.name}"`;
  if (open.length > 0)
    yield report(automated, `self-healing resets the replicas of ${listed(open.map(name))}, which autoscalers set`, {
      fix: `Leave spec.replicas out of ${open.length > 1 ? 'their manifests' : describeRef(open[0]?.ref ?? spec.manifest.ref)}, or list /spec/replicas in ignoreDifferences.`,
    });
}

/** VirtualServices whose weights a Rollout moves. */
function* weighted(set: ManifestSet, graph: ReferenceGraph): Iterable<Report> {
  const owners = ownersOf(set);
  const said = new Set<Manifest>();
  for (const edge of graph.all) {
    const target = targetManifest(edge);
    if (edge.from.ref.kind !== 'Rollout' || target?.ref.kind !== 'VirtualService' || said.has(target)) continue;
    said.add(target);
    const owner = owners.get(target);
    const spec = owner && specOf(owner.manifest);
    if (spec?.at('syncPolicy.automated.selfHeal').flag !== true) continue;
    if (ignored(spec, target, '/spec/http/route/weight').length > 0) continue;
    yield report(
      spec.at('syncPolicy.automated'),
      `self-healing resets the weights of ${describeRef(target.ref)}, which ${describeRef(edge.from.ref)} moves`,
      {
        why: 'In the midst of a canary all traffic goes back to the written weights, and the next step sets them again.',
        fix: 'Add .spec.http[].route[].weight to jqPathExpressions for VirtualService, and RespectIgnoreDifferences=true.',
      },
    );
  }
}

/** The same cause in every Application: said at the first. */
function* unrespected(groups: readonly (readonly [Field, readonly Manifest[]])[]): Iterable<Report> {
  const found = groups.flatMap(([spec, targets]) => {
    const options = spec.items('syncPolicy.syncOptions').map(({ text }) => text);
    const entries = targets.flatMap((target) => ignored(spec, target, '/spec/replicas'));
    return entries[0] && !options.includes('RespectIgnoreDifferences=true') ? [{ entry: entries[0], spec }] : [];
  });
  const [first] = found;
  if (!first) return;
  const names = found.map(({ spec }) => `"${spec.manifest.ref.name}"`);
  yield report(first.entry, `a sync of ${listed(names)} still resets replicas: the difference is only not looked for`, {
    why: 'Each sync for another reason sets the replicas of Git, until the autoscaler is back.',
    fix: 'Add RespectIgnoreDifferences=true to syncOptions.',
  });
}

/** Once for each Application: at the list that lacks most, or where a list could stand. */
function* ofChart({ spec, chart, source }: ApplicationSource): Iterable<Report> {
  const isIstio = /istio/.test(source.at('repoURL').text ?? '');
  if (!isIstio || spec.at('syncPolicy.automated.selfHeal').flag !== true) return;
  const missing = WRITTEN.filter(({ charts, group, kind, pointer }) => {
    return charts.includes(chart) && !entriesFor(spec, group, kind).some((entry) => covers(entry, pointer));
  });
  const [first] = missing;
  if (!first) return;
  const lists = entriesFor(spec, first.group, first.kind).map((entry) => entry.at('jqPathExpressions'));
  const all = spec.at('ignoreDifferences');
  const place = lists.find((one) => one.exists) ?? (all.exists ? all : spec.at('syncPolicy.automated'));
  const fields = missing.map(({ kind, pointer }) => `${pointer.split('/').at(-1)} of ${kind}`);
  const verb = missing.length > 1 ? 'are' : 'is';
  yield report(place, `${listed(fields)} ${verb} not ignored: written after chart "${chart}" is applied`, {
    fix: missing.map(({ kind, pointer }) => `Add ${jqPath(pointer)} to jqPathExpressions for ${kind}.`).join(' '),
  });
}

function jqPath(pointer: string): string {
  return pointer.replaceAll('/', '.').replaceAll(/(webhooks|containers|env)(?=\.)/g, '$1[]');
}
