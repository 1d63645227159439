import { rabbitmq } from '../../metrics/catalogue/stores.js';
import { above, and, equals, max, since, sum } from '../../metrics/combine.js';
import { value } from '../../metrics/query.js';
import type { AlertKind } from '../alert.js';
import { type Series, steady, steadyThen } from '../proof.js';
import type { ScrapeJob } from './targets.js';

const byQueue = ['namespace', 'vhost', 'queue'] as const;
const hour = 3600;

interface Queue {
  readonly ready: number;
  readonly consumers?: number;
  /** When its oldest message came. Unit: seconds. */
  readonly head?: number;
}

function labelsOf({ namespace }: ScrapeJob) {
  return { namespace, vhost: '/', queue: 'celery' };
}

function queue(of: ScrapeJob, { ready, consumers = 1, head }: Queue): Series[] {
  const labels = { ...of, ...labelsOf(of), pod: 'p-0' };
  return [
    { metric: 'rabbitmq_detailed_queue_messages_ready', labels, values: steady(ready, hour) },
    { metric: 'rabbitmq_detailed_queue_consumers', labels, values: steady(consumers, hour) },
    ...(head === undefined
      ? []
      : [{ metric: 'rabbitmq_detailed_queue_head_message_timestamp', labels, values: steady(head, hour) }]),
  ];
}

const queueLong: AlertKind<ScrapeJob> = {
  defaults: { limit: 1000, for: '5m', severity: 'warning' },
  unit: 'count',
  query: (of, { limit }) =>
    above(max(value(rabbitmq.rabbitmq_detailed_queue_messages_ready, { ...of }), byQueue), limit),
  summary: () => 'Queue {{ $labels.queue }} is long',
  description: '{{ $value }} tasks wait in {{ $labels.queue }}: they come faster than workers take them.',
  look: [
    'The dashboard of the workers: do tasks fail or take longer than usual?',
    'Are all pods of the worker there, and do they take from this queue?',
    'More pods, if the node has the room.',
  ],
  proof: (of, { limit }) => ({
    labels: labelsOf(of),
    failing: queue(of, { ready: limit * 1.05 }),
    healthy: queue(of, { ready: limit * 0.95 }),
    idle: queue(of, { ready: 0 }),
  }),
};

const queueOld: AlertKind<ScrapeJob> = {
  defaults: { limit: 600, for: '5m', severity: 'warning' },
  unit: 'seconds',
  query: (of, { limit }) =>
    above(
      since(above(max(value(rabbitmq.rabbitmq_detailed_queue_head_message_timestamp, { ...of }), byQueue), 0)),
      limit,
    ),
  summary: () => 'A task has waited long in queue {{ $labels.queue }}',
  description: 'The oldest task in {{ $labels.queue }} has waited for {{ $value | humanizeDuration }}.',
  look: [
    'Does the worker take tasks at all? A pod that hangs holds what it took and takes no more.',
    'A task that is put back again and again: the panel "Redelivered".',
  ],
  proof: (of, { limit }) => ({
    labels: labelsOf(of),
    failing: queue(of, { ready: 1, head: 1 }),
    holdsFrom: limit + 30,
    // Each task leaves before it is old.
    healthy: [
      {
        metric: 'rabbitmq_detailed_queue_head_message_timestamp',
        labels: { ...of, ...labelsOf(of), pod: 'p-0' },
        values: `1+30x${hour / 30}`,
      },
    ],
    idle: queue(of, { ready: 0, head: 0 }),
    stories: [
      {
        name: 'the queue runs empty',
        series: [
          {
            metric: 'rabbitmq_detailed_queue_head_message_timestamp',
            labels: { ...of, ...labelsOf(of), pod: 'p-0' },
            values: steadyThen(1, 2 * limit, 0, 3 * limit + hour),
          },
        ],
        moments: [{ at: 3 * limit, fires: false }],
      },
      {
        name: 'old, but not too old',
        series: [
          {
            metric: 'rabbitmq_detailed_queue_head_message_timestamp',
            labels: { ...of, ...labelsOf(of), pod: 'p-0' },
            values: `1x${Math.ceil((limit * 0.95) / 30)} ${Math.ceil(limit * 0.05)}+30x${hour / 30}`,
          },
        ],
        moments: [{ at: limit + hour / 2, fires: false }],
      },
    ],
  }),
};

const queueUnread: AlertKind<ScrapeJob> = {
  defaults: { for: '10m', severity: 'critical' },
  query: (of) =>
    and(
      above(max(value(rabbitmq.rabbitmq_detailed_queue_messages_ready, { ...of }), byQueue), 0),
      equals(sum(value(rabbitmq.rabbitmq_detailed_queue_consumers, { ...of }), byQueue), 0),
    ),
  summary: () => 'Nobody reads queue {{ $labels.queue }}',
  description: '{{ $value }} tasks wait in {{ $labels.queue }}, and no worker is connected to it.',
  look: [
    'Does its worker run? DeploymentFailed and TargetDown of the worker.',
    'Does it take from this queue? The name in `-Q` or in the task routes, compared letter by letter.',
  ],
  proof: (of) => ({
    labels: labelsOf(of),
    failing: queue(of, { ready: 1, consumers: 0 }),
    healthy: queue(of, { ready: 1, consumers: 1 }),
    idle: queue(of, { ready: 0, consumers: 0 }),
  }),
};

function alarm(of: ScrapeJob, memory: number, disk: number): Series[] {
  const labels = { ...of, pod: 'p-0' };
  return [
    { metric: 'rabbitmq_alarms_memory_used_watermark', labels, values: steady(memory, hour) },
    { metric: 'rabbitmq_alarms_free_disk_space_watermark', labels, values: steady(disk, hour) },
  ];
}

const by = ['namespace', 'job'] as const;

const memoryAlarm: AlertKind<ScrapeJob> = {
  defaults: { for: '1m', severity: 'critical' },
  query: (of) => equals(max(value(rabbitmq.rabbitmq_alarms_memory_used_watermark, { ...of }), by), 1),
  summary: (name) => `${name} takes no messages: memory`,
  description: 'It uses more memory than it may: whoever publishes waits until queues are shorter.',
  look: [
    'Which queue is long: QueueLong, and its dashboard.',
    'Workers that hold many tasks without acknowledging them.',
  ],
  proof: (of) => ({ labels: { ...of }, failing: alarm(of, 1, 0), healthy: alarm(of, 0, 1) }),
};

const diskAlarm: AlertKind<ScrapeJob> = {
  defaults: { for: '1m', severity: 'critical' },
  query: (of) => equals(max(value(rabbitmq.rabbitmq_alarms_free_disk_space_watermark, { ...of }), by), 1),
  summary: (name) => `${name} takes no messages: disk`,
  description: 'Its volume has less room than it must keep free: whoever publishes waits.',
  look: ['Which queue is long: QueueLong, and its dashboard.', 'A larger volume: docs/how-to/database.md says how.'],
  proof: (of) => ({ labels: { ...of }, failing: alarm(of, 0, 1), healthy: alarm(of, 1, 0) }),
};

/** Alerts of a RabbitMQ broker and its queues. Source: row S13. */
export const rabbitmqAlerts = {
  QueueLong: queueLong,
  QueueOld: queueOld,
  QueueUnread: queueUnread,
  RabbitmqMemoryAlarm: memoryAlarm,
  RabbitmqDiskAlarm: diskAlarm,
};
