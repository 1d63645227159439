import { type ApplicationSource, applicationSources, specOf } from '../../../manifest/argocd/application-sources.js';
import { ownersOf } from '../../../manifest/argocd/applications.js';
import { type Field, fieldOf } from '../../../manifest/field.js';
import { groupBy } from '../../../manifest/group-by.js';
import { describeRef, type Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { type ReferenceGraph, targetManifest } from '../../../manifest/references.js';
import { listed } from '../../../values/listed.js';
import { covers, entriesFor, ignored } from '../../gitops/ignored-differences.js';
import { folded, type Report, report, rule } from '../../rule.js';

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
  why: "Self-healing and the controller undo each other's work: pods come and go, or the Application is never in sync.",
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
    yield* ofCharts(set);
  },
});

/** Workloads with replicas in Git that an autoscaler scales, by the Application that applies them. */
function* scaled(set: ManifestSet, graph: ReferenceGraph): Iterable<Report> {
  const owners = ownersOf(set);
  const pairs = graph.all.flatMap((edge) => {
    const target = targetManifest(edge);
    const owner = target && owners.get(target);
    if (!owner || !isScaler(edge.from) || !edge.row.from.includes('scaleTargetRef')) return [];
    return fieldOf(target, 'spec.replicas').exists ? [{ target, by: owner.manifest }] : [];
  });
  const scaledBy = [...groupBy(pairs, ({ by }) => by)].map(
    ([one, members]) => [specOf(one), [...new Set(members.map(({ target }) => target))]] as const,
  );
  const half = unrespected(scaledBy.filter(([spec]) => spec.at('syncPolicy.automated').exists));
  const open = [...resets(scaledBy, half)];
  yield* open.length > 0 ? open : sayHalf(half);
}

function isScaler({ ref }: Manifest): boolean {
  return ref.kind === 'HorizontalPodAutoscaler' || ref.kind === 'ScaledObject';
}

/** The spec of an Application, and what it applies that an autoscaler scales. */
type Scaled = readonly [spec: Field, targets: readonly Manifest[]];

/** One cause in however many Applications: said at the first. */
function* resets(groups: readonly Scaled[], half: readonly Half[]): Iterable<Report> {
  const found = groups.flatMap(([spec, targets]) => {
    const automated = spec.at('syncPolicy.automated');
    const open = targets.filter((target) => ignored(spec, target, '/spec/replicas').length === 0);
    return automated.at('selfHeal').flag === true && open.length > 0 ? [{ automated, open, spec }] : [];
  });
  const [first, ...rest] = found;
  if (!first) return;
  const open = found.flatMap((one) => one.open);
  const names = listed(open.map(({ ref }) => `"${ref.name}"`));
  const others = listed(rest.map(({ spec }) => `"${spec.manifest.ref.name}"`));
  const also = others && `, here and in ${others}`;
  yield report(first.automated, `self-healing resets the replicas of ${names}, which autoscalers set${also}`, {
    fix: `Leave spec.replicas out of ${open.length > 1 ? 'their manifests' : describeRef(open[0]?.ref ?? first.spec.manifest.ref)}, or list /spec/replicas in ignoreDifferences, with RespectIgnoreDifferences=true${half.length > 0 ? `, which ${namesOf(half)} lacks` : ''}.`,
    also: [...found.map(({ automated }) => automated), ...open.map((one) => fieldOf(one, 'spec.replicas'))],
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

/** An Application that ignores the difference, and applies what is in Git all the same. */
interface Half {
  readonly entry: Field;
  readonly spec: Field;
}

function unrespected(groups: readonly Scaled[]): readonly Half[] {
  return groups.flatMap(([spec, targets]) => {
    const options = spec.items('syncPolicy.syncOptions').map(({ text }) => text);
    const [entry] = targets.flatMap((target) => ignored(spec, target, '/spec/replicas'));
    return entry && !options.includes('RespectIgnoreDifferences=true') ? [{ entry, spec }] : [];
  });
}

function namesOf(half: readonly Half[]): string {
  return listed(half.map(({ spec }) => `"${spec.manifest.ref.name}"`));
}

/** The same cause in every Application: said at the first. */
function sayHalf(half: readonly Half[]): Iterable<Report> {
  return folded(
    half,
    ({ entry }) => entry,
    (left) =>
      report(left[0].entry, `a sync of ${namesOf(left)} still resets replicas: the difference is only not looked for`, {
        why: 'Each sync for another reason sets the replicas of Git, until the autoscaler is back.',
        fix: 'Add RespectIgnoreDifferences=true to syncOptions.',
      }),
  );
}

/** Once for a set: at the Application whose list lacks most, or where a list could stand. */
function* ofCharts(set: ManifestSet): Iterable<Report> {
  const lacking = applicationSources(set)
    .map((source) => ({ source, missing: unlisted(source) }))
    .filter(({ missing }) => missing.length > 0)
    .toSorted((a, b) => b.missing.length - a.missing.length);
  const at = ({ source, missing: [kind] }: (typeof lacking)[number]) =>
    kind ? placeOf(source.spec, kind) : source.spec;
  yield* folded(lacking, at, ([first, ...rest]) => {
    const { chart } = first.source;
    const fields = first.missing.map(({ kind, pointer }) => `${pointer.split('/').at(-1)} of ${kind}`);
    const verb = fields.length > 1 ? 'are' : 'is';
    const others = listed(rest.map(({ source }) => `"${source.chart}"`));
    const also = others && `, nor all of those of chart ${others}`;
    return report(
      at(first),
      `${listed(fields)} ${verb} not ignored: written after chart "${chart}" is applied${also}`,
      {
        fix: first.missing
          .map(({ kind, pointer }) => `Add ${jqPath(pointer)} to jqPathExpressions for ${kind}.`)
          .join(' '),
      },
    );
  });
}

/** Where an Application lists what is to be ignored of a kind, or could. */
function placeOf(spec: Field, { group, kind }: { readonly group: string; readonly kind: string }): Field {
  const lists = entriesFor(spec, group, kind).map((entry) => entry.at('jqPathExpressions'));
  const all = spec.at('ignoreDifferences');
  return lists.find((one) => one.exists) ?? (all.exists ? all : spec.at('syncPolicy.automated'));
}

/** Fields that Istio writes into what a chart of its own applies, and that the Application does not ignore. */
function unlisted({ spec, chart, source }: ApplicationSource) {
  const isIstio = /istio/.test(source.at('repoURL').text ?? '');
  if (!isIstio || spec.at('syncPolicy.automated.selfHeal').flag !== true) return [];
  return WRITTEN.filter(({ charts, group, kind, pointer }) => {
    return charts.includes(chart) && !entriesFor(spec, group, kind).some((entry) => covers(entry, pointer));
  });
}

function jqPath(pointer: string): string {
  return pointer.replaceAll('/', '.').replaceAll(/(webhooks|containers|env)(?=\.)/g, '$1[]');
}
