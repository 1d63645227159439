import { get } from '../../manifest/access.js';
import { type ApplicationSource, applicationSources } from '../../manifest/argocd/application-sources.js';
import { applicationsOf } from '../../manifest/argocd/applications.js';
import { fieldOf } from '../../manifest/field.js';
import { apiGroup, describeRef } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { type Report, report } from '../rule.js';

/** Charts that bring the definitions of a group, and the value by which they are told not to, beside skipCrds. */
const DEFINES: Readonly<Record<string, { readonly group: string; readonly value?: string }>> = {
  'kube-prometheus-stack': { group: 'monitoring.coreos.com', value: 'crds.enabled' },
  'external-secrets': { group: 'external-secrets.io', value: 'installCRDs' },
  'redis-operator': { group: 'redis.redis.opstreelabs.in' },
  'postgres-operator': { group: 'acid.zalan.do' },
  keda: { group: 'keda.sh', value: 'crds.install' },
  'argo-rollouts': { group: 'argoproj.io', value: 'installCRDs' },
  flagger: { group: 'flagger.app' },
};

/**
 * Charts that are told to leave out definitions which resources of the set need, where nothing else here could bring
 * them: no manifest, and no Application that is called after definitions.
 */
export function* leftOut(set: ManifestSet): Iterable<Report> {
  const bringsSome = applicationsOf(set).some(({ name, paths }) => [name, ...paths].some((one) => /crd/i.test(one)));
  if (bringsSome) return;
  const defined = new Set(set.kind('CustomResourceDefinition').map((crd) => fieldOf(crd, 'spec.group').text));
  for (const source of applicationSources(set)) {
    const known = Object.hasOwn(DEFINES, source.chart) ? DEFINES[source.chart] : undefined;
    if (!known || defined.has(known.group)) continue;
    const switched = offSwitch(source, known.value);
    const user = switched && set.manifests.find(({ ref }) => apiGroup(ref.apiVersion) === known.group);
    if (!switched || !user) continue;
    yield report(
      switched,
      `chart "${source.chart}" is told to leave out the definitions of "${known.group}", and nothing else here brings them: ${describeRef(user.ref)} needs one`,
      { fix: 'Let the chart bring them, or add an Application that applies them in an earlier wave.' },
    );
  }
}

/** The field that says so. */
function offSwitch({ source, values }: ApplicationSource, value: string | undefined) {
  const skip = source.at('helm.skipCrds');
  if (skip.flag === true) return skip;
  if (value === undefined || get(values, value) !== false) return undefined;
  const written = source.at('helm.valuesObject');
  return written.exists ? written.at(value) : source.at('helm.values');
}
