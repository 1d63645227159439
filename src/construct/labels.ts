import { labelValueProblem } from '../values/dns-name.js';
import { type Input, plain } from './traced.js';

/** Who a workload is. Source: Kubernetes, "Recommended Labels". */
export interface Identity {
  /** `app.kubernetes.io/name`; alone in every selector, so that nothing else can ever make a selector miss. */
  readonly name: string;
  /** `app.kubernetes.io/component`: `api`, `worker` … */
  readonly component: string;
  /** `app.kubernetes.io/part-of`: the fleet. */
  readonly partOf: string;
  /** `app.kubernetes.io/version`: the image tag. On workloads and pods only, never in a selector. */
  readonly version?: Input<string>;
}

type Labels = Readonly<Record<string, Input<string>>>;

/** What selects the pods of a workload. Immutable in the cluster, hence so short. */
export function selectorLabels({ name }: Pick<Identity, 'name'>) {
  return { 'app.kubernetes.io/name': name };
}

/** Labels of an object of the fleet that is of no service. */
export function fleetLabels(partOf: string) {
  return { 'app.kubernetes.io/managed-by': 'cdk8s', 'app.kubernetes.io/part-of': partOf };
}

/** Labels of every object of a service, by alphabet as they are written. */
export function objectLabels({ name, component, partOf }: Identity) {
  return {
    'app.kubernetes.io/component': component,
    'app.kubernetes.io/managed-by': 'cdk8s',
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/part-of': partOf,
  };
}

/** Labels of a workload: they change with the image. */
export function workloadLabels(identity: Identity): Labels {
  return { ...objectLabels(identity), ...versionLabel(identity) };
}

/** Labels of pods. Who writes the manifests is not among them: a change of tools must restart nothing. */
export function podLabels(identity: Identity): Labels {
  const { 'app.kubernetes.io/managed-by': _, ...labels } = objectLabels(identity);
  return { ...labels, ...versionLabel(identity) };
}

/** An image tag may be longer than a label, and end in what a label may not: then there is no such label. */
function versionLabel({ version }: Identity): Labels {
  return version !== undefined && labelValueProblem(plain(version)) === undefined
    ? { 'app.kubernetes.io/version': version }
    : {};
}
