import { defaultDeny } from '../../../src/construct/isolation.js';
import { ingressClass } from '../../../src/construct/platform.js';
import { secret } from '../../../src/construct/secrets/secret.js';
import { flagger } from '../../../src/delivery/flagger/flagger.js';
import { flaggerQuery, requestDuration, requestSuccessRate } from '../../../src/delivery/flagger/metrics.js';
import type { FlaggerProps } from '../../../src/delivery/flagger/props.js';
import { rolling } from '../../../src/delivery/rolling.js';
import { automatic, fixed } from '../../../src/service/scale.js';
import { platform, worker } from '../../service/synth-service.js';
import { deliver, environments } from '../deliver.js';

const props: FlaggerProps = {
  interval: '1m',
  threshold: 5,
  maxWeight: 50,
  stepWeight: 10,
  metrics: [requestSuccessRate({ atLeast: 99, interval: '1m' })],
};
const scale = automatic({ min: 2, max: 4, cpu: 70 });
const released = (
  environment: keyof typeof environments,
  more: Partial<FlaggerProps> = {},
  changes: Parameters<typeof deliver>[1] = {},
) => deliver(flagger({ ...props, ...more }), { platform: environments[environment], scale, ...changes });

it('lets a drain take one pod of those that serve: the copies that Flagger makes', () => {
  expect(released('nginx').get('PodDisruptionBudget').spec.selector).toEqual({
    matchLabels: { 'app.kubernetes.io/name': 'cart-primary' },
  });
});

it('is rejected where pods are isolated: no policy would open the copies', () => {
  const platform = { ...environments.nginx, isolation: defaultDeny({ scrapers: [] }) };
  expect(released('nginx', {}, { platform }).rejected.map(({ rule }) => rule)).toContain('isolation-copies');
});

it('is a Deployment and a Canary; the Services, the second Deployment and its autoscaler are Flagger’s to make', () => {
  const { get, kinds, rejected } = released('nginx');
  expect(rejected).toEqual([]);
  expect(kinds).toEqual([
    'Canary',
    'Deployment',
    'HorizontalPodAutoscaler',
    'Ingress',
    'PodDisruptionBudget',
    'ServiceAccount',
  ]);
  expect(get('Deployment').spec).not.toHaveProperty('replicas');
  expect(get('Canary').spec).toMatchObject({
    provider: 'nginx',
    targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'cart' },
    autoscalerRef: { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', name: 'cart' },
    ingressRef: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'cart' },
    progressDeadlineSeconds: 600,
    service: { port: 8000, portName: 'http', targetPort: 'http' },
    analysis: {
      interval: '1m',
      threshold: 5,
      maxWeight: 50,
      stepWeight: 10,
      metrics: [{ name: 'request-success-rate', interval: '1m', thresholdRange: { min: 99 } }],
    },
  });
  expect(get('HorizontalPodAutoscaler').metadata.name).toBe('cart');
  expect(get('Ingress').spec.rules[0].http.paths[0].backend.service.name).toBe('cart');
});

it('lets Flagger make the routes of Istio and of the Gateway API', () => {
  const mesh = released('istio');
  expect(mesh.kinds).not.toContain('VirtualService');
  expect(mesh.get('Canary').spec.service).toMatchObject({
    hosts: ['shop.test'],
    gateways: ['istio-system/public', 'mesh'],
    match: [{ uri: { exact: '/cart' } }, { uri: { prefix: '/cart/' } }, { gateways: ['mesh'] }],
  });
  expect(released('istio', {}, { route: undefined }).get('Canary').spec.service).toEqual({
    port: 8000,
    portName: 'http',
    targetPort: 'http',
    gateways: ['mesh'],
  });
  const gateway = released('gatewayApi');
  expect(gateway.get('Canary').spec).toMatchObject({
    provider: 'gatewayapi:v1',
    service: {
      hosts: ['shop.test'],
      gatewayRefs: [{ name: 'public', namespace: 'gateways' }],
      match: [{ path: { type: 'PathPrefix', value: '/cart' } }],
    },
  });
  expect(gateway.kinds).not.toContain('HTTPRoute');
});

it('where nothing is split the way in is an HTTPRoute', () => {
  const { get } = deliver(rolling(), { platform: environments.gatewayApi });
  expect(get('HTTPRoute').spec).toEqual({
    parentRefs: [{ name: 'public', namespace: 'gateways' }],
    hostnames: ['shop.test'],
    rules: [
      { matches: [{ path: { type: 'PathPrefix', value: '/cart' } }], backendRefs: [{ name: 'cart', port: 8000 }] },
    ],
  });
});

