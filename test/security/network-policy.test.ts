import { Chart, Testing } from 'cdk8s';
import { type Connection, connection, outside } from '../../src/construct/connection.js';
import { defaultDeny } from '../../src/construct/isolation.js';
import { ingressClass } from '../../src/construct/platform.js';
import { defaultDenyPolicy } from '../../src/security/network-policy.js';
import { privateRanges } from '../../src/values/cidr.js';
import { model, overlayNetwork, platform, routableNetwork, service, worker } from '../service/synth-service.js';

const prometheus = { name: 'Prometheus', namespace: 'watch', labels: { app: 'prometheus' } };
const isolation = defaultDeny({ scrapers: [prometheus] });
const network = { ...overlayNetwork, nodes: '10.0.0.0/16' };
const isolated = platform({ isolation, cluster: model(network) });
const database = connection('db', {
  host: 'db.data.svc.cluster.local',
  port: 5432,
  prefix: 'DB',
  pods: { namespace: 'data', labels: { app: 'db' } },
});
const scrape = {
  from: [
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'watch' } },
      podSelector: { matchLabels: { app: 'prometheus' } },
    },
  ],
  ports: [{ port: 'http' }],
};
const dns = {
  to: [
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    },
  ],
  ports: [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ],
};
const policies = (given: Pick<ReturnType<typeof service>, 'ofKind'>) =>
  Object.fromEntries(
    given
      .ofKind('NetworkPolicy')
      .map((policy) => [`${policy.metadata.namespace}/${policy.metadata.name}`, policy.spec]),
  );

it('writes none where the environment does not isolate', () => {
  expect(service({ uses: [database] }).kinds).not.toContain('NetworkPolicy');
});

it('closes a service that calls nothing, but for its metrics', () => {
  expect(policies(service({ platform: isolated }))).toEqual({
    'shop/cart': {
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'cart' } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [scrape],
    },
  });
});

it('opens both ends of a call, and name look-ups with it', () => {
  const given = policies(service({ platform: isolated, uses: [database] }));
  expect(given['shop/cart'].egress).toEqual([
    dns,
    {
      to: [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'data' } },
          podSelector: { matchLabels: { app: 'db' } },
        },
      ],
      ports: [{ port: 5432 }],
    },
  ]);
  expect(given['data/cart-to-db']).toEqual({
    podSelector: { matchLabels: { app: 'db' } },
    policyTypes: ['Ingress'],
    ingress: [
      {
        from: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } },
            podSelector: { matchLabels: { 'app.kubernetes.io/name': 'cart' } },
          },
        ],
        ports: [{ port: 5432 }],
      },
    ],
  });
});

it('lets the call through to the port of the pod, not to that of the Service', () => {
  const stock = connection('stock', {
    host: 'stock.shop.svc.cluster.local',
    port: 80,
    prefix: 'STOCK',
    pods: { namespace: 'shop', labels: { app: 'stock' }, port: 9000 },
  });
  const given = policies(service({ platform: isolated, uses: [stock] }));
  expect(given['shop/cart-to-stock'].ingress[0]).toEqual({
    from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'cart' } } }],
    ports: [{ port: 9000 }],
  });
});

it('names the port where the fleet makes the pods that let in, and numbers it where the caller is let out', () => {
  const stock: Connection = {
    kind: 'connection',
    name: 'stock',
    host: 'stock.shop.svc.cluster.local',
    port: 9000,
    at: [{ to: { name: 'stock', namespace: 'shop', labels: { app: 'stock' } }, port: 9000, portName: 'http' }],
  };
  const given = policies(service({ platform: isolated, uses: [stock] }));
  expect(given['shop/cart-to-stock'].ingress[0].ports).toEqual([{ port: 'http' }]);
  expect(given['shop/cart'].egress.at(-1).ports).toEqual([{ port: 9000 }]);
});

it('opens the internet, and nothing private, to a host whose addresses are not declared', () => {
  const given = policies(worker({ platform: isolated, uses: [outside('llm', { host: 'llm.test' })] }));
  expect(given['shop/mailer'].egress[1]).toEqual({
    to: [{ ipBlock: { cidr: '0.0.0.0/0', except: privateRanges } }],
    ports: [{ port: 443 }],
  });
  expect(Object.keys(given)).toEqual(['shop/mailer']);
});

