import type { ExternalObject } from '../cluster/facts.js';
import type { JsonObject } from '../manifest/manifest.js';
import type { HelmChart } from './application.js';

/** A chart of an exact version, and what it brings to the cluster. */
export interface AddOnProps {
  readonly chart: Omit<HelmChart, 'release' | 'values'>;
  readonly namespace: string;
  /** Values of the chart that differ from its own. */
  readonly values?: JsonObject;
  /** Another add-on that must be healthy before. */
  readonly after?: string;
  /** Cluster-wide kinds that its chart holds besides definitions, roles and webhooks. */
  readonly clusterKinds?: readonly { readonly group: string; readonly kind: string }[];
  /** Namespaces besides its own that its chart writes into. */
  readonly alsoIn?: readonly string[];
  readonly brings: Brought;
}

/** What exists in a cluster once an add-on is there: what checks may rely on. */
export interface Brought {
  /** Custom resources that it defines and acts on: a group, or a kind with its group (`Rollout.argoproj.io`). */
  readonly resources?: readonly string[];
  /** Objects that manifests may name: Services, classes. */
  readonly objects?: readonly ExternalObject[];
  /** What yields metrics. */
  readonly exporters?: readonly BroughtExporter[];
}

/** Something that yields metrics, by the name that the catalogue of metrics gives it. */
export interface BroughtExporter {
  readonly exporter: string;
  /** Its pods and the name of their port, in the add-on's namespace. Absent where its chart brings what scrapes it. */
  readonly scrape?: { readonly labels: Readonly<Record<string, string>>; readonly port: string };
}

/** A chart that an environment stands on; a plain value, for the environment's `addOns`. */
export interface AddOn extends AddOnProps {
  /** Of the Application and of the release. */
  readonly name: string;
}

/**
 * Declares an add-on: a chart of an exact version, which Argo CD installs before what stands on it.
 * Source: Argo CD, "Helm".
 */
export function addOn(name: string, props: AddOnProps): AddOn {
  return { name, ...props };
}
