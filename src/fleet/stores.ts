import { postgresStore, rabbitmqStore, redisStore, secret } from '@eco2/manifests';
import { defineStore } from './environments';
import { laptop, ownNode } from './sizes';

export const postgres = defineStore('postgresql', (env) =>
  postgresStore({
    version: '16.15-trixie',
    node: 'k8s-postgresql',
    storage: env.pick({ dev: '5Gi', prod: '50Gi' }),
    resources: env.pick({ dev: laptop, prod: ownNode }),
    credentials: secret('postgresql', { at: 'data/postgresql', keys: ['database', 'username', 'password'] }),
  }),
);

export const redis = defineStore('redis', (env) =>
  redisStore({
    version: '7.4.8-bookworm',
    node: 'k8s-redis',
    storage: env.pick({ dev: '2Gi', prod: '10Gi' }),
    resources: env.pick({ dev: laptop, prod: ownNode }),
    credentials: secret('redis', { at: 'data/redis', keys: ['password'] }),
  }),
);

export const rabbitmq = defineStore('rabbitmq', (env) =>
  rabbitmqStore({
    version: '4.2.9-management',
    node: 'k8s-rabbitmq',
    storage: env.pick({ dev: '2Gi', prod: '10Gi' }),
    resources: env.pick({ dev: laptop, prod: ownNode }),
    // Tells how long the oldest message of a queue has waited.
    settings: { 'message_interceptors.incoming.set_header_timestamp.overwrite': 'false' },
    credentials: secret('rabbitmq', { at: 'data/rabbitmq', keys: ['username', 'password'] }),
  }),
);

export const stores = [postgres, redis, rabbitmq];
