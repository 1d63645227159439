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

/** What brings something to a fleet, by the fact that says what is there. Resources: a group, or a kind with its group. */
export const addOnOf = {
  resources: new Map([
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
  ]),
  exporters: new Map([
    ['prometheus', 'kubePrometheusStackChart'],
    ['kube-state-metrics', 'kubePrometheusStackChart'],
    ['kubelet', 'kubePrometheusStackChart'],
    ['node-exporter', 'kubePrometheusStackChart'],
    ['blackbox', 'blackboxExporter'],
    ['argo-rollouts', 'argoRollouts'],
    ['cert-manager', 'certManager'],
  ]),
  ingressClasses: new Map([['alb', 'awsLoadBalancerController']]),
} as const satisfies Record<string, ReadonlyMap<string, string>>;

// What an add-on cannot do without.
const NEEDED: Readonly<Record<string, string>> = { awsLoadBalancerController: "{ clusterName: '…' }" };

/** What all have in common that lack one thing, and what to type. */
export interface Lack {
  readonly cause: string;
  readonly fix: string;
}

/** Something that nobody brings: of one add-on that is forgotten come missing kinds, metrics and classes alike. */
export function lack(fact: keyof typeof addOnOf, name: string): Lack {
  const group = name.slice(name.indexOf('.') + 1);
  const addOn = addOnOf[fact].get(name) ?? addOnOf[fact].get(group);
  return addOn
    ? {
        cause: `add-on ${addOn} is missing`,
        fix: `addOns: [${addOn}(${NEEDED[addOn] ?? ''})] in the environment of a fleet; in a file of facts: ${fact}.`,
      }
    : {
        cause: `nothing brings ${group}`,
        fix: `Install what brings "${group}", and say so: addOns of a fleet, ${fact} of a file of facts.`,
      };
}
