import { plain } from '../../construct/traced.js';
import { format } from '../../metrics/promql/format.js';
import type { AlertKind } from '../alert.js';
import { sloGroups } from '../slo-rules.js';
import { availabilityAlerts } from './available.js';
import { certificateAlerts } from './certificates.js';
import { environmentAlertNames } from './cluster.js';
import { applicationAlerts } from './delivery.js';
import { nodeAlerts } from './nodes.js';
import { containerAlerts } from './pods.js';
import { postgresAlerts } from './postgres.js';
import { rabbitmqAlerts } from './rabbitmq.js';
import { redisAlerts } from './redis.js';
import { requestAlerts } from './requests.js';
import { saturationAlerts } from './saturation.js';
import { scalingAlerts } from './scaling.js';
import { targetAlerts } from './targets.js';
import { taskAlerts } from './tasks.js';
import { rolloutAlerts } from './updates.js';
import { volumeAlerts } from './volumes.js';
import { hostAlerts, watcherAlerts } from './watchers.js';
import { workloadAlertNames } from './workload.js';

/** An alert as its runbook tells of it, with the query for an example of each form that it has. */
export interface AlertPage extends Pick<AlertKind<never>, 'defaults' | 'unit' | 'description' | 'look'> {
  readonly name: string;
  readonly summary: string;
  readonly queries: readonly string[];
  /** Where its limits can be changed: in the definition of a service or worker, or in that of an environment. */
  readonly changedBy: { readonly definition: boolean; readonly environment: boolean };
}

const pods = { namespace: 'shop', container: 'cart', pods: 'cart-[a-z0-9]+-[a-z0-9]+', example: 'cart-5d9c7b-x2x2x' };
const controllers = (['Deployment', 'Rollout', 'StatefulSet'] as const).map((kind) => ({
  kind,
  namespace: 'shop',
  names: ['cart'],
}));
const job = { namespace: 'shop', job: 'cart' };

/** Every alert that the library knows. */
export function alertPages(): readonly AlertPage[] {
  return [
    ...pages(availabilityAlerts, ...controllers),
    ...pages({ UpdateStuck: rolloutAlerts.UpdateStuck }, ...controllers),
    ...pages({ UpdateAborted: rolloutAlerts.UpdateAborted }, { kind: 'Rollout', namespace: 'shop', names: ['cart'] }),
    ...pages({ ...containerAlerts, ...saturationAlerts }, pods),
    ...pages(scalingAlerts, { namespace: 'shop', horizontalpodautoscaler: 'cart' }),
    ...pages(targetAlerts, job),
    ...pages(requestAlerts, { namespace: 'shop', service: 'cart' }),
    ...pages(taskAlerts, { namespace: 'shop', container: 'cart' }),
    ...pages(volumeAlerts, { namespace: 'shop', claims: 'state-cart-[0-9]+', example: 'state-cart-0' }),
    ...pages(postgresAlerts, job),
    ...pages(redisAlerts, job),
    ...pages(rabbitmqAlerts, job),
    ...pages(nodeAlerts, { nodes: 3 }),
    ...pages(applicationAlerts, { project: 'shop' }),
    ...pages(certificateAlerts, {}),
    ...pages(hostAlerts, { instance: 'https://shop.example' }),
    ...pages(watcherAlerts, { namespace: 'monitoring' }),
    ...burns(),
  ];
}

function pages<Subject>(
  table: Readonly<Record<string, AlertKind<Subject>>>,
  ...subjects: readonly Subject[]
): readonly AlertPage[] {
  return Object.entries(table).map(([name, { query, summary, defaults, ...rest }]) => ({
    ...rest,
    defaults,
    name,
    summary: summary('cart'),
    queries: subjects.map((subject) => format(query(subject, { limit: 0, ...defaults }).expr)),
    changedBy: {
      definition: [workloadAlertNames.requests, workloadAlertNames.tasks].some((names) => names.includes(name)),
      environment: environmentAlertNames.includes(name),
    },
  }));
}

/** Alerts on objectives are made, not listed: one for each burn rate. */
function burns(): readonly AlertPage[] {
  const of = { name: 'availability', namespace: 'shop', service: 'cart', does: 'requests' } as const;
  const groups = sloGroups({ ...of, objective: 0.999, days: 30, floor: 0.01 });
  return groups
    .flatMap(({ alerts }) => alerts)
    .map(({ alert, expr, for: hold, severity, summary, description }) => ({
      name: alert,
      summary,
      description,
      defaults: { for: plain(hold), severity: plain(severity) },
      queries: [plain(expr)],
      changedBy: { definition: false, environment: false },
      look: [
        'What fails: the rows "Errors" and "Latency" of its dashboard, and when it began: a release, or a store that it uses?',
        'How much is left: the panel "Error budget left". While little is, releases wait, except for those that mend it.',
        'An objective that is missed month after month is a wish: change the service, or the objective.',
      ],
    }));
}
