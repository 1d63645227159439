import { redis } from '../../metrics/catalogue/stores.js';
import { above, divide, equals, max, min, or, sum } from '../../metrics/combine.js';
import { increase, value } from '../../metrics/query.js';
import type { AlertKind } from '../alert.js';
import { growing, growingThen, type Series, steady } from '../proof.js';
import type { ScrapeJob } from './targets.js';

const by = ['namespace', 'job'] as const;
const hour = 3600;

function series(of: ScrapeJob, metric: string, values: string): Series {
  return { metric, labels: { ...of, pod: 'p-0' }, values };
}

const down: AlertKind<ScrapeJob> = {
  defaults: { for: '2m', severity: 'critical' },
  query: (of) => equals(min(value(redis.redis_up, { ...of }), by), 0),
  summary: (name) => `${name} takes no connections`,
  description: 'Its exporter runs and cannot connect to the server: nor can anybody else.',
  look: [
    '`kubectl -n NAMESPACE logs POD`: does it load its file after a crash, is its volume full?',
    'A password that was changed in one place only.',
  ],
  proof: (of) => ({
    labels: { ...of },
    failing: [series(of, 'redis_up', steady(0, hour))],
    healthy: [series(of, 'redis_up', steady(1, hour))],
  }),
};

const memoryHigh: AlertKind<ScrapeJob> = {
  defaults: { limit: 0.9, for: '5m', severity: 'warning' },
  unit: 'ratio',
  query: (of, { limit }) =>
    above(
      divide(
        max(value(redis.redis_memory_used_bytes, { ...of }), by),
        above(max(value(redis.redis_memory_max_bytes, { ...of }), by), 0),
      ),
      limit,
    ),
  summary: (name) => `The memory of ${name} runs out`,
  description:
    '{{ $value | humanizePercentage }} of its memory is used; at the limit it evicts keys, or refuses to write.',
  look: [
    'Keys without an end: `redis-cli --bigkeys`, and `INFO keyspace` for how many expire.',
    'A larger memory limit in its `resources`, if the node has the room.',
  ],
  proof: (of, { limit }) => {
    const used = (share: number, most: number) => [
      series(of, 'redis_memory_used_bytes', steady(1e8 * share, hour)),
      series(of, 'redis_memory_max_bytes', steady(most, hour)),
    ];
    return {
      labels: { ...of },
      failing: used(limit * 1.05, 1e8),
      healthy: used(limit * 0.95, 1e8),
      stories: [
        { name: 'no limit is set', series: used(1, 0), moments: [{ at: 1800, fires: false }] },
        { name: 'a very small server', series: used(1e-8, 1), moments: [{ at: 1800, fires: true }] },
      ],
    };
  },
};

const rejects: AlertKind<ScrapeJob> = {
  defaults: { for: '1m', severity: 'critical' },
  query: (of) => above(sum(increase(redis.redis_rejected_connections_total, { ...of }, '5m'), by), 0),
  summary: (name) => `${name} refuses connections`,
  description: '{{ $value | humanize }} connections were refused in five minutes: there are as many as it may have.',
  look: [
    'Who holds them: `redis-cli CLIENT LIST`.',
    'Pods that open a connection for each request: let them keep a pool.',
  ],
  proof: (of) => ({
    labels: { ...of },
    failing: [series(of, 'redis_rejected_connections_total', growing(0.01, hour))],
    holdsFrom: 30,
    healthy: [series(of, 'redis_rejected_connections_total', growing(0, hour))],
    stories: [
      {
        name: 'refusals that end',
        series: [series(of, 'redis_rejected_connections_total', growingThen(0.01, 1200, 0, hour))],
        moments: [
          { at: 1200 + 240, fires: true },
          { at: 1200 + 360, fires: false },
        ],
      },
    ],
  }),
};

const saveFailing: AlertKind<ScrapeJob> = {
  defaults: { for: '5m', severity: 'critical' },
  query: (of) =>
    or(
      equals(min(value(redis.redis_aof_last_write_status, { ...of }), by), 0),
      equals(min(value(redis.redis_rdb_last_bgsave_status, { ...of }), by), 0),
    ),
  summary: (name) => `${name} cannot write to its volume`,
  description: 'What it is told now is lost when its pod ends; it refuses writes where it is set up to.',
  look: [
    'Is the volume full? The alert VolumeFillingUp, and the panel "Volume" of its dashboard.',
    'The logs of the pod.',
  ],
  proof: (of) => {
    const saved = (aof: number, rdb: number) => [
      series(of, 'redis_aof_last_write_status', steady(aof, hour)),
      series(of, 'redis_rdb_last_bgsave_status', steady(rdb, hour)),
    ];
    return {
      labels: { ...of },
      failing: saved(0, 1),
      healthy: saved(1, 1),
      stories: [{ name: 'a snapshot fails', series: saved(1, 0), moments: [{ at: 1800, fires: true }] }],
    };
  },
};

/** Alerts of a Redis server. Source: row S13. */
export const redisAlerts = {
  RedisDown: down,
  RedisMemoryHigh: memoryHigh,
  RedisRejectsConnections: rejects,
  RedisSaveFailing: saveFailing,
};
