import { App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { secret } from '../../src/construct/secrets/secret.js';
import { type PostgresProps, PostgresStore } from '../../src/data/postgres.js';
import { type RabbitmqProps, RabbitmqStore } from '../../src/data/rabbitmq.js';
import { type RedisProps, RedisStore } from '../../src/data/redis.js';
import type { StorePlatform } from '../../src/data/store.js';
import { walk } from '../../src/synth/walk.js';
import { model } from '../service/synth-service.js';

const platform: StorePlatform = { partOf: 'shop', cluster: model(), priorityClass: 'first' };
const resources = { cpu: ['100m', '1000m'], memory: ['512Mi', '1Gi'] } as const;
const common = { node: 'tainted', storage: '20Gi', resources } as const;

/** A PostgreSQL server of a shop. */
export function postgres(changes: Partial<PostgresProps> = {}) {
  const credentials = secret('db', { keys: ['database', 'username', 'password'] });
  const props = { version: '16.15-trixie', credentials, platform, ...common, ...changes } as const;
  return synthesized((chart) => new PostgresStore(chart, 'orders', props));
}

/** A Redis server of a shop. */
export function redis(changes: Partial<RedisProps> = {}) {
  const credentials = secret('cache', { keys: ['password'] });
  const props = { version: '7.4.8-bookworm', credentials, platform, ...common, ...changes } as const;
  return synthesized((chart) => new RedisStore(chart, 'sessions', props));
}

/** A RabbitMQ broker of a shop. */
export function rabbitmq(changes: Partial<RabbitmqProps> = {}) {
  const credentials = secret('queue', { keys: ['username', 'password'] });
  const props = { version: '4.2.9-management', credentials, platform, ...common, ...changes } as const;
  return synthesized((chart) => new RabbitmqStore(chart, 'mail', props));
}

/** All three, by the name of the kind. */
export const stores = [
  ['PostgreSQL', postgres],
  ['Redis', redis],
  ['RabbitMQ', rabbitmq],
] as const;

/** What a chart of the namespace `shop` holds after something was built in it. */
export function synthesized<Built>(build: (chart: Construct) => Built) {
  const built = build(new Chart(new App(), 'test', { namespace: 'shop' }));
  const { objects, rejected } = walk((built as Construct).node.root);
  // Tests read deep into manifests; what is not there fails the assertion that asks for it.
  // biome-ignore lint/suspicious/noExplicitAny: the shape differs from kind to kind
  const get = (kind: string, name?: string): any =>
    objects.find(({ object }) => object.kind === kind && (name === undefined || object.metadata.name === name))?.object;
  return {
    built,
    get,
    objects: objects.map(({ object }) => object),
    rejected: rejected.map(({ rejection }) => rejection),
  };
}