it('judges by time in milliseconds, and by queries that see the new pods alone', () => {
  const orders = flaggerQuery({
    name: 'orders',
    query: ({ newPods, window }) => `sum(rate(orders_total{${newPods}}[${window}])) or vector(0)`,
    interval: '1m',
    atLeast: 1,
  });
  const { get, rejected } = released('istio', {
    metrics: [requestDuration({ atMost: '500ms', interval: '30s' }), orders],
  });
  expect(rejected).toEqual([]);
  expect(get('Canary').spec.analysis.metrics).toEqual([
    { name: 'request-duration', interval: '30s', thresholdRange: { max: 500 } },
    { name: 'orders', templateRef: { name: 'cart-orders' }, interval: '1m', thresholdRange: { min: 1 } },
  ]);
  const { query, provider } = get('MetricTemplate').spec;
  expect(provider).toEqual({
    type: 'prometheus',
    address: 'http://prometheus.monitoring.svc.cluster.local:9090',
  });
  const [, pattern = ''] = /pod=~"([^"]+)"/.exec(query) ?? [];
  const pods = new RegExp(`^${pattern.replace('{{ target }}', 'cart')}$`);
  expect(['cart-6d5f8c9b7-x7k2p', 'cart-primary-6d5f8c9b7-x7k2p'].map((pod) => pods.test(pod))).toEqual([true, false]);
});

it('rejects a query where there is no Prometheus to ask', () => {
  const query = flaggerQuery({ name: 'orders', query: () => 'vector(1)', interval: '1m', atLeast: 1 });
  const without = platform({ ingress: ingressClass('nginx', { host: 'shop.test' }) });
  expect(released('nginx', { metrics: [query] }, { platform: without }).rejected).toMatchObject([
    { message: 'metric "orders" asks Prometheus, and the environment has none' },
  ]);
});

it('tells Slack of releases that fail, with a webhook that stands in a Secret', () => {
  const webhook = secret('slack', { keys: ['address'], env: {} });
  const { get } = released('nginx', { alerts: { channel: 'deploys', secret: webhook } });
  expect(get('AlertProvider').spec).toEqual({ type: 'slack', channel: 'deploys', secretRef: { name: 'slack' } });
  expect(get('Canary').spec.analysis.alerts).toEqual([
    { name: 'on-call', severity: 'error', providerRef: { name: 'cart', namespace: 'shop' } },
  ]);
});

it.each<[string, ReturnType<typeof released>, RegExp]>([
  ['an AWS load balancer', released('alb'), /has no provider for an AWS load balancer/],
  ['a provider that leads nothing here', released('nginx', { provider: 'istio' }), /"istio" where "nginx" leads/],
  [
    'a controller that it does not know',
    released('nginx', {}, { platform: platform({ ingress: ingressClass('traefik', { host: 'shop.test' }) }) }),
    /knows nothing here that splits traffic/,
  ],
  ['nobody who calls', { ...worker({ delivery: flagger(props), scale }), rewrites: [] }, /nobody calls this/],
  ['a fixed number of pods', released('nginx', {}, { scale: fixed(3) }), /a fixed number of 3 pods/],
  ['a step above the most', released('nginx', { stepWeight: 60 }), /stepWeight 60 is above maxWeight 50/],
  ['a most above all', released('nginx', { maxWeight: 120 }), /maxWeight 120: a whole number from 1 to 100/],
  ['no failure allowed', released('nginx', { threshold: 0 }), /threshold 0: a whole number from 1 up/],
  ['no time at all', released('nginx', { interval: '0s' }), /interval "0s" is no span of time/],
  [
    'a share where percent are wanted',
    released('nginx', { metrics: [requestSuccessRate({ atLeast: 0.99, interval: '1m' })] }),
    /counts in percent/,
  ],
])('rejects %s', (_, { rejected }, message) => {
  expect(rejected).toMatchObject([{ rule: 'flagger-target', message: expect.stringMatching(message) }]);
});

it('runs one pod without an autoscaler', () => {
  const { get, rejected } = released('nginx', {}, { scale: fixed(1) });
  expect(rejected).toEqual([]);
  expect(get('Canary').spec).not.toHaveProperty('autoscalerRef');
});
