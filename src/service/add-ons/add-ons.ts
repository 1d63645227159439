import type { Chart } from 'cdk8s';
import type { ExternalObject, Facts } from '../../cluster/facts.js';
import { fleetLabels } from '../../construct/labels.js';
import { kubePrometheusStack, type Prometheus } from '../../construct/platform.js';
import { reject } from '../../construct/reject.js';
import type { AddOn } from '../../gitops/add-on.js';
import { argoApplication } from '../../gitops/application.js';
import { argoProject } from '../../gitops/project.js';
import { didYouMean } from '../../values/did-you-mean.js';

// What nearly every operator's chart holds.
const usual = [
  { group: '', kind: 'Namespace' },
  { group: 'admissionregistration.k8s.io', kind: 'MutatingWebhookConfiguration' },
  { group: 'admissionregistration.k8s.io', kind: 'ValidatingWebhookConfiguration' },
  { group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition' },
  { group: 'rbac.authorization.k8s.io', kind: 'ClusterRole' },
  { group: 'rbac.authorization.k8s.io', kind: 'ClusterRoleBinding' },
];

/** The Applications of the add-ons, in a project that may take nothing but their charts. */
export function composeAddOns(
  chart: Chart,
  fleet: string,
  addOns: readonly AddOn[],
  annotations: Readonly<Record<string, string>> | undefined,
): void {
  if (addOns.length === 0) return;
  checkNames(chart, addOns);
  const labels = fleetLabels(fleet);
  const project = `${fleet}-add-ons`;
  argoProject(chart, project, {
    labels,
    annotations,
    description: `Charts that ${fleet} stands on`,
    repos: [...new Set(addOns.map(({ chart }) => chart.repo))].sort(),
    namespaces: [...new Set(addOns.flatMap(({ namespace, alsoIn = [] }) => [namespace, ...alsoIn]))].sort(),
    clusterKinds: [...usual, ...once(addOns.flatMap(({ clusterKinds = [] }) => clusterKinds))],
  });
  for (const { name, namespace, chart: source, values, after } of addOns) {
    argoApplication(chart, name, {
      labels,
      project,
      chart: { ...source, release: name, values },
      namespace,
      createNamespace: namespace !== 'kube-system',
      wave: after === undefined ? undefined : 2,
      // With the definitions of its resources all resources of all services would go.
      cascade: false,
    });
  }
}

/** What is certain of an environment whose add-ons are known. */
export function addOnFacts(addOns: readonly AddOn[] | undefined): {
  readonly resources: Pick<Facts, 'resources'>;
  readonly objects: readonly ExternalObject[];
} {
  if (!addOns) return { resources: {}, objects: [] };
  const argocd = ['Application', 'ApplicationSet', 'AppProject'].map((kind) => `${kind}.argoproj.io`);
  const brought = addOns.flatMap(({ brings }) => brings.resources ?? []);
  return {
    resources: { resources: [...new Set([...argocd, ...brought])].sort() },
    objects: addOns.flatMap(({ brings }) => brings.objects ?? []),
  };
}

function once<T extends { readonly group: string; readonly kind: string }>(kinds: readonly T[]): T[] {
  return [...new Map(kinds.map((one) => [`${one.group}/${one.kind}`, one])).values()];
}

function checkNames(chart: Chart, addOns: readonly AddOn[]): void {
  const names = addOns.map(({ name }) => name);
  for (const one of addOns) {
    if (one.after === undefined || names.includes(one.after)) continue;
    const near = didYouMean(one.after, names);
    reject(chart, {
      rule: 'add-on-missing',
      message: `add-on "${one.name}" comes after "${one.after}", which is none of the environment's`,
      why: 'What it stands on is not installed: its own sync fails.',
      fix: near ? `Did you mean "${near}"?` : `Add "${one.after}" to the environment's addOns.`,
      property: { object: one, key: 'after' },
    });
  }
}

/** The Prometheus as its add-on installs it: of one mistake in what is said of it, all else would be said to be wrong. */
export function asInstalled(prometheus: Prometheus | undefined, addOns: readonly AddOn[] = []): Prometheus | undefined {
  const stack = prometheus?.stack;
  const installed = stack && stackAmong(addOns);
  if (!installed || (stack.release === installed.name && stack.namespace === installed.namespace)) return prometheus;
  return kubePrometheusStack({ release: installed.name, namespace: installed.namespace });
}

/** The add-on that installs the monitoring stack. */
export function stackAmong(addOns: readonly AddOn[]): AddOn | undefined {
  return addOns.find(({ chart: { name } }) => name === 'kube-prometheus-stack');
}

/** Rejects a Prometheus that is said to be another than the add-on installs: it would pick up none of what is written. */
export function checkStack(chart: Chart, prometheus: Prometheus | undefined, addOns: readonly AddOn[]): void {
  const stack = prometheus?.stack;
  const installed = stackAmong(addOns);
  if (!stack || !installed) return;
  for (const [key, own] of [
    ['release', installed.name],
    ['namespace', installed.namespace],
  ] as const) {
    if (stack[key] === own) continue;
    reject(chart, {
      rule: 'prom-picks-up',
      message: `the ${key} of the monitoring stack is "${stack[key]}", and its add-on has "${own}"`,
      why: 'Prometheus selects monitors and rules by the release, and is asked where it runs: nothing is watched, and nobody says so.',
      fix: `kubePrometheusStack({ ${key}: '${own}', … })`,
      ...(prometheus.site && { site: prometheus.site }),
      property: { object: stack, key },
    });
  }
}
