import type { WatchedStore } from '../alerts/store.js';
import { fleetRows } from './fleet.js';
import type { Dashboard } from './panel.js';
import { saturationRow, volumeRow } from './pods.js';
import { storeRows } from './store.js';

/** The dashboard of a data store. */
export function storeDashboard(fleet: string, { name, namespace, kind, job, volume }: WatchedStore): Dashboard {
  const pods = { namespace, container: name, pods: `${name}-[0-9]+`, example: `${name}-0` };
  return {
    uid: `${fleet}-${name}`,
    title: name,
    tags: [fleet, 'store'],
    rows: [
      ...storeRows(kind, { namespace, job }),
      saturationRow(pods),
      volumeRow({ namespace, claims: `${volume}-${name}-[0-9]+`, example: `${volume}-${name}-0` }),
    ],
  };
}

/** The dashboard of the whole fleet. */
export function fleetDashboard(fleet: string, namespaces: readonly string[]): Dashboard {
  return { uid: fleet, title: fleet, tags: [fleet], rows: fleetRows(namespaces, fleet) };
}
