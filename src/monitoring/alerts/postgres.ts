import { postgres } from '../../metrics/catalogue/stores.js';
import { above, divide, equals, max, min, sum } from '../../metrics/combine.js';
import { value } from '../../metrics/query.js';
import type { AlertKind } from '../alert.js';
import { type Series, steady } from '../proof.js';
import type { ScrapeJob } from './targets.js';

const by = ['namespace', 'job'] as const;
const hour = 3600;

function up(of: ScrapeJob, one: number): Series[] {
  return [{ metric: 'pg_up', labels: { ...of, pod: 'p-0' }, values: steady(one, hour) }];
}

const down: AlertKind<ScrapeJob> = {
  defaults: { for: '2m', severity: 'critical' },
  query: (of) => equals(min(value(postgres.pg_up, { ...of }), by), 0),
  summary: (name) => `${name} takes no connections`,
  description: 'Its exporter runs and cannot connect to the server: nor can anybody else.',
  look: [
    '`kubectl -n NAMESPACE logs POD`: does it recover after a crash, is its volume full?',
    'A password that was changed in one place only.',
  ],
  proof: (of) => ({ labels: { ...of }, failing: up(of, 0), healthy: up(of, 1) }),
};

function connections(of: ScrapeJob, used: number): Series[] {
  const labels = { ...of, pod: 'p-0', server: 'localhost:5432' };
  const activity = (state: string, count: number): Series => ({
    metric: 'pg_stat_activity_count',
    labels: { ...labels, datname: 'app', state },
    values: steady(count, hour),
  });
  return [
    activity('active', used * 60),
    activity('idle', used * 40),
    { metric: 'pg_settings_max_connections', labels, values: steady(100, hour) },
  ];
}

const connectionsHigh: AlertKind<ScrapeJob> = {
  defaults: { limit: 0.8, for: '5m', severity: 'warning' },
  unit: 'ratio',
  query: (of, { limit }) =>
    above(
      divide(
        sum(value(postgres.pg_stat_activity_count, { ...of }), by),
        max(value(postgres.pg_settings_max_connections, { ...of }), by),
      ),
      limit,
    ),
  summary: (name) => `Connections of ${name} run out`,
  description: '{{ $value | humanizePercentage }} of all connections are taken; who finds none left is refused.',
  look: [
    'Who holds them: `SELECT usename, application_name, state, count(*) FROM pg_stat_activity GROUP BY 1, 2, 3`.',
    'The pools of the services: pods x processes x pool size is what they may take together.',
  ],
  proof: (of, { limit }) => ({
    labels: { ...of },
    failing: connections(of, limit * 1.05),
    healthy: connections(of, limit * 0.95),
  }),
};

/** Alerts of a PostgreSQL server. Source: row S13. */
export const postgresAlerts = { PostgresqlDown: down, PostgresqlConnectionsHigh: connectionsHigh };
