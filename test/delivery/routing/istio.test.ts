import { istio } from '../../../src/construct/platform.js';
import { blueGreen } from '../../../src/delivery/blue-green/blue-green.js';
import { canary } from '../../../src/delivery/canary/canary.js';
import { pause, weight } from '../../../src/delivery/canary/step.js';
import { cookie, header } from '../../../src/delivery/entrance/match.js';
import { rolling } from '../../../src/delivery/rolling.js';
import { platform } from '../../service/synth-service.js';
import { deliver, environments } from '../deliver.js';

const steps = [weight(10), pause('5m')] as const;
const byIstio = (props: Partial<Parameters<typeof canary>[0]> = {}, changes = {}) =>
  deliver(canary({ steps, ...props }), { platform: environments.istio, ...changes });
const host = 'cart.shop.svc.cluster.local';

it('splits between two subsets of one Service, and the Rollout names the route, the rule and both', () => {
  const { get, kinds } = byIstio();
  expect(kinds).toEqual(
    expect.arrayContaining(['DestinationRule', 'Rollout', 'Service', 'ServiceAccount', 'VirtualService']),
  );
  expect(kinds).not.toContain('Ingress');
  expect(get('DestinationRule').spec).toEqual({
    host,
    subsets: ['stable', 'canary'].map((name) => ({ name, labels: { 'app.kubernetes.io/name': 'cart' } })),
  });
  expect(get('Rollout').spec.strategy.canary.trafficRouting).toEqual({
    istio: {
      virtualService: { name: 'cart', routes: ['primary'] },
      destinationRule: { name: 'cart', stableSubsetName: 'stable', canarySubsetName: 'canary' },
    },
  });
});

it('hears requests from the gateway by path element, and those of callers inside by name', () => {
  const { spec } = byIstio().get('VirtualService');
  expect(spec.hosts).toEqual(['shop.test', host]);
  expect(spec.gateways).toEqual(['istio-system/public', 'mesh']);
  expect(spec.http).toEqual([
    {
      name: 'primary',
      match: [{ uri: { exact: '/cart' } }, { uri: { prefix: '/cart/' } }, { gateways: ['mesh'] }],
      route: [
        { destination: { host, port: { number: 8000 }, subset: 'stable' }, weight: 100 },
        { destination: { host, port: { number: 8000 }, subset: 'canary' }, weight: 0 },
      ],
    },
  ]);
});

it('needs no way in from outside', () => {
  const { spec } = byIstio({}, { route: undefined }).get('VirtualService');
  expect(spec).toMatchObject({ hosts: [host], gateways: ['mesh'] });
  expect(spec.http[0]).not.toHaveProperty('match');
});

it('sends requests with a header or a cookie wholly to the canary, before the rest is split', () => {
  const { get, rejected } = byIstio({ always: [header('Canary', 'true'), cookie('canary', 'always')] });
  expect(rejected).toEqual([]);
  const routes = get('VirtualService').spec.http;
  expect(routes.map(({ name }: { name: string }) => name)).toEqual([
    'canary-by-header-canary',
    'canary-by-cookie-canary',
    'primary',
  ]);
  expect(routes[0].match[0]).toEqual({ uri: { exact: '/cart' }, headers: { canary: { exact: 'true' } } });
  expect(routes[0].route).toEqual([{ destination: { host, port: { number: 8000 }, subset: 'canary' } }]);
  const regex = new RegExp(routes[1].match[0].headers.cookie.regex);
  expect(['canary=always', 'a=b; canary=always; c=d'].every((one) => regex.test(one))).toBe(true);
  expect(['mycanary=always', 'canary=always2', 'canary=never'].some((one) => regex.test(one))).toBe(false);
});

it('tells Argo CD to leave the weights, and the hashes in the subsets', () => {
  expect(byIstio().rewrites.map(({ object, jq }) => [object.kind, jq])).toEqual([
    ['VirtualService', ['.spec.http[].route[].weight']],
    ['DestinationRule', ['.spec.subsets[].labels["rollouts-pod-template-hash"]']],
  ]);
});

it('speaks mutual TLS alone where the environment asks for it', () => {
  const ingress = istio({ host: 'shop.test', gateway: { name: 'g', namespace: 'i' }, mutualTls: 'strict' });
  const { get } = byIstio({}, { platform: platform({ ingress }) });
  expect(get('DestinationRule').spec.trafficPolicy).toEqual({ tls: { mode: 'ISTIO_MUTUAL' } });
  expect(get('PeerAuthentication').spec).toEqual({
    selector: { matchLabels: { 'app.kubernetes.io/name': 'cart' } },
    mtls: { mode: 'STRICT' },
  });
});

it.each([rolling(), blueGreen()])('leads the way in to the Service where nothing is split ($strategy)', (delivery) => {
  const { get, kinds } = deliver(delivery, { platform: environments.istio });
  expect(kinds).not.toContain('DestinationRule');
  expect(get('VirtualService').spec).toEqual({
    hosts: ['shop.test'],
    gateways: ['istio-system/public'],
    http: [
      {
        name: 'primary',
        match: [{ uri: { exact: '/cart' } }, { uri: { prefix: '/cart/' } }],
        route: [{ destination: { host, port: { number: 8000 } } }],
      },
    ],
  });
});
