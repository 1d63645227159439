import type { Construct } from 'constructs';
import type { AlertSettings } from '../alert.js';
import type { RuleGroup } from '../alert-rules.js';
import { type ResolvedAlert, resolveAlerts } from '../resolve.js';
import { availabilityAlerts } from './available.js';
import { containerAlerts } from './pods.js';
import { postgresAlerts } from './postgres.js';
import { rabbitmqAlerts } from './rabbitmq.js';
import { redisAlerts } from './redis.js';
import { type ScrapeJob, targetAlerts } from './targets.js';
import { volumeAlerts } from './volumes.js';

const storeAlerts = {
  ...availabilityAlerts,
  ...containerAlerts,
  ...targetAlerts,
  ...volumeAlerts,
  ...postgresAlerts,
  ...redisAlerts,
  ...rabbitmqAlerts,
};

/** Alerts of a data store. */
export type StoreAlert = keyof typeof storeAlerts;
/** All of them by name. */
export const storeAlertNames: readonly string[] = Object.keys(storeAlerts);

/** A data store as its metrics know it: one pod with a volume. */
export interface WatchedStore {
  readonly name: string;
  readonly namespace: string;
  readonly kind: 'postgres' | 'redis' | 'rabbitmq';
  readonly job: string;
  /** What its claim is called before the pod's name. */
  readonly volume: string;
}

/** What is worth to be woken up for, of a data store. Its memory is full on purpose: nobody is told of that. */
export function storeGroups(
  scope: Construct,
  { name, namespace, kind, job, volume }: WatchedStore,
  settings: AlertSettings<StoreAlert> = {},
): readonly RuleGroup[] {
  const controller = { kind: 'StatefulSet', namespace, names: [name] } as const;
  const pods = { namespace, container: name, pods: `${name}-[0-9]+`, example: `${name}-0` };
  const claims = { namespace, claims: `${volume}-${name}-[0-9]+`, example: `${volume}-${name}-0` };
  const target: ScrapeJob = { namespace, job };
  const own = (): readonly ResolvedAlert[] => {
    switch (kind) {
      case 'postgres':
        return resolveAlerts(scope, postgresAlerts, name, target, settings);
      case 'redis':
        return resolveAlerts(scope, redisAlerts, name, target, settings);
      case 'rabbitmq':
        return resolveAlerts(scope, rabbitmqAlerts, name, target, settings);
    }
  };
  return [
    {
      name: 'store',
      alerts: [
        ...resolveAlerts(scope, availabilityAlerts, name, controller, settings),
        ...resolveAlerts(scope, containerAlerts, name, pods, settings),
        ...resolveAlerts(scope, targetAlerts, name, target, settings),
        ...resolveAlerts(scope, volumeAlerts, name, claims, settings),
        ...own(),
      ],
    },
  ];
}
