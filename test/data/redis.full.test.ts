import { install } from '../debian.js';
import { images } from './images.js';
import { isolated, Pod } from './pod.js';
import { redis } from './synth-store.js';

// A real Redis, run as the manifest says. Made-up password.
const { get } = redis();
const pod = new Pod(
  get('StatefulSet'),
  get('ConfigMap'),
  { password: 'made-up "quoted" $word' },
  { user: 'redis', home: '/data', path: '/usr/bin:/bin', workdir: '/data', entrypoint: 'exec "$@"' },
);
const { stopSignal } = images['docker.io/library/redis'] as { stopSignal: NodeJS.Signals };
const cli = (...args: string[]) => pod.exec(['redis-cli', ...args]).out.trim();

(isolated() ? describe : describe.skip)('Redis', () => {
  beforeAll(async () => {
    install('redis-server', 'prometheus-redis-exporter');
    await pod.create();
    pod.start();
    await pod.ready();
  }, 300_000);
  afterAll(() => pod.forget());

  it('serves, and its probes say so', () => {
    expect(cli('ping')).toBe('PONG');
    expect(pod.probe('readinessProbe').status).toBe(0);
    expect(pod.probe('livenessProbe').status).toBe(0);
  });

  it('runs with the settings of the manifest', () => {
    expect(cli('config', 'get', 'maxmemory').split('\n')[1]).toBe(String(614 * 1024 * 1024));
    expect(cli('config', 'get', 'maxmemory-policy').split('\n')[1]).toBe('noeviction');
    expect(cli('config', 'get', 'appendonly').split('\n')[1]).toBe('yes');
    expect(cli('config', 'get', 'dir').split('\n')[1]).toBe('/data');
  });

  it('cannot write outside its volumes', () => {
    for (const folder of ['/', '/tmp', '/usr/local/etc/redis'])
      expect(pod.exec(['touch', `${folder}/x`])).toMatchObject({
        status: 1,
        out: expect.stringContaining('Read-only'),
      });
  });

  it('refuses who has no password: alive, but not ready for such a client', () => {
    const refused = { REDISCLI_AUTH: '' };
    expect(pod.exec(['redis-cli', 'ping'], refused)).toMatchObject({
      status: 0,
      out: expect.stringContaining('NOAUTH'),
    });
    expect(pod.exec(['redis-cli', '-e', 'ping'], refused).status).not.toBe(0);
  });

  it('loses nothing when it is told to stop, though it stops within a second', async () => {
    for (let i = 0; i < 50; i++) cli('set', `key-${i}`, 'kept');
    expect(await pod.stop(stopSignal)).toBeLessThan(
      get('StatefulSet').spec.template.spec.terminationGracePeriodSeconds,
    );
    expect(pod.probe('livenessProbe').status).not.toBe(0);
    pod.start();
    await pod.ready();
    expect(cli('dbsize')).toBe('50');
  });

  it('loses nothing older than a second when it is killed', async () => {
    cli('set', 'before-the-kill', 'kept');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await pod.stop('SIGKILL');
    pod.start();
    await pod.ready();
    expect(cli('get', 'before-the-kill')).toBe('kept');
  }, 20_000);

  it('comes back with its data after its node was drained', async () => {
    await pod.stop(stopSignal);
    pod.remove();
    await pod.create();
    pod.start();
    await pod.ready();
    expect(cli('dbsize')).toBe('51');
  }, 20_000);

  it('has an exporter that finds it', async () => {
    const exporter = pod.beside(1, ['prometheus-redis-exporter']);
    const ask = (path: string) =>
      pod.exec(['curl', '-sf', '--retry', '5', '--retry-connrefused', `localhost:9121${path}`]);
    try {
      expect(ask('/health').status).toBe(0);
      expect(ask('/metrics').out).toMatch(/^redis_up 1$/m);
    } finally {
      exporter.kill('SIGKILL');
    }
  }, 20_000);
});
