import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import type { Connection } from '../construct/connection.js';
import { checkPort } from '../construct/ports.js';
import type { SecretRef } from '../construct/secrets/secret.js';
import { combine, derive, from, type Input, preset, text } from '../construct/traced.js';
import { checkCredentials, secretVariable, userVariables } from './credentials.js';
import { execProbes } from './exec-probes.js';
import { exporter } from './exporter.js';
import { memoryShare } from './memory.js';
import { settingsOf } from './settings.js';
import { statefulStore } from './stateful-store.js';
import { type Store, type StorePlatform, type StoreProps, storeConnection } from './store.js';

/** What goes when memory is full. Source: Redis, "Key eviction". */
export type Eviction = 'noeviction' | `${'allkeys' | 'volatile'}-${'lru' | 'lfu' | 'random'}` | 'volatile-ttl';

/** What is chosen of a Redis that the fleet runs itself. */
export interface RedisProps<Node extends string = string> extends StoreProps<Node> {
  /** Tag of the official image, a Debian one: `7.4.8-bookworm`. */
  readonly version: `${number}.${number}.${number}-${'bookworm' | 'trixie'}`;
  /** Read at each start. */
  readonly credentials: SecretRef<'password'>;
  /** 1-65535. Default 6379. */
  readonly port?: number;
  /** Begins the variables of those who use it: `<prefix>_HOST`, `_PORT`, `_PASSWORD`. Default `REDIS`. */
  readonly prefix?: string;
  /** Default `noeviction`: writes are refused rather than keys lost that nobody said may go. */
  readonly whenFull?: Eviction;
}

/** `redis` of the Debian images. Source: redis/docker-library-redis, Dockerfile: `useradd -u 999`. */
const user = 999;
/** Source: oliver006/redis_exporter, Dockerfile: `USER 59000:59000`. */
const exporterUser = 59000;
const component = 'cache';
const exporterPort = preset(9121, 'the port that the exporter listens on');
const folder = '/usr/local/etc/redis';

/**
 * A Redis server from the official image, with an exporter. Every write goes to an append-only file, flushed once a
 * second and when the server is told to stop.
 * Source: Docker Hub, `redis`; Redis, "Persistence", "Signal handling"; oliver006/redis_exporter.
 */
export class RedisStore extends Construct {
  /** What services refer to. */
  readonly connection: Connection;

  constructor(scope: Construct, name: string, props: RedisProps & { readonly platform: StorePlatform }) {
    super(scope, name);
    checkPort(this, props, 'port');
    checkCredentials(this, props, ['password']);
    this.connection = connectionOf(name, Chart.of(this).namespace, props);
    const port = portOf(props);
    const ask = ['redis-cli', '-p', derive(port, String)];
    statefulStore(this, name, props, {
      component,
      version: from(props, 'version'),
      user,
      data: '/data',
      scratch: [],
      files: { [`${folder}/redis.conf`]: configuration(this, props) },
      container: {
        image: text`docker.io/library/redis:${from(props, 'version')}`,
        args: ['redis-server', `${folder}/redis.conf`, '--requirepass', '$(REDISCLI_AUTH)'],
        env: [secretVariable('REDISCLI_AUTH', props.credentials, 'password')],
        ...execProbes({
          // With -e a refusal fails too: while the file is loaded, or when the disk does not take writes.
          ready: { command: [...ask, '-e', 'ping'], period: 5, timeout: 5 },
          alive: { command: [...ask, 'ping'], period: 10, timeout: 5 },
        }),
      },
      exporter: exporter({
        image: preset('docker.io/oliver006/redis_exporter:v1.87.0', 'a version that is known to work'),
        port: exporterPort,
        alive: '/health',
        user: exporterUser,
        env: [
          { name: 'REDIS_ADDR', value: text`redis://localhost:${port}` },
          secretVariable('REDIS_PASSWORD', props.credentials, 'password'),
        ],
      }),
      ports: [{ name: 'redis', port }],
      metrics: { port: exporterPort, by: 'exporter' },
      shutdown: preset('1m' as const, 'the last second of writes goes to the disk'),
    });
  }
}

/** A Redis server for `defineStore`. */
export function redisStore<const Node extends string>(props: RedisProps<Node>): Store<Node> {
  return {
    store: 'redis',
    node: props.node,
    credentials: props.credentials,
    team: from(props, 'team'),
    component,
    metricsPort: exporterPort,
    connection: (name, namespace) => connectionOf(name, namespace, props),
    build: (scope, name, platform) => void new RedisStore(scope, name, { ...props, platform }),
  };
}

function portOf(props: RedisProps): Input<number> {
  return from(props, 'port') ?? preset(6379, 'the port of Redis');
}

function connectionOf(name: string, namespace: string | undefined, props: RedisProps): Connection {
  const { credentials, prefix = 'REDIS' } = props;
  const variables = userVariables(prefix, { PASSWORD: 'password' });
  return storeConnection(name, namespace, { port: portOf(props), prefix, credentials, variables });
}

/** Source: Redis, the annotated redis.conf. */
function configuration(scope: Construct, props: RedisProps): Input<string> {
  const lines = settingsOf(scope, props, {
    presets: {
      port: portOf(props),
      dir: preset('/data', 'where the volume is mounted'),
      appendonly: preset('yes', 'a restart loses at most the last second'),
      save: preset('""', 'the append-only file holds everything; snapshots beside it would fork once more'),
      // A rewrite of the append-only file copies the pages that change meanwhile.
      maxmemory: derive(memoryShare(props.resources, 0.6), (mib) => `${mib}mb`),
      'maxmemory-policy':
        from(props, 'whenFull') ?? preset('noeviction', 'writes are refused rather than keys lost that nobody gave up'),
    },
    decided: { port: 'port', dir: 'storage', requirepass: 'credentials', masterauth: 'credentials' },
  }).map(([name, value]) => derive(value, (written) => `${name} ${written}\n`));
  return combine(lines, (...texts: string[]) => texts.join(''));
}
