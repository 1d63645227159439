import { connection, secret } from '@eco2/manifests';

// Outside of this repository for now: who runs them makes the Secrets too.

export const postgres = connection('postgresql', {
  host: 'postgresql.data.svc.cluster.local',
  port: 5432,
  prefix: 'POSTGRES',
  credentials: secret('postgresql', {
    keys: ['database', 'username', 'password'],
    env: { POSTGRES_DB: 'database', POSTGRES_USER: 'username', POSTGRES_PASSWORD: 'password' },
  }),
});

export const redis = connection('redis', {
  host: 'redis.data.svc.cluster.local',
  port: 6379,
  prefix: 'REDIS',
  credentials: secret('redis', { keys: ['password'], env: { REDIS_PASSWORD: 'password' } }),
});

export const rabbitmq = connection('rabbitmq', {
  host: 'rabbitmq.data.svc.cluster.local',
  port: 5672,
  prefix: 'RABBITMQ',
  credentials: secret('rabbitmq', {
    keys: ['username', 'password'],
    env: { RABBITMQ_USER: 'username', RABBITMQ_PASSWORD: 'password' },
  }),
});

export const stores = [postgres, redis, rabbitmq];
