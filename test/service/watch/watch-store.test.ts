import { kubePrometheusStack } from '../../../src/construct/platform.js';
import { secret } from '../../../src/construct/secrets/secret.js';
import { type RedisProps, redisStore } from '../../../src/data/redis.js';
import { alerting } from '../../../src/monitoring/routing.js';
import { oneEnvironment } from '../one-environment.js';

const prometheus = kubePrometheusStack({ release: 'stack', namespace: 'monitoring' });
const redis = (changes: Partial<RedisProps<never>> = {}) =>
  redisStore<never>({
    version: '7.4.8-bookworm',
    storage: '1Gi',
    resources: { cpu: ['50m', '100m'], memory: ['64Mi', '128Mi'] },
    credentials: secret('redis', { keys: ['password'] }),
    ...changes,
  });

const teams = (environment: ReturnType<typeof oneEnvironment>): unknown[] =>
  environment
    .named('PrometheusRule', 'store')
    .spec.groups.flatMap(({ rules }: { rules: { alert?: string; labels: { team?: string } }[] }) => rules)
    .map(({ labels }: { labels: { team?: string } }) => labels.team);

test('alerts of a store are labelled with the team that answers for it', () => {
  const found = teams(oneEnvironment({ prometheus }, redis({ team: 'data' })));
  expect(found.length).toBeGreaterThan(3);
  expect(new Set(found)).toEqual(new Set(['data']));
});

test('without a team they carry none', () => {
  expect(new Set(teams(oneEnvironment({ prometheus }, redis())))).toEqual(new Set([undefined]));
});

test('a route to a team that answers for a store alone leads somewhere', () => {
  const routes = alerting({
    receivers: { all: [], data: [] },
    otherwise: 'all',
    routes: [{ labels: { team: 'data' }, to: 'data' }],
  });
  const about = (team?: string) =>
    oneEnvironment({ prometheus, alerting: routes }, redis(team === undefined ? {} : { team })).rejected.filter((one) =>
      one.includes('team'),
    );
  expect(about('data')).toEqual([]);
  expect(about()).toHaveLength(1);
});
