import { specOf } from '../../manifest/argocd/application-sources.js';
import { ownersOf } from '../../manifest/argocd/applications.js';
import { type Field, fieldOf } from '../../manifest/field.js';
import { groupBy } from '../../manifest/group-by.js';
import { describeRef, type Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { type ReferenceGraph, targetManifest } from '../../manifest/references.js';
import { listed } from '../../values/listed.js';
import { folded, type Report, report } from '../rule.js';
import { ignored } from './ignored-differences.js';

/** Workloads with replicas in Git that an autoscaler scales, by the Application that applies them. */
export function* resetReplicas(set: ManifestSet, graph: ReferenceGraph): Iterable<Report> {
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
  const unrespected = unrespectedIn(scaledBy.filter(([spec]) => spec.at('syncPolicy.automated').exists));
  const open = [...resets(scaledBy, unrespected)];
  yield* open.length > 0 ? open : sayUnrespected(unrespected);
}

function isScaler({ ref }: Manifest): boolean {
  return ref.kind === 'HorizontalPodAutoscaler' || ref.kind === 'ScaledObject';
}

/** The spec of an Application, and what it applies that an autoscaler scales. */
type Scaled = readonly [spec: Field, targets: readonly Manifest[]];

/** One cause in however many Applications: said at the first. */
function* resets(groups: readonly Scaled[], unrespected: readonly Unrespected[]): Iterable<Report> {
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
    fix: `Leave spec.replicas out of ${open.length > 1 ? 'their manifests' : describeRef(open[0]?.ref ?? first.spec.manifest.ref)}, or list /spec/replicas in ignoreDifferences, with RespectIgnoreDifferences=true${unrespected.length > 0 ? `, which ${namesOf(unrespected)} lacks` : ''}.`,
    also: [...found.map(({ automated }) => automated), ...open.map((one) => fieldOf(one, 'spec.replicas'))],
  });
}

/** An Application that ignores the difference, and applies what is in Git all the same. */
interface Unrespected {
  readonly entry: Field;
  readonly spec: Field;
}

function unrespectedIn(groups: readonly Scaled[]): readonly Unrespected[] {
  return groups.flatMap(([spec, targets]) => {
    const options = spec.items('syncPolicy.syncOptions').map(({ text }) => text);
    const [entry] = targets.flatMap((target) => ignored(spec, target, '/spec/replicas'));
    return entry && !options.includes('RespectIgnoreDifferences=true') ? [{ entry, spec }] : [];
  });
}

function namesOf(unrespected: readonly Unrespected[]): string {
  return listed(unrespected.map(({ spec }) => `"${spec.manifest.ref.name}"`));
}

/** The same cause in every Application: said at the first. */
function sayUnrespected(unrespected: readonly Unrespected[]): Iterable<Report> {
  return folded(
    unrespected,
    ({ entry }) => entry,
    (left) =>
      report(left[0].entry, `a sync of ${namesOf(left)} still resets replicas: the difference is only not looked for`, {
        why: 'Each sync for another reason sets the replicas of Git, until the autoscaler is back.',
        fix: 'Add RespectIgnoreDifferences=true to syncOptions.',
      }),
  );
}
