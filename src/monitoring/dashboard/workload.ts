import { claimsOf, podsOf, type Watched } from '../alerts/workload.js';
import type { Objective } from '../slo.js';
import { deliveryRow } from './delivery.js';
import type { AnySettings } from './fires-at.js';
import { objectiveRow } from './objectives.js';
import type { Dashboard } from './panel.js';
import { saturationRow, versionsOf, volumeRow } from './pods.js';
import { requestRows } from './service.js';
import { taskRows } from './worker.js';

/** The dashboard of a service or worker: from what users notice to what may be the reason. */
export function workloadDashboard(
  fleet: string,
  watched: Watched,
  objectives: readonly Objective[],
  settings?: AnySettings,
): Dashboard {
  const { name, namespace, controllers, does, job } = watched;
  const claims = claimsOf(watched);
  return {
    uid: `${fleet}-${name}`,
    title: name,
    tags: [fleet, does === 'requests' ? 'service' : 'worker'],
    versions: versionsOf({ namespace, job }),
    rows: [
      ...(objectives.length > 0 ? [objectiveRow(objectives)] : []),
      ...(does === 'requests' ? requestRows(namespace, name, settings) : taskRows(namespace, name, settings)),
      deliveryRow(controllers.map((one) => ({ ...one, namespace }))),
      saturationRow(podsOf(watched), settings),
      ...(claims ? [volumeRow(claims, settings)] : []),
    ],
  };
}
