import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import type { Connection } from '../construct/connection.js';
import { checkPort } from '../construct/ports.js';
import type { SecretRef } from '../construct/secrets/secret.js';
import { combine, derive, from, type Input, preset, text } from '../construct/traced.js';
import { checkCredentials, secretVariable, userVariables } from './credentials.js';
import { execProbes } from './exec-probes.js';
import { memoryShare } from './memory.js';
import { settingsOf } from './settings.js';
import { statefulStore } from './stateful-store.js';
import { type Store, type StorePlatform, type StoreProps, storeConnection } from './store.js';

/** What is chosen of a RabbitMQ that the fleet runs itself. */
export interface RabbitmqProps<Node extends string = string> extends StoreProps<Node> {
  /** Tag of the official image with the management plugin: `4.2.9-management`. */
  readonly version: `${number}.${number}.${number}-management`;
  /** Read at the first start, when the user is made: a later change of the Secret changes nothing in it. */
  readonly credentials: SecretRef<'username' | 'password'>;
  /** Port of AMQP: 1-65535. Default 5672. */
  readonly port?: number;
  /** Begins the variables of those who use it: `<prefix>_HOST`, `_PORT`, `_USER`, `_PASSWORD`. Default `RABBITMQ`. */
  readonly prefix?: string;
}

/** `rabbitmq` of the Ubuntu images. Source: docker-library/rabbitmq, Dockerfile: `useradd --uid 999`. */
const user = 999;
const home = '/var/lib/rabbitmq';
const component = 'message-queue';
const metricsPort = preset(15692, 'the port of the plugin rabbitmq_prometheus');

/**
 * A RabbitMQ broker from the official image; its own plugin tells Prometheus of it. The broker's name, under which its
 * data lies, is that of the pod, which a StatefulSet keeps.
 * Source: Docker Hub, `rabbitmq`; RabbitMQ, "Configuration", "Memory Threshold", "Free Disk Space Alarms", "Monitoring".
 */
export class RabbitmqStore extends Construct {
  /** What services refer to. */
  readonly connection: Connection;

  constructor(scope: Construct, name: string, props: RabbitmqProps & { readonly platform: StorePlatform }) {
    super(scope, name);
    checkPort(this, props, 'port');
    checkCredentials(this, props, ['username', 'password']);
    this.connection = connectionOf(name, Chart.of(this).namespace, props);
    statefulStore(this, name, props, {
      component,
      version: from(props, 'version'),
      user,
      data: `${home}/mnesia`,
      scratch: [
        // The cookie lies there, which only its owner may read: on the volume, the kubelet would open it to the group.
        { name: 'home', folder: home },
        { name: 'log', folder: '/var/log/rabbitmq' },
        { name: 'tmp', folder: '/tmp' },
      ],
      // Over the image's folder: what it says there is said here.
      files: { '/etc/rabbitmq/conf.d/10-store.conf': configuration(this, props) },
      container: {
        image: text`docker.io/library/rabbitmq:${from(props, 'version')}`,
        env: [
          {
            name: 'ERL_CRASH_DUMP_BYTES',
            value: preset('33554432', 'a dump of the whole memory would fill the folder and evict the pod'),
          },
          secretVariable('RABBITMQ_DEFAULT_PASS', props.credentials, 'password'),
          secretVariable('RABBITMQ_DEFAULT_USER', props.credentials, 'username'),
        ],
        // Each question starts an Erlang machine of its own, which takes seconds of CPU.
        ...execProbes({
          ready: { command: ask('check_running'), period: 20, timeout: 20 },
          alive: { command: ask('ping'), period: 60, timeout: 30 },
        }),
      },
      ports: [
        { name: 'amqp', port: portOf(props) },
        { name: 'management', port: preset(15672, 'the port of the management plugin') },
      ],
      metrics: { port: metricsPort, by: 'server' },
      shutdown: preset('2m' as const, 'queues are written out and clients are told'),
    });
  }
}

/** A RabbitMQ broker for `defineStore`. */
export function rabbitmqStore<const Node extends string>(props: RabbitmqProps<Node>): Store<Node> {
  return {
    store: 'rabbitmq',
    node: props.node,
    credentials: props.credentials,
    team: from(props, 'team'),
    component,
    metricsPort,
    connection: (name, namespace) => connectionOf(name, namespace, props),
    build: (scope, name, platform) => void new RabbitmqStore(scope, name, { ...props, platform }),
  };
}

function ask(question: string): string[] {
  return ['rabbitmq-diagnostics', '-q', question];
}

function portOf(props: RabbitmqProps): Input<number> {
  return from(props, 'port') ?? preset(5672, 'the port of AMQP');
}

function connectionOf(name: string, namespace: string | undefined, props: RabbitmqProps): Connection {
  const { credentials, prefix = 'RABBITMQ' } = props;
  const variables = userVariables(prefix, { USER: 'username', PASSWORD: 'password' });
  return storeConnection(name, namespace, { port: portOf(props), prefix, credentials, variables });
}

/** Source: RabbitMQ, "Configuration: rabbitmq.conf". */
function configuration(scope: Construct, props: RabbitmqProps): Input<string> {
  // Above it publishers wait. The broker cannot always see the limit of its container.
  const watermark = derive(memoryShare(props.resources, 0.6), (mib) => `${mib}MiB`);
  const lines = settingsOf(scope, props, {
    presets: {
      'listeners.tcp.default': portOf(props),
      'log.console': preset('true', 'the cluster collects what containers print'),
      'log.file': preset('false', 'nobody reads a file inside a container, and it grows'),
      'vm_memory_high_watermark.absolute': watermark,
      // Room to write out all of the memory.
      'disk_free_limit.absolute': watermark,
    },
    decided: { 'listeners.tcp.default': 'port', default_user: 'credentials', default_pass: 'credentials' },
  }).map(([name, value]) => derive(value, (written) => `${name} = ${written}\n`));
  return combine(lines, (...texts: string[]) => texts.join(''));
}
