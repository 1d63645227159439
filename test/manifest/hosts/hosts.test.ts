import { calledPort, hostsIn, serviceOf } from '../../../src/manifest/hosts/hosts.js';

const hosts = (text: string) => hostsIn(text).map(({ host, port, form }) => `${form} ${host} ${port ?? ''}`.trim());

test.each([
  ['redis.data.svc.cluster.local', ['cluster redis.data.svc.cluster.local']],
  ['redis.data.svc:6379', ['cluster redis.data.svc 6379']],
  ['amqp://u:p@mq.rabbitmq.svc.cluster.local:5672/vhost', ['cluster mq.rabbitmq.svc.cluster.local 5672']],
  ['db-0.db.data.svc.cluster.local:5432', ['cluster db-0.db.data.svc.cluster.local 5432']],
  ['http://shop:8000/health', ['url shop 8000']],
  ['https://api.example.com/v1', ['url api.example.com']],
  ['postgresql+asyncpg://u:{{ .p | urlquery }}@db.data:5432/x', ['url db.data 5432']],
  ['http://$(HOST):80', []],
  ['shop:8000', ['pair shop 8000']],
  ['a.svc:1,b.c.svc:2', ['cluster b.c.svc 2']],
  ['nginx', []],
  ['std.svc.x', []],
  ['redis://:p@ss@cache.data.svc:6380/0', ['cluster cache.data.svc 6380']],
  ['--a=x.y.svc:1 --b=z.y.svc:2', ['cluster x.y.svc 1', 'cluster z.y.svc 2']],
  ['db.data.svc.', ['cluster db.data.svc']],
  ['xdb.data.svc_old', []],
])('%s', (text, expected) => {
  expect(hosts(text)).toEqual(expected);
});

const service = (host: string) => {
  const found = serviceOf(host, 'api', ['api', 'data']);
  return found && `${found.service.namespace}/${found.service.name}${found.pod ? ` ${found.pod}` : ''}`;
};

test.each([
  ['shop', 'api/shop'],
  ['redis.data', 'data/redis'],
  ['redis.data.svc', 'data/redis'],
  ['redis.elsewhere.svc.cluster.local', 'elsewhere/redis'],
  ['db-0.db.data.svc.cluster.local', 'data/db db-0'],
  ['api.example.com', undefined],
  ['redis.io', undefined],
  ['localhost', undefined],
  ['10.0.0.1', undefined],
])('%s', (host, expected) => {
  expect(service(host)).toBe(expected);
});

test('the port that is called is written, or that of the scheme', () => {
  const port = (text: string) => hostsIn(text).map(calledPort);
  expect(port('http://a.b.svc')).toEqual([80]);
  expect(port('http://a.b.svc:8000')).toEqual([8000]);
  expect(port('postgresql+asyncpg://u:p@db.data/x')).toEqual([5432]);
  expect(port('foo://a.b.svc')).toEqual([undefined]);
  expect(port('a.b.svc')).toEqual([undefined]);
});

test('long texts take no longer than they are', () => {
  const start = performance.now();
  for (const text of [
    'a.'.repeat(50_000),
    'http://'.repeat(20_000),
    `${'a-'.repeat(50_000)}.svc`,
    `x://${'a-'.repeat(30_000)}`,
  ])
    hostsIn(text);
  expect(performance.now() - start).toBeLessThan(1000);
});
