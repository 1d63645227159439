import { hostsIn, serviceNames } from '../../src/network/hosts.js';

it.each([
  ['http://stock.store', [{ host: 'stock.store', port: 80 }]],
  ['https://stock.store:8443/path?x=1', [{ host: 'stock.store', port: 8443 }]],
  ['postgresql+asyncpg://user:pw@db.data.svc.cluster.local/app', [{ host: 'db.data.svc.cluster.local', port: 5432 }]],
  ['redis://:p@ss@cache.data.svc:6380/0', [{ host: 'cache.data.svc', port: 6380 }]],
  ['grpc.data.svc.cluster.local:50051', [{ host: 'grpc.data.svc.cluster.local', port: 50051 }]],
  ['stock.store.svc', [{ host: 'stock.store.svc', port: undefined }]],
  ['stock:9000', [{ host: 'stock', port: 9000 }]],
  ['stock', [{ host: 'stock', port: undefined }]],
  [
    '--a=x.y.svc:1 --b=z.y.svc:2',
    [
      { host: 'x.y.svc', port: 1 },
      { host: 'z.y.svc', port: 2 },
    ],
  ],
  ['http://a.b.svc:8000,http://a.b.svc:8000', [{ host: 'a.b.svc', port: 8000 }]],
  ['foo://a.b', [{ host: 'a.b', port: undefined }]],
  ['http://{{ .host }}', []],
  ['some words, no host', []],
  ['/var/run/x.svc', []],
  ['db.data.svc:99999', [{ host: 'db.data.svc', port: undefined }]],
  ['redis://10.0.0.1', [{ host: '10.0.0.1', port: 6379 }]],
  ['', []],
])('%s', (text, expected) => {
  expect(hostsIn(text)).toEqual(expected);
});

it('does not take long over long texts', () => {
  const start = performance.now();
  hostsIn('a.'.repeat(50_000));
  hostsIn('http://'.repeat(20_000));
  hostsIn(`${'a-'.repeat(50_000)}.svc`);
  expect(performance.now() - start).toBeLessThan(2000);
});

it.each([
  ['db', [{ name: 'db', namespace: 'here', explicit: false }]],
  ['db.data', [{ name: 'db', namespace: 'data', explicit: false }]],
  ['db.data.svc', [{ name: 'db', namespace: 'data', explicit: true }]],
  ['db.data.svc.cluster.local', [{ name: 'db', namespace: 'data', explicit: true }]],
  ['db-0.db.data.svc.cluster.local', [{ name: 'db', namespace: 'data', explicit: true }]],
  ['a.b.c.example.com', []],
])('%s is a Service', (host, expected) => {
  expect(serviceNames(host, 'here')).toEqual(expected);
});
