import { plain } from '../../src/construct/traced.js';
import { redis } from './synth-store.js';

const file = (changes: Parameters<typeof redis>[0] = {}) => redis(changes).get('ConfigMap').data['redis.conf'];

it('writes every change to a file, and takes no more memory than leaves room to rewrite it', () => {
  expect(file()).toBe('appendonly yes\ndir /data\nmaxmemory 614mb\nmaxmemory-policy noeviction\nport 6379\nsave ""\n');
});

it('drops what the author says may go, when memory is full', () => {
  expect(file({ whenFull: 'allkeys-lru' })).toContain('maxmemory-policy allkeys-lru\n');
});

it('takes another port everywhere at once', () => {
  const store = redis({ port: 6400 });
  const [server, exporter] = store.get('StatefulSet').spec.template.spec.containers;
  expect(store.get('ConfigMap').data['redis.conf']).toContain('port 6400\n');
  for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe'])
    expect(server[probe].exec.command).toEqual(expect.arrayContaining(['-p', '6400']));
  expect(server.ports).toEqual([{ name: 'redis', containerPort: 6400 }]);
  expect(exporter.env[0]).toEqual({ name: 'REDIS_ADDR', value: 'redis://localhost:6400' });
  expect(store.get('Service', 'sessions').spec.ports[0].port).toBe(6400);
  expect(plain(store.built.connection.port)).toBe(6400);
});

it('restarts when its file changes', () => {
  const checksum = (changes = {}) =>
    redis(changes).get('StatefulSet').spec.template.metadata.annotations['checksum/files'];
  expect(checksum()).toBe(checksum());
  expect(checksum({ settings: { timeout: 300 } })).not.toBe(checksum());
});

it('takes its password from a variable, never from a file', () => {
  const [server] = redis().get('StatefulSet').spec.template.spec.containers;
  expect(server.args).toEqual(['redis-server', '/usr/local/etc/redis/redis.conf', '--requirepass', '$(REDISCLI_AUTH)']);
  expect(server.env).toEqual([
    { name: 'REDISCLI_AUTH', valueFrom: { secretKeyRef: { name: 'cache', key: 'password' } } },
  ]);
});

it('refuses a password among its settings', () => {
  const { rejected } = redis({ settings: { requirepass: 'made-up' } });
  expect(rejected).toMatchObject([
    { rule: 'store-setting', message: 'setting "requirepass" is decided by "credentials"' },
  ]);
});
