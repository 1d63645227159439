import type { Construct } from 'constructs';
import type { AlertSettings } from '../alert.js';
import type { RuleGroup } from '../alert-rules.js';
import { checkSettings } from '../alert-settings.js';
import { resolveAlerts } from '../resolve.js';
import { certificateAlerts } from './certificates.js';
import { applicationAlerts } from './delivery.js';
import { nodeAlerts } from './nodes.js';
import { type StoreAlert, storeAlertNames } from './store.js';
import { type ScrapeJob, targetAlerts } from './targets.js';
import { hostAlerts, watcherAlerts } from './watchers.js';

const clusterAlerts = {
  ...nodeAlerts,
  ...applicationAlerts,
  ...targetAlerts,
  ...certificateAlerts,
  ...hostAlerts,
  ...watcherAlerts,
};

/** Alerts of what no service brings: machines, data stores, those who deliver, those who watch. */
export type EnvironmentAlert = keyof typeof clusterAlerts | StoreAlert;

/** All of them by name. */
export const environmentAlertNames: readonly string[] = [
  ...new Set([...Object.keys(clusterAlerts), ...storeAlertNames]),
];

/** What everything else of an environment stands on, as its metrics know it. */
export interface WatchedCluster {
  /** The fleet: its Argo CD projects begin with it. */
  readonly fleet: string;
  readonly nodes: number;
  /** Host of the API, where it is asked from outside over HTTPS. */
  readonly host?: string;
  /** Whether cert-manager keeps certificates there. */
  readonly certificates: boolean;
  /** Where Prometheus and Alertmanager run. */
  readonly monitoring: string;
  /** Controllers that deliver, by what they are called. */
  readonly controllers: Readonly<Record<string, ScrapeJob>>;
}

/** What is worth to be woken up for, of the cluster and of those who deliver and watch. */
export function clusterGroups(
  scope: Construct,
  watched: WatchedCluster,
  settings: AlertSettings<EnvironmentAlert> = {},
): readonly RuleGroup[] {
  checkSettings(scope, settings, environmentAlertNames);
  const { fleet, nodes, host, certificates, monitoring, controllers } = watched;
  // Of one machine nothing is left to be counted, and a count of nothing is no 0: its alert could never fire.
  const ofNodes = nodes > 1 ? settings : { ...settings, NodeMissing: 'off' as const };
  return [
    { name: 'nodes', alerts: resolveAlerts(scope, nodeAlerts, 'nodes', { nodes }, ofNodes) },
    { name: 'applications', alerts: resolveAlerts(scope, applicationAlerts, 'argocd', { project: fleet }, settings) },
    ...Object.entries(controllers).map(([name, job]) => ({
      name,
      alerts: resolveAlerts(scope, targetAlerts, name, job, settings),
    })),
    {
      name: 'certificates',
      alerts: certificates ? resolveAlerts(scope, certificateAlerts, 'cert-manager', {}, settings) : [],
    },
    {
      name: 'outside',
      alerts:
        host === undefined ? [] : resolveAlerts(scope, hostAlerts, 'api', { instance: `https://${host}` }, settings),
    },
    {
      name: 'watchers',
      alerts: resolveAlerts(scope, watcherAlerts, 'monitoring', { namespace: monitoring }, settings),
    },
  ];
}
