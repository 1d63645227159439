import { argoCd } from '../../metrics/catalogue/delivery.js';
import { above, equals, max, sum } from '../../metrics/combine.js';
import { increase, like, not, value } from '../../metrics/query.js';
import type { AlertKind } from '../alert.js';
import { growing, growingThen, type Series, steady } from '../proof.js';

/** The Applications of a fleet: of all projects whose names begin with that of the fleet. */
export interface Applications {
  readonly project: string;
}

const by = ['name'] as const;
const hour = 3600;

function application({ project }: Applications, sync: string, health: string): Series[] {
  const labels = {
    name: 'shop',
    project,
    sync_status: sync,
    health_status: health,
    job: 'argocd',
    namespace: 'argocd',
  };
  return [{ metric: 'argocd_app_info', labels, values: steady(1, 2 * hour) }];
}

function own({ project }: Applications) {
  return { project: like(`${project}(-.+)?`) };
}

const outOfSync: AlertKind<Applications> = {
  defaults: { for: '30m', severity: 'warning' },
  query: (of) => equals(max(value(argoCd.argocd_app_info, { ...own(of), sync_status: not('Synced') }), by), 1),
  summary: () => 'Application {{ $labels.name }} is not what Git says',
  description: 'Argo CD has not got it in sync for half an hour: what is merged does not run.',
  look: [
    '`argocd app get NAME`: which object, and which message?',
    '`argocd app diff NAME`: who else writes the field? A controller needs an entry in ignoreDifferences.',
  ],
  proof: (of) => ({
    labels: { name: 'shop' },
    failing: application(of, 'OutOfSync', 'Healthy'),
    healthy: application(of, 'Synced', 'Healthy'),
  }),
};

const degraded: AlertKind<Applications> = {
  defaults: { for: '15m', severity: 'warning' },
  query: (of) =>
    equals(max(value(argoCd.argocd_app_info, { ...own(of), health_status: like('Degraded|Missing') }), by), 1),
  summary: () => 'Application {{ $labels.name }} is not healthy',
  description: 'Something that it brings is degraded or missing.',
  look: [
    '`argocd app get NAME`: the first object that is not Healthy, and its message.',
    'If it began with a new image: `eco rollback SERVICE`.',
  ],
  proof: (of) => ({
    labels: { name: 'shop' },
    failing: application(of, 'Synced', 'Degraded'),
    healthy: application(of, 'Synced', 'Healthy'),
    stories: [
      {
        name: 'a rollout goes on',
        series: application(of, 'Synced', 'Progressing'),
        moments: [{ at: hour, fires: false }],
      },
    ],
  }),
};

function syncs({ project }: Applications, phase: string, values: string): Series[] {
  return [{ metric: 'argocd_app_sync_total', labels: { name: 'shop', project, phase, job: 'argocd' }, values }];
}

const syncFails: AlertKind<Applications> = {
  defaults: { for: '10m', severity: 'warning' },
  query: (of) =>
    above(sum(increase(argoCd.argocd_app_sync_total, { ...own(of), phase: like('Error|Failed') }, '15m'), by), 0),
  summary: () => 'Application {{ $labels.name }} cannot be synced',
  description: 'Argo CD tries again and again, and the API server refuses something.',
  look: [
    '`argocd app get NAME`: the message of the operation.',
    'A kind that the cluster does not know yet: has the add-on that brings it been synced?',
  ],
  proof: (of) => ({
    labels: { name: 'shop' },
    failing: syncs(of, 'Failed', growing(1 / 180, hour)),
    holdsFrom: 30,
    healthy: syncs(of, 'Succeeded', growing(1 / 180, hour)),
    idle: syncs(of, 'Failed', growing(0, hour)),
    stories: [
      {
        name: 'it works again',
        series: syncs(of, 'Failed', growingThen(1 / 180, 1500, 0, hour)),
        moments: [
          { at: 1500 + 720, fires: true },
          { at: 1500 + 960, fires: false },
        ],
      },
    ],
  }),
};

/** Alerts on what Argo CD makes of Git. */
export const applicationAlerts = { AppOutOfSync: outOfSync, AppDegraded: degraded, AppSyncFailing: syncFails };
