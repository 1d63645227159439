import { tasks } from '../../metrics/catalogue/requests.js';
import { ratio, sum } from '../../metrics/combine.js';
import { quantile } from '../../metrics/histogram.js';
import { rate } from '../../metrics/query.js';
import { taskAlerts } from '../alerts/tasks.js';
import { type AnySettings, firesAt } from './fires-at.js';
import type { Row } from './panel.js';

const window = '10m';

/** Tasks of a worker: how many, how many fail, how long they take. */
export function taskRows(namespace: string, container: string, settings?: AnySettings): readonly Row[] {
  const where = { namespace, container };
  const all = sum(rate(tasks.celery_task_total, where, window), ['container']);
  const failed = sum(rate(tasks.celery_task_failed_total, where, window), ['container']);
  const within = (share: number) => ({
    query: quantile(share, tasks.celery_task_duration_seconds, { where, window, by: ['container'] }),
    legend: `p${share * 100}`,
  });
  return [
    {
      title: 'Tasks',
      panels: [
        {
          title: 'Tasks by name',
          unit: 'reqps',
          lines: [{ query: sum(rate(tasks.celery_task_total, where, window), ['task']), legend: '{{task}}' }],
        },
        {
          title: 'Share that fails',
          unit: 'percentunit',
          limit: firesAt(taskAlerts, 'TaskFailures', settings),
          lines: [{ query: ratio(failed, all), legend: 'failed' }],
        },
        {
          title: 'Failures by task',
          unit: 'reqps',
          lines: [{ query: sum(rate(tasks.celery_task_failed_total, where, window), ['task']), legend: '{{task}}' }],
        },
      ],
    },
    {
      title: 'Duration',
      panels: [
        {
          title: 'Duration',
          unit: 's',
          limit: firesAt(taskAlerts, 'TasksSlow', settings),
          lines: [within(0.5), within(0.95), within(0.99)],
        },
        {
          title: 'Duration by task',
          unit: 's',
          lines: [
            {
              query: quantile(0.95, tasks.celery_task_duration_seconds, { where, window, by: ['task'] }),
              legend: '{{task}}',
            },
          ],
        },
      ],
    },
  ];
}
