import type { ClusterSpec } from '../../cluster/cluster.js';
import type { Isolation } from '../../construct/isolation.js';
import type { IngressPlatform, Prometheus, Registry } from '../../construct/platform.js';
import type { SecretSource } from '../../construct/secrets/secret-source.js';
import type { AddOn } from '../../gitops/add-on.js';
import type { GitSource } from '../../gitops/application.js';
import type { Notifications } from '../../gitops/notifications.js';
import type { Freeze } from '../../gitops/sync-window.js';
import type { AlertSettings } from '../../monitoring/alert.js';
import type { EnvironmentAlert } from '../../monitoring/alerts/cluster.js';
import type { Alerting } from '../../monitoring/routing.js';

/** One cluster and what surrounds the services there. */
export interface EnvironmentSpec<Node extends string = string> {
  readonly cluster: ClusterSpec<Node>;
  readonly registry: Registry;
  readonly ingress: IngressPlatform;
  /** Where analyses of a rollout ask for metrics. */
  readonly prometheus?: Prometheus;
  /** Where alerts go, where `prometheus` has a stack that sends them. */
  readonly alerting?: Alerting;
  /** Other limits of the alerts on machines, data stores, those who deliver and those who watch, by name, or `off`. */
  readonly alerts?: AlertSettings<EnvironmentAlert>;
  /** Whom Argo CD tells of syncs and of what becomes of them. Nobody when absent. */
  readonly notifications?: Notifications;
  /** Network policies for every pod; none are written when absent. */
  readonly isolation?: Isolation;
  /** Where the values of Secrets lie. When absent, whoever sets up the cluster makes every Secret. */
  readonly secrets?: SecretSource;
  /**
   * Charts that it stands on, each of an exact version: `externalSecrets()`. When given, they are all there are: custom
   * resources that none of them brings are an error. When absent, nothing is known of them.
   */
  readonly addOns?: readonly AddOn[];
  /**
   * Groups of single sign-on whose people may look at services and stores in Argo CD, sync them, in a freeze too, and
   * promote or abort rollouts. Administrators alone when absent.
   */
  readonly operators?: readonly string[];
  /** Times in which Argo CD changes no service and no store by itself. */
  readonly freezes?: readonly Freeze[];
  /**
   * What may leave it though it takes along what no sync brings back (a namespace, a volume, a data store, the
   * definition of a resource), and why: `{ 'StatefulSet data/redis': 'its data moved to …' }`. Without this word
   * nothing is written that lacks one of them.
   */
  readonly removed?: Readonly<Record<string, string>>;
  /** What Argo CD reads. */
  readonly git: GitSource;
}
