import { Chart } from 'cdk8s';
import type { EnvVar } from 'cdk8s-plus-28/lib/imports/k8s';
import { Construct } from 'constructs';
import type { Connection } from '../construct/connection.js';
import { checkPort } from '../construct/ports.js';
import type { SecretRef } from '../construct/secrets/secret.js';
import { type Draft, derive, from, type Input, preset, text } from '../construct/traced.js';
import { checkCredentials, secretVariable, userVariables } from './credentials.js';
import { execProbes } from './exec-probes.js';
import { exporter } from './exporter.js';
import { memoryShare } from './memory.js';
import { settingsOf } from './settings.js';
import { statefulStore } from './stateful-store.js';
import { type Store, type StorePlatform, type StoreProps, storeConnection } from './store.js';

/** What is chosen of a PostgreSQL that the fleet runs itself. */
export interface PostgresProps<Node extends string = string> extends StoreProps<Node> {
  /**
   * Tag of the official image. It names the Debian release besides the version, for another release sorts text in
   * another order, and every index over text is then wrong.
   */
  readonly version: `${number}.${number}-${'bookworm' | 'trixie'}`;
  /** Read at the first start, when the database is made: a later change of the Secret changes nothing in it. */
  readonly credentials: SecretRef<'database' | 'username' | 'password'>;
  /** 1-65535. Default 5432. */
  readonly port?: number;
  /** Begins the variables of those who use it: `<prefix>_HOST`, `_PORT`, `_DB`, `_USER`, `_PASSWORD`. Default `POSTGRES`. */
  readonly prefix?: string;
}

/** `postgres` of the Debian images. Source: docker-library/postgres, Dockerfile: `useradd --uid=999`. */
const user = 999;
/** `nobody` of quay.io/prometheus/busybox. Source: prometheus-community/postgres_exporter, Dockerfile: `USER nobody`. */
const exporterUser = 65534;
const component = 'database';
const exporterPort = preset(9187, 'the port that the exporter listens on');
const volume = '/var/lib/postgresql/data';

/**
 * A PostgreSQL server from the official image, with an exporter. The image stops it with SIGINT, PostgreSQL's "fast
 * shutdown": sessions end, a checkpoint is written, nothing is lost.
 * Source: Docker Hub, `postgres`; PostgreSQL, "Shutting Down the Server"; prometheus-community/postgres_exporter.
 */
export class PostgresStore extends Construct {
  /** What services refer to. */
  readonly connection: Connection;

  constructor(scope: Construct, name: string, props: PostgresProps & { readonly platform: StorePlatform }) {
    super(scope, name);
    checkPort(this, props, 'port');
    checkCredentials(this, props, ['database', 'username', 'password']);
    this.connection = connectionOf(name, Chart.of(this).namespace, props);
    const port = portOf(props);
    const sharedMemory = memoryShare(props.resources, 1 / 4);
    statefulStore(this, name, props, {
      component,
      version: from(props, 'version'),
      user,
      data: volume,
      scratch: [
        { name: 'run', folder: '/var/run/postgresql' },
        { name: 'tmp', folder: '/tmp' },
        // Parallel queries share results there; a container's own has 64Mi.
        { name: 'shared-memory', folder: '/dev/shm', inMemory: sharedMemory },
      ],
      container: {
        image: text`docker.io/library/postgres:${from(props, 'version')}`,
        args: ['postgres', ...serverSettings(this, props, sharedMemory)],
        env: serverVariables(port, props.credentials),
        ...execProbes({
          ready: { command: isReady, period: 5, timeout: 5 },
          // 1: it refuses connections for a while, as it does when it recovers; 2: no answer.
          alive: { command: ['sh', '-c', `${isReady.join(' ')} || test $? -eq 1`], period: 10, timeout: 5 },
        }),
      },
      exporter: exporter({
        image: preset('docker.io/prometheuscommunity/postgres-exporter:v0.19.1', 'a version that is known to work'),
        port: exporterPort,
        alive: '/',
        user: exporterUser,
        env: [
          secretVariable('DATA_SOURCE_PASS', props.credentials, 'password'),
          { name: 'DATA_SOURCE_URI', value: text`localhost:${port}/postgres?sslmode=disable` },
          secretVariable('DATA_SOURCE_USER', props.credentials, 'username'),
        ],
      }),
      ports: [{ name: 'postgres', port }],
      metrics: { port: exporterPort, by: 'exporter' },
      shutdown: preset('2m' as const, 'the last checkpoint writes what is still in memory'),
    });
  }
}

/** A PostgreSQL server for `defineStore`. */
export function postgresStore<const Node extends string>(props: PostgresProps<Node>): Store<Node> {
  return {
    store: 'postgres',
    node: props.node,
    credentials: props.credentials,
    team: from(props, 'team'),
    component,
    metricsPort: exporterPort,
    connection: (name, namespace) => connectionOf(name, namespace, props),
    build: (scope, name, platform) => void new PostgresStore(scope, name, { ...props, platform }),
  };
}

const isReady = ['pg_isready', '-q', '-h', '127.0.0.1'];

function portOf(props: PostgresProps): Input<number> {
  return from(props, 'port') ?? preset(5432, 'the port of PostgreSQL');
}

function connectionOf(name: string, namespace: string | undefined, props: PostgresProps): Connection {
  const { credentials, prefix = 'POSTGRES' } = props;
  const variables = userVariables(prefix, { DB: 'database', USER: 'username', PASSWORD: 'password' });
  return storeConnection(name, namespace, { port: portOf(props), prefix, credentials, variables });
}

function serverVariables(port: Input<number>, credentials: SecretRef): Draft<EnvVar>[] {
  return [
    {
      name: 'PGDATA',
      value: preset(`${volume}/pgdata`, 'a new volume holds lost+found, and PostgreSQL wants an empty folder'),
    },
    { name: 'PGPORT', value: derive(port, String) },
    secretVariable('POSTGRES_DB', credentials, 'database'),
    {
      name: 'POSTGRES_INITDB_ARGS',
      value: preset(
        '--auth-host=scram-sha-256 --data-checksums',
        'who forwards the port needs the password too; a damaged page is noticed when it is read',
      ),
    },
    secretVariable('POSTGRES_PASSWORD', credentials, 'password'),
    secretVariable('POSTGRES_USER', credentials, 'username'),
  ];
}

function serverSettings(scope: Construct, props: PostgresProps, quarter: Input<number>): Input<string>[] {
  const all = settingsOf(scope, props, {
    presets: {
      shared_buffers: derive(quarter, (mib) => `${mib}MB`),
      effective_cache_size: derive(memoryShare(props.resources, 3 / 4), (mib) => `${mib}MB`),
    },
    decided: { port: 'port', data_directory: 'storage' },
  });
  return all.flatMap(([name, value]) => ['-c', derive(value, (written) => `${name}=${written}`)]);
}