it('opens no more than the addresses that are declared', () => {
  const bank = outside('bank', { host: 'bank.test', port: 8443, addresses: ['203.0.113.0/28', '203.0.113.64/28'] });
  const { egress } = policies(service({ platform: isolated, uses: [bank] }))['shop/cart'];
  expect(egress.slice(1)).toEqual([
    { to: [{ ipBlock: { cidr: '203.0.113.0/28' } }], ports: [{ port: 8443 }] },
    { to: [{ ipBlock: { cidr: '203.0.113.64/28' } }], ports: [{ port: 8443 }] },
  ]);
});

it('asks the DNS cache of the node too, where there is one', () => {
  const cluster = model({ ...network, nodeLocalDns: '169.254.20.10' });
  const { egress } = policies(service({ platform: platform({ isolation, cluster }), uses: [database] }))['shop/cart'];
  expect(egress[1]).toEqual({ to: [{ ipBlock: { cidr: '169.254.20.10/32' } }], ports: dns.ports });
});

describe('requests from outside', () => {
  const route = '/api/v1/cart';
  const entrance = (given: Pick<ReturnType<typeof service>, 'ofKind'>) => policies(given)['shop/cart'].ingress[0];

  it('keep the address of the load balancer on their way through a node', () => {
    const given = service({ platform: isolated, route });
    expect(given.get('Service').spec).toMatchObject({ type: 'NodePort', externalTrafficPolicy: 'Local' });
    expect(entrance(given)).toEqual({ from: [{ ipBlock: { cidr: '10.0.0.0/16' } }], ports: [{ port: 'http' }] });
  });

  it('are sent only to nodes that have pods of the service', () => {
    const target = 'alb.ingress.kubernetes.io/target-node-labels';
    const { annotations } = service({ platform: isolated, route, node: 'plain' }).get('Ingress').metadata;
    expect(annotations[target]).toBe('role=plain');
    expect(service({ platform: isolated, route }).get('Ingress').metadata.annotations).not.toHaveProperty([target]);
  });

  it('come from the subnets of the load balancer where these are known', () => {
    const cluster = model({ ...routableNetwork, nodes: '10.0.0.0/16', loadBalancers: '10.0.32.0/20' });
    const given = service({ platform: platform({ isolation, cluster }), route });
    expect(entrance(given).from).toEqual([{ ipBlock: { cidr: '10.0.32.0/20' } }]);
    expect(given.get('Service').spec).not.toHaveProperty('externalTrafficPolicy');
  });

  it('come from the pods of the ingress controller', () => {
    const pods = { name: 'ingress-nginx', namespace: 'ingress-nginx', labels: { app: 'ingress' } };
    const ingress = ingressClass('nginx', { host: 'shop.test', pods });
    expect(entrance(service({ platform: platform({ isolation, ingress }), route })).from).toEqual([
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } },
        podSelector: { matchLabels: { app: 'ingress' } },
      },
    ]);
  });
});

it('lets nothing in to a worker but its metrics', () => {
  expect(policies(worker({ platform: isolated }))['shop/mailer']).toEqual({
    podSelector: { matchLabels: { 'app.kubernetes.io/name': 'mailer' } },
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{ ...scrape, ports: [{ port: 'metrics' }] }],
  });
});

it('rejects a call to nobody knows what', () => {
  const legacy = connection('legacy', { host: 'legacy.test', port: 80, prefix: 'LEGACY' });
  expect(service({ platform: isolated, uses: [legacy] }).rejected).toMatchObject([
    { rule: 'connection-unplaced', message: 'nothing says which pods or addresses are behind "legacy"' },
  ]);
});

it('closes a whole namespace in both directions', () => {
  const chart = new Chart(Testing.app(), 'test');
  defaultDenyPolicy(chart, 'shop', {});
  expect(Testing.synth(chart)).toMatchObject([
    {
      kind: 'NetworkPolicy',
      metadata: { namespace: 'shop' },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    },
  ]);
});
