import type { Construct } from 'constructs';
import type { RuleGroup } from '../alert-rules.js';
import { resolveAlerts } from '../resolve.js';
import { certificateAlerts } from './certificates.js';
import { applicationAlerts } from './delivery.js';
import { nodeAlerts } from './nodes.js';
import { type ScrapeJob, targetAlerts } from './targets.js';
import { hostAlerts, watcherAlerts } from './watchers.js';

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
export function clusterGroups(scope: Construct, watched: WatchedCluster): readonly RuleGroup[] {
  const { fleet, nodes, host, certificates, monitoring, controllers } = watched;
  return [
    { name: 'nodes', alerts: resolveAlerts(scope, nodeAlerts, 'nodes', { nodes }) },
    { name: 'applications', alerts: resolveAlerts(scope, applicationAlerts, 'argocd', { project: fleet }) },
    ...Object.entries(controllers).map(([name, job]) => ({
      name,
      alerts: resolveAlerts(scope, targetAlerts, name, job),
    })),
    { name: 'certificates', alerts: certificates ? resolveAlerts(scope, certificateAlerts, 'cert-manager', {}) : [] },
    {
      name: 'outside',
      alerts: host === undefined ? [] : resolveAlerts(scope, hostAlerts, 'api', { instance: `https://${host}` }),
    },
    { name: 'watchers', alerts: resolveAlerts(scope, watcherAlerts, 'monitoring', { namespace: monitoring }) },
  ];
}
