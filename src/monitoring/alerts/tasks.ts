import { tasks } from '../../metrics/catalogue/requests.js';
import { above, ratio, sum } from '../../metrics/combine.js';
import { formatBound, shareAbove } from '../../metrics/histogram.js';
import { rate } from '../../metrics/query.js';
import type { AlertKind } from '../alert.js';
import { growing, growingThen, type Series } from '../proof.js';

/** The tasks of a worker, by the container that runs them. */
export interface Tasks {
  readonly namespace: string;
  readonly container: string;
}

const window = '10m';
const by = ['namespace', 'container'] as const;
const hour = 3600;
/** Tasks in a second below which a share says nothing. */
const floor = 0.01;
const slow = 0.05;

function series(of: Tasks, metric: string, values: string, more: Readonly<Record<string, string>> = {}): Series {
  return { metric, labels: { ...of, pod: `${of.container}-0`, task: 'work', ...more }, values };
}

function counted(of: Tasks, failed: string, all: string): Series[] {
  return [series(of, 'celery_task_failed_total', failed), series(of, 'celery_task_total', all)];
}

const tasksFail: AlertKind<Tasks> = {
  defaults: { limit: 0.1, for: '5m', severity: 'warning' },
  unit: 'ratio',
  query: (of, { limit }) => {
    const all = sum(rate(tasks.celery_task_total, { ...of }, window), by);
    const failed = sum(rate(tasks.celery_task_failed_total, { ...of }, window), by);
    return above(ratio(failed, all, floor), limit);
  },
  summary: (name) => `Tasks of ${name} fail`,
  description: '{{ $value | humanizePercentage }} of the tasks of the last ten minutes failed.',
  look: [
    'Which task? The panel "Failures by task" of its dashboard.',
    'The logs of the pods; what it calls outside: its keys, its quotas.',
    'If it began with a new image: `eco rollback SERVICE`.',
  ],
  proof: (of, { limit }) => ({
    labels: { ...of },
    failing: counted(of, growing(limit * 1.05, hour), growing(1, hour)),
    holdsFrom: 30,
    healthy: counted(of, growing(limit * 0.95, hour), growing(1, hour)),
    idle: counted(of, growing(0, hour), growing(0, hour)),
    stories: [
      {
        name: 'too few tasks to tell',
        series: counted(of, growing(floor * 0.95, hour), growing(floor * 0.95, hour)),
        moments: [{ at: 1800, fires: false }],
      },
      {
        name: 'few tasks, all failing',
        series: counted(of, growing(floor * 1.05, hour), growing(floor * 1.05, hour)),
        moments: [{ at: 1800, fires: true }],
      },
      {
        name: 'half an hour in which all fail',
        series: counted(of, growingThen(1, 1800, 0, hour), growing(1, hour)),
        moments: [
          { at: 1800 + 420, fires: true },
          { at: 1800 + 660, fires: false },
        ],
      },
      {
        name: 'half an hour with tasks, then none',
        series: counted(of, growingThen(1, 1800, 0, hour), growingThen(1, 1800, 0, hour)),
        moments: [
          { at: 1800 + 420, fires: true },
          { at: 1800 + 660, fires: false },
        ],
      },
    ],
  }),
};

const tasksSlow: AlertKind<Tasks> = {
  defaults: { limit: 60, for: '10m', severity: 'warning' },
  unit: 'seconds',
  only: tasks.celery_task_duration_seconds.buckets,
  query: (of, { limit }) =>
    above(shareAbove(limit, tasks.celery_task_duration_seconds, { where: { ...of }, window, by, floor }), slow),
  summary: (name) => `Tasks of ${name} take long`,
  description:
    '{{ $value | humanizePercentage }} of the tasks of the last ten minutes took longer than the limit: the 95th percentile is above it.',
  look: [
    'Which task? The panel "Duration by task" of its dashboard.',
    'What it waits for: the model, S3, the database.',
    'The queue: does it grow meanwhile? Then more pods, or fewer green threads that wait for each other.',
  ],
  proof: (of, { limit }) => {
    const timed = (within: string, all: string): Series[] => [
      series(of, 'celery_task_duration_seconds_bucket', within, { le: formatBound(limit) }),
      series(of, 'celery_task_duration_seconds_bucket', all, { le: '+Inf' }),
      series(of, 'celery_task_duration_seconds_count', all),
    ];
    const share = (slower: number, perSecond: number) =>
      timed(growing((1 - slower) * perSecond, hour), growing(perSecond, hour));
    return {
      labels: { ...of },
      failing: share(slow * 1.05, 1),
      holdsFrom: 30,
      healthy: share(slow * 0.95, 1),
      idle: share(1, 0),
      stories: [
        { name: 'too few to tell', series: share(1, floor * 0.95), moments: [{ at: 1800, fires: false }] },
        { name: 'few, all slow', series: share(1, floor * 1.05), moments: [{ at: 1800, fires: true }] },
        {
          name: 'slow for half an hour',
          series: timed(growingThen(0, 1800, 1, hour), growing(1, hour)),
          moments: [
            { at: 1800 + 510, fires: true },
            { at: 1800 + 630, fires: false },
          ],
        },
        {
          name: 'slow for half an hour, then nothing to do',
          series: timed(growing(0, hour), growingThen(1, 1800, 0, hour)),
          moments: [
            { at: 1800 + 420, fires: true },
            { at: 1800 + 660, fires: false },
          ],
        },
      ],
    };
  },
};

/** Alerts on the tasks of a worker. Source: row S13. */
export const taskAlerts = { TaskFailures: tasksFail, TasksSlow: tasksSlow };
