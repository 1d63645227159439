import { postgres, rabbitmq, redis } from '../../metrics/catalogue/stores.js';
import { above, divide, max, ratio, since, sum } from '../../metrics/combine.js';
import { rate, value } from '../../metrics/query.js';
import { postgresAlerts } from '../alerts/postgres.js';
import { rabbitmqAlerts } from '../alerts/rabbitmq.js';
import { redisAlerts } from '../alerts/redis.js';
import type { WatchedStore } from '../alerts/store.js';
import type { ScrapeJob } from '../alerts/targets.js';
import { type AnySettings, firesAt } from './fires-at.js';
import type { Row } from './panel.js';

/** What a data store itself tells. */
export function storeRows(kind: WatchedStore['kind'], job: ScrapeJob, settings?: AnySettings): readonly Row[] {
  switch (kind) {
    case 'postgres':
      return [postgresRow(job, settings)];
    case 'redis':
      return [redisRow(job, settings)];
    case 'rabbitmq':
      return [queueRow(job, settings)];
  }
}

function postgresRow(job: ScrapeJob, settings?: AnySettings): Row {
  const where = { ...job };
  const used = sum(value(postgres.pg_stat_activity_count, where), ['job']);
  const most = max(value(postgres.pg_settings_max_connections, where), ['job']);
  return {
    title: 'PostgreSQL',
    panels: [
      {
        title: 'Connections',
        unit: 'percentunit',
        limit: firesAt(postgresAlerts, 'PostgresqlConnectionsHigh', settings),
        most: 1,
        lines: [{ query: divide(used, most), legend: 'used' }],
      },
      {
        title: 'Connections by state',
        unit: 'short',
        lines: [{ query: sum(value(postgres.pg_stat_activity_count, where), ['state']), legend: '{{state}}' }],
      },
      {
        title: 'Transactions',
        unit: 'reqps',
        lines: [
          { query: sum(rate(postgres.pg_stat_database_xact_commit, where, '5m'), ['job']), legend: 'committed' },
          { query: sum(rate(postgres.pg_stat_database_xact_rollback, where, '5m'), ['job']), legend: 'rolled back' },
        ],
      },
    ],
  };
}

function redisRow(job: ScrapeJob, settings?: AnySettings): Row {
  const where = { ...job };
  const used = max(value(redis.redis_memory_used_bytes, where), ['job']);
  const most = max(value(redis.redis_memory_max_bytes, where), ['job']);
  return {
    title: 'Redis',
    panels: [
      {
        title: 'Memory of Redis',
        unit: 'percentunit',
        limit: firesAt(redisAlerts, 'RedisMemoryHigh', settings),
        lines: [{ query: ratio(used, most), legend: 'used' }],
      },
      {
        title: 'Commands',
        unit: 'reqps',
        lines: [{ query: sum(rate(redis.redis_commands_total, where, '5m'), ['cmd']), legend: '{{cmd}}' }],
      },
      {
        title: 'Clients',
        unit: 'short',
        lines: [
          { query: max(value(redis.redis_connected_clients, where), ['job']), legend: 'connected' },
          { query: max(value(redis.redis_blocked_clients, where), ['job']), legend: 'blocked' },
        ],
      },
    ],
  };
}

function queueRow(job: ScrapeJob, settings?: AnySettings): Row {
  const where = { ...job };
  const legend = '{{queue}}';
  return {
    title: 'Queues',
    panels: [
      {
        title: 'Waiting',
        unit: 'short',
        limit: firesAt(rabbitmqAlerts, 'QueueLong', settings),
        lines: [{ query: max(value(rabbitmq.rabbitmq_detailed_queue_messages_ready, where), ['queue']), legend }],
      },
      {
        title: 'Age of the oldest',
        unit: 's',
        limit: firesAt(rabbitmqAlerts, 'QueueOld', settings),
        lines: [
          {
            query: since(
              above(max(value(rabbitmq.rabbitmq_detailed_queue_head_message_timestamp, where), ['queue']), 0),
            ),
            legend,
          },
        ],
      },
      {
        title: 'Readers',
        unit: 'short',
        lines: [{ query: sum(value(rabbitmq.rabbitmq_detailed_queue_consumers, where), ['queue']), legend }],
      },
      {
        title: 'Redelivered',
        unit: 'reqps',
        lines: [
          {
            query: sum(rate(rabbitmq.rabbitmq_global_messages_redelivered_total, where, '5m'), ['job']),
            legend: 'all queues',
          },
        ],
      },
    ],
  };
}
