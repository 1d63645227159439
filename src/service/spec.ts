import type { Connection } from '../construct/connection.js';
import type { Need } from '../construct/need.js';
import type { ConfigFiles } from '../construct/pod/config-files.js';
import type { Resources } from '../construct/pod/resources.js';
import type { SecretKey, SecretRef } from '../construct/secrets/secret.js';
import type { StatefulStrategy } from '../delivery/stateful-update.js';
import type { Strategy } from '../delivery/strategy.js';
import type { AlertSettings } from '../monitoring/alert.js';
import type { ServiceAlert, WorkerAlert } from '../monitoring/alerts/workload.js';
import type { OwnAlerts } from '../monitoring/own-alert.js';
import type { Slo } from '../monitoring/slo.js';
import type { Duration } from '../values/duration.js';
import type { Acceptance } from './accept.js';
import type { CeleryProps } from './celery.js';
import type { Hook, Migration } from './hooks/hook.js';
import type { LocalState } from './local-state.js';
import type { Override } from './override/override.js';
import type { Route } from './route.js';
import type { Scale } from './scale.js';

/** Another service of the fleet, as `defineService` returned it. */
export interface ServiceReference {
  readonly kind: 'service';
  readonly name: string;
}

/** A data store of the fleet, as `defineStore` returned it. */
export interface StoreReference {
  readonly kind: 'store';
  readonly name: string;
}

/** What authors say of every workload, in terms of what they know. */
interface WorkloadSpec<Node extends string> {
  /** The node that its pods are pinned to. Anywhere with room when absent. */
  readonly node?: Node;
  /** How many pods: `fixed(2)`, or `automatic({ min: 2, max: 4, cpu: 70 })`. */
  readonly scale: Scale;
  /** What a pod asks for, and what it may use at most: `{ cpu: ['100m', '300m'], memory: ['128Mi', '256Mi'] }`. */
  readonly resources: Resources;
  /**
   * Environment variables, written into the pod template: they roll out and back with the image. Of a Secret its key,
   * never a value: `database.key.url`.
   */
  readonly env?: Readonly<Record<string, string | number | boolean | SecretKey>>;
  /** Secrets whose keys become environment variables. */
  readonly secrets?: readonly SecretRef[];
  /** What it calls; host, port and credentials become environment variables. */
  readonly uses?: readonly (Connection | ServiceReference | StoreReference)[];
  /**
   * What it asks the API server for, in its own namespace: `read(configMaps)`. Its pods get the token of their account
   * only then.
   */
  readonly needs?: readonly Need[];
  /** Files by absolute path, all in one folder. A change restarts the pods. */
  readonly files?: ConfigFiles;
  /** Folders besides `/tmp` that it writes to; the rest of the root file system is read-only. */
  readonly writable?: readonly `/${string}`[];
  /** Image repository below the registry. The service's name when absent. */
  readonly repository?: string;
  /** Who answers for it: label `team` of its alerts, by which `alerting` can send them. None when absent. */
  readonly team?: string;
  /** How often its metrics are read. Default `30s`. */
  readonly scrape?: Duration;
  /** Alerts with queries of its own, by the name that Alertmanager shows: `NoOrders: { query: … }`. */
  readonly ownAlerts?: OwnAlerts;
  /** What its users may expect. Default: that of the fleet. */
  readonly slo?: Slo;
  /** Findings that were looked at and are accepted, each with its reason. One that nothing needs is reported. */
  readonly accepts?: readonly Acceptance[];
  /** Fields set past the constructs, each with its reason. "eco check --overrides" lists them. */
  readonly overrides?: readonly Override[];
  /** How long running work may take to end once a pod is told to stop. Default `30s` for a service, `2m` for a worker. */
  readonly shutdown?: Duration;
}

/** An HTTP service. */
export interface ServiceSpec<Node extends string = string> extends WorkloadSpec<Node> {
  /** The port that the process listens on: 1-65535. */
  readonly port: number;
  /** Path below the API's host under which requests from outside arrive. Only reached from inside when absent. */
  readonly route?: Route;
  /** Path that answers 200 when the process can serve. Default `/health`. */
  readonly health?: Route;
  /** How a new version takes over. Default `rolling()`. */
  readonly delivery?: Strategy;
  /** Tasks of each sync: `migration({…})` before the new pods, `smokeTest({…})` after them. */
  readonly hooks?: readonly Hook[];
  /** Other limits of its alerts, by name, or `off`. */
  readonly alerts?: AlertSettings<ServiceAlert>;
}

interface WorkerBase<Node extends string> extends WorkloadSpec<Node> {
  readonly celery: CeleryProps;
  /** The port that serves `/metrics`, which the probes ask too: 1-65535. */
  readonly metricsPort: number;
  /** A task of each sync before the new pods: `migration({…})`. */
  readonly hooks?: readonly Migration[];
  /** Other limits of its alerts, by name, or `off`. */
  readonly alerts?: AlertSettings<WorkerAlert>;
}

/** A worker that keeps files of its own: its pods are replaced in place, one by one; a surging strategy does not compile. */
export interface StatefulWorkerSpec<Node extends string = string> extends WorkerBase<Node> {
  readonly localState: LocalState;
  readonly delivery?: StatefulStrategy;
}

/** A worker whose pods are all alike. */
export interface StatelessWorkerSpec<Node extends string = string> extends WorkerBase<Node> {
  readonly localState?: undefined;
  readonly delivery?: Strategy;
}

/** A spec whose calls are all known by host and port. */
export type Resolved<Spec> = Spec extends unknown
  ? Omit<Spec, 'uses'> & { readonly uses?: readonly Connection[] }
  : never;

/** A worker that takes tasks from a queue. */
export type WorkerSpec<Node extends string = string> = StatefulWorkerSpec<Node> | StatelessWorkerSpec<Node>;
