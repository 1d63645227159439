import { text } from '../../manifest/access.js';
import { apiGroup, type Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';

// Groups that every API server has. Source: Kubernetes API reference.
const BUILT_IN =
  /^(?:|apps|autoscaling|batch|extensions|policy|(?:admissionregistration|apiextensions|apiregistration|authentication|authorization|certificates|coordination|discovery|events|(?:flowcontrol|internal)\.apiserver|networking|node|rbac\.authorization|resource|scheduling|storage|storagemigration)\.k8s\.io)$/;

/** Custom resources that no manifest defines, and that none of what is brought defines: kinds or whole groups. */
export function unbroughtIn(set: ManifestSet, brought: readonly string[]): readonly Manifest[] {
  const own = set.kind('CustomResourceDefinition').map(({ object }) => text(object, 'spec.group') ?? '');
  const known = new Set([...own, ...brought]);
  return set.manifests.filter(({ ref }) => {
    const group = apiGroup(ref.apiVersion);
    return !BUILT_IN.test(group) && !known.has(group) && !known.has(`${ref.kind}.${group}`);
  });
}

/** Group, or kind and group -> what brings it to a fleet. */
export const addOnOf: ReadonlyMap<string, string> = new Map([
  ['Rollout.argoproj.io', 'argoRollouts'],
  ['AnalysisTemplate.argoproj.io', 'argoRollouts'],
  ['ClusterAnalysisTemplate.argoproj.io', 'argoRollouts'],
  ['external-secrets.io', 'externalSecrets'],
  ['bitnami.com', 'sealedSecrets'],
  ['keda.sh', 'keda'],
  ['cert-manager.io', 'certManager'],
  ['monitoring.coreos.com', 'kubePrometheusStackChart'],
  ['elbv2.k8s.aws', 'awsLoadBalancerController'],
  ['networking.istio.io', 'istioBase'],
  ['security.istio.io', 'istioBase'],
]);

/** What to type for a kind that nobody brings. */
export function bringFix(kind: string): string {
  const addOn = addOnOf.get(kind) ?? addOnOf.get(kind.slice(kind.indexOf('.') + 1));
  return addOn
    ? `addOns: [${addOn}()] in the environment of a fleet; in a file of facts: resources.`
    : 'Add what brings it to the addOns of the environment; in a file of facts: resources.';
}
