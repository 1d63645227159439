import { plain } from '../../src/construct/traced.js';
import { postgres } from './synth-store.js';

const server = (store: ReturnType<typeof postgres>) => store.get('StatefulSet').spec.template.spec.containers[0];
const variable = (container: { env: { name: string }[] }, name: string) =>
  container.env.find((entry) => entry.name === name);

it('takes another port everywhere at once: server, probes, exporter, Service, and what services are told', () => {
  const store = postgres({ port: 6000 });
  const [main, exporter] = store.get('StatefulSet').spec.template.spec.containers;
  expect(variable(main, 'PGPORT')).toMatchObject({ value: '6000' });
  expect(main.ports).toEqual([{ name: 'postgres', containerPort: 6000 }]);
  expect(variable(exporter, 'DATA_SOURCE_URI')).toMatchObject({ value: 'localhost:6000/postgres?sslmode=disable' });
  expect(store.get('Service', 'orders').spec.ports[0].port).toBe(6000);
  expect(plain(store.built.connection.port)).toBe(6000);
});

it('gives services its full name, and its credentials under names of their own', () => {
  const { connection } = postgres({ prefix: 'ORDERS' }).built;
  expect(connection).toMatchObject({ name: 'orders', host: 'orders.shop.svc.cluster.local', prefix: 'ORDERS' });
  expect(Object.keys(connection.variables ?? {})).toEqual(['ORDERS_DB', 'ORDERS_USER', 'ORDERS_PASSWORD']);
});

it('keeps its files below the mount, where lost+found is not in the way', () => {
  expect(variable(server(postgres()), 'PGDATA')).toMatchObject({ value: '/var/lib/postgresql/data/pgdata' });
});

it('sizes its caches by the memory limit, and lets the author decide otherwise', () => {
  expect(server(postgres()).args).toEqual([
    'postgres',
    '-c',
    'effective_cache_size=768MB',
    '-c',
    'shared_buffers=256MB',
  ]);
  const settings = { shared_buffers: '64MB', max_connections: 300 };
  expect(server(postgres({ settings })).args).toEqual([
    ...['postgres', '-c', 'effective_cache_size=768MB'],
    ...['-c', 'max_connections=300', '-c', 'shared_buffers=64MB'],
  ]);
});

it('has as much shared memory as buffers, within its limit', () => {
  const { volumes } = postgres().get('StatefulSet').spec.template.spec;
  expect(volumes).toContainEqual({ name: 'shared-memory', emptyDir: { medium: 'Memory', sizeLimit: '256Mi' } });
});

it('is asked for less when it is alive than when it is ready', () => {
  const { startupProbe, readinessProbe, livenessProbe } = server(postgres());
  expect(readinessProbe.exec.command).toEqual(['pg_isready', '-q', '-h', '127.0.0.1']);
  expect(livenessProbe.exec.command.at(-1)).toContain('|| test $? -eq 1');
  expect(startupProbe.failureThreshold * startupProbe.periodSeconds).toBe(600);
});

it('has no files, and so no checksum', () => {
  const store = postgres();
  expect(store.get('ConfigMap')).toBeUndefined();
  expect(store.get('StatefulSet').spec.template.metadata.annotations).toBeUndefined();
});
