import { install } from '../debian.js';
import { images } from './images.js';
import { isolated, Pod } from './pod.js';
import { rabbitmq } from './synth-store.js';

// A real RabbitMQ, run as the manifest says. Made-up credentials.
const secrets = { username: 'shop', password: 'made-up "quoted" $word' };
const { get } = rabbitmq();
const pod = new Pod(get('StatefulSet'), get('ConfigMap'), secrets, {
  user: 'rabbitmq',
  home: '/var/lib/rabbitmq',
  path: '/usr/lib/rabbitmq/bin:/usr/bin:/bin',
  // The image with the management plugin.
  files: {
    '/etc/rabbitmq/enabled_plugins': '[rabbitmq_management,rabbitmq_prometheus].\n',
    '/etc/rabbitmq/rabbitmq-env.conf': '',
  },
  entrypoint: 'export RUNNING_UNDER_SYSTEMD=true; exec "$@"',
  args: ['rabbitmq-server'],
});
const { stopSignal } = images['docker.io/library/rabbitmq'] as { stopSignal: NodeJS.Signals };

function api(method: string, path: string, body: object | undefined = undefined) {
  const data = body ? ['-d', JSON.stringify(body), '-H', 'content-type: application/json'] : [];
  const login = ['-u', `${secrets.username}:${secrets.password}`];
  return pod.exec(['curl', '-sf', '-X', method, ...login, ...data, `http://localhost:15672/api/${path}`]);
}
/** Messages in the queue, as the server counts them after some seconds. */
const messages = () => pod.exec(['rabbitmqctl', '-q', 'list_queues', 'name', 'messages']).out;

(isolated() ? describe : describe.skip)('RabbitMQ', () => {
  beforeAll(async () => {
    install('rabbitmq-server', 'curl');
    await pod.create();
    pod.start();
    await pod.ready(120);
  }, 400_000);
  afterAll(() => pod.forget());

  it('serves, and its probes say so in time', () => {
    for (const name of ['readinessProbe', 'livenessProbe'] as const) {
      const { status, milliseconds } = pod.probe(name);
      console.log(`${name}: ${milliseconds} ms`);
      expect(status).toBe(0);
    }
  }, 60_000);

  it('runs with the settings of the manifest', () => {
    const { out } = pod.exec(['rabbitmq-diagnostics', '-q', 'status', '--formatter', 'json']);
    const status = JSON.parse(out.slice(out.indexOf('{')));
    const limit = 614 * 2 ** 20;
    expect(status).toMatchObject({ vm_memory_high_watermark_limit: limit, disk_free_limit: limit });
    expect(status.log_files).toContain('<stdout>');
    // Debian's 3.10 keeps a log of upgrades besides.
    expect(pod.exec(['ls', '/var/log/rabbitmq']).out).toMatch(/^(?:rabbit@mail-0_upgrade\.log\n)?$/);
  }, 20_000);

  it('listens for clients, and tells Prometheus of itself', () => {
    expect(pod.exec(['rabbitmq-diagnostics', '-q', 'check_port_connectivity']).status).toBe(0);
    expect(pod.exec(['rabbitmq-diagnostics', '-q', 'check_port_listener', '5672']).status).toBe(0);
    expect(pod.exec(['curl', '-sf', 'localhost:15692/metrics']).out).toMatch(/^rabbitmq_identity_info/m);
  }, 30_000);

  it('knows the user of the Secret, and no other', () => {
    expect(api('GET', 'whoami').status).toBe(0);
    expect(pod.exec(['rabbitmqctl', '-q', 'list_users']).out).toBe('user\ttags\nshop\t[administrator]\n');
  }, 20_000);

  it('cannot write outside its volumes', () => {
    for (const folder of ['/', '/etc/rabbitmq', '/etc/rabbitmq/conf.d', '/usr/lib/rabbitmq'])
      expect(pod.exec(['touch', `${folder}/x`]).status).toBe(1);
  });

  it('loses nothing when it is told to stop', async () => {
    expect(api('PUT', 'queues/%2F/letters', { durable: true }).status).toBe(0);
    const letter = {
      properties: { delivery_mode: 2 },
      routing_key: 'letters',
      payload: 'kept',
      payload_encoding: 'string',
    };
    expect(api('POST', 'exchanges/%2F/amq.default/publish', letter).out).toBe('{"routed":true}');
    const { terminationGracePeriodSeconds } = get('StatefulSet').spec.template.spec;
    const seconds = await pod.stop(stopSignal);
    console.log(`stop: ${seconds.toFixed(1)} s`);
    expect(seconds).toBeLessThan(terminationGracePeriodSeconds);
    expect(pod.probe('livenessProbe').status).not.toBe(0);
    pod.start();
    await pod.ready(120);
    expect(messages()).toContain('letters\t1');
  }, 180_000);

  it('loses nothing when it is killed', async () => {
    await pod.stop('SIGKILL');
    pod.start();
    await pod.ready(120);
    expect(messages()).toContain('letters\t1');
  }, 180_000);

  it('comes back with its data after its node was drained, with a cookie of its own', async () => {
    const cookie = () => pod.exec(['sh', '-c', 'stat -c %a ~/.erlang.cookie; cat ~/.erlang.cookie']).out;
    const before = cookie();
    await pod.stop(stopSignal);
    pod.remove();
    await pod.create();
    pod.start();
    await pod.ready(120);
    expect(messages()).toContain('letters\t1');
    expect(cookie()).toMatch(/^400\n/);
    expect(cookie()).not.toBe(before);
  }, 180_000);
});
