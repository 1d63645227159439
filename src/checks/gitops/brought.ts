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

/** Namespaces that add-ons of this library make for themselves, and in which monitors look for them. */
export const namespaceOf: ReadonlyMap<string, string> = new Map([['argo-rollouts', 'argoRollouts']]);

// What an add-on cannot do without.
const NEEDED: Readonly<Record<string, string>> = { awsLoadBalancerController: "{ clusterName: '…' }" };

/** What all have in common that lack one thing, and what to type. */
export interface Lack {
  readonly cause: string;
  readonly fix: string;
}

/** Add-ons that would bring the kinds of the set's resources which nobody brings, each with those resources. */
export function missingAddOns(set: ManifestSet, brought: readonly string[]): ReadonlyMap<string, readonly Manifest[]> {
  const missing = new Map<string, Manifest[]>();
  for (const manifest of unbroughtIn(set, brought)) {
    const addOn = addOnFor('resources', `${manifest.ref.kind}.${apiGroup(manifest.ref.apiVersion)}`);
    if (addOn !== undefined) missing.set(addOn, [...(missing.get(addOn) ?? []), manifest]);
  }
  return new Map([...missing].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The line of an environment that installs add-ons: `addOns: [argoRollouts(), keda()]`. */
export function addOnsLine(names: Iterable<string>): string {
  return `addOns: [${[...names].map((name) => `${name}(${NEEDED[name] ?? ''})`).join(', ')}]`;
}

/**
 * Something that nobody brings: of add-ons that are forgotten come missing kinds, metrics and classes alike.
 * @param missing all add-ons that the set lacks: what is missing for want of one of them is said with the others
 * @param seen a manifest that is not served for it: of a fleet's own nobody need be told of files of facts
 */
export function lack(
  fact: keyof typeof addOnOf,
  name: string,
  missing: Iterable<string> = [],
  seen?: Pick<Manifest, 'origin'>,
): Lack {
  const inFleet = seen?.origin.from !== undefined;
  const group = name.slice(name.indexOf('.') + 1);
  const addOn = addOnFor(fact, name);
  if (addOn === undefined)
    return {
      cause: `nothing brings ${group}`,
      fix: `Install what brings "${group}", and say so: ${inFleet ? 'in addOns of the environment' : `addOns of a fleet, ${fact} of a file of facts`}.`,
    };
  const all = [...missing];
  const names = all.includes(addOn) ? all : [addOn];
  return {
    cause: `add-ons are missing: ${names.join(', ')}`,
    fix: inFleet
      ? `${addOnsLine(names)} in that environment of defineFleet({ … }).`
      : `${addOnsLine(names)} in the environment of a fleet; in a file of facts: ${fact}.`,
  };
}

function addOnFor(fact: keyof typeof addOnOf, name: string): string | undefined {
  return addOnOf[fact].get(name) ?? addOnOf[fact].get(name.slice(name.indexOf('.') + 1));
}
