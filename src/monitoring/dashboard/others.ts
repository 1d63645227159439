import type { WatchedStore } from '../alerts/store.js';
import type { AnySettings } from './fires-at.js';
import { fleetRows } from './fleet.js';
import type { Dashboard } from './panel.js';
import { saturationRow, volumeRow } from './pods.js';
import { storeRows } from './store.js';

/** A store uses what it is given on purpose: no alert asks for that. */
const full = { CpuNearLimit: 'off', MemoryNearLimit: 'off' } as const;

/** The dashboard of a data store. */
export function storeDashboard(
  fleet: string,
  { name, namespace, kind, job, volume }: WatchedStore,
  settings?: AnySettings,
): Dashboard {
  const pods = { namespace, container: name, pods: `${name}-[0-9]+`, example: `${name}-0` };
  return {
    uid: `${fleet}-${name}`,
    title: name,
    tags: [fleet, 'store'],
    rows: [
      ...storeRows(kind, { namespace, job }, settings),
      saturationRow(pods, { ...settings, ...full }),
      volumeRow({ namespace, claims: `${volume}-${name}-[0-9]+`, example: `${volume}-${name}-0` }, settings),
    ],
  };
}

/** The dashboard of the whole fleet. */
export function fleetDashboard(fleet: string, namespaces: readonly string[], settings?: AnySettings): Dashboard {
  return { uid: fleet, title: fleet, tags: [fleet], rows: fleetRows(namespaces, fleet, settings) };
}
