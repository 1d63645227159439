import { blueGreenPair } from '../../../src/delivery/blue-green/pair.js';
import { referencesOf } from '../../../src/manifest/references.js';
import { computeWaves } from '../../../src/order/waves.js';
import { automatic, fixed } from '../../../src/service/scale.js';
import { worker } from '../../service/synth-service.js';
import { deliver, setOf } from '../deliver.js';

const live = { side: 'blue', tag: '1.2.0' } as const;
const deployments = ({ all }: ReturnType<typeof deliver>) => all.filter(({ kind }) => kind === 'Deployment');

it('is two Deployments of two tags, and a Service that selects one of them', () => {
  const pair = deliver(blueGreenPair({ live, next: 'newest' }));
  expect(pair.rejected).toEqual([]);
  expect(
    deployments(pair).map(({ metadata, spec }) => [
      metadata.name,
      spec.replicas,
      spec.template.spec.containers[0].image,
      spec.template.metadata.labels['app.kubernetes.io/version'],
      spec.selector.matchLabels,
    ]),
  ).toEqual([
    ['cart-blue', 3, 'registry.test/shop/cart:1.2.0', '1.2.0', { 'app.kubernetes.io/name': 'cart', slot: 'blue' }],
    ['cart-green', 3, 'registry.test/shop/cart:1.2.3', '1.2.3', { 'app.kubernetes.io/name': 'cart', slot: 'green' }],
  ]);
  const services = pair.all.filter(({ kind }) => kind === 'Service');
  expect(services.map(({ metadata, spec }) => [metadata.name, spec.selector.slot])).toEqual([
    ['cart', 'blue'],
    ['cart-preview', 'green'],
  ]);
});

it('moves the traffic when the new side is ready: the Service is in a later wave', () => {
  const { all } = deliver(blueGreenPair({ live: { side: 'green', tag: '1.2.3' }, next: { tag: '1.2.0' } }));
  const set = setOf(all);
  const { waves } = computeWaves(set.manifests, referencesOf(set));
  expect(waves.get('/Service/shop/cart')).toBe((waves.get('apps/Deployment/shop/cart-green') ?? 0) + 1);
});

it('keeps the old side with its tag, and lets it go in a commit of its own', () => {
  const switched = deliver(blueGreenPair({ live: { side: 'green', tag: '1.2.3' }, next: { tag: '1.2.0' } }));
  expect(deployments(switched).map(({ spec }) => spec.template.spec.containers[0].image)).toEqual([
    'registry.test/shop/cart:1.2.3',
    'registry.test/shop/cart:1.2.0',
  ]);
  const ended = deliver(blueGreenPair({ live: { side: 'green', tag: '1.2.3' }, next: 'none' }));
  expect(deployments(ended).map(({ metadata }) => metadata.name)).toEqual(['cart-green']);
  expect(ended.all.filter(({ kind }) => kind === 'Service')).toHaveLength(1);
});

it('gives each side an autoscaler of its own', () => {
  const { all } = deliver(blueGreenPair({ live, next: 'newest' }), { scale: automatic({ min: 2, max: 4, cpu: 70 }) });
  const scalers = all.filter(({ kind }) => kind === 'HorizontalPodAutoscaler');
  expect(scalers.map(({ metadata }) => metadata.name)).toEqual(['cart-blue', 'cart-green']);
});

it('rejects what has no room, no tag, or no callers', () => {
  const resources = { cpu: ['100m', '200m'], memory: ['256Mi', '512Mi'] } as const;
  const full = { node: 'plain', resources, scale: fixed(4) } as const;
  expect(deliver(blueGreenPair({ live, next: 'newest' }), full).rejected).toMatchObject([
    { rule: 'node-capacity', fix: 'Fewer replicas, smaller requests, rolling(), or a larger machine.' },
  ]);
  expect(deliver(blueGreenPair({ live, next: 'none' }), full).rejected).toEqual([]);
  expect(deliver(blueGreenPair({ live: { side: 'blue', tag: 'a b' }, next: 'newest' })).rejected).toMatchObject([
    { rule: 'image-tag' },
  ]);
  expect(worker({ delivery: blueGreenPair({ live, next: 'newest' }) }).rejected).toMatchObject([
    { rule: 'ro-services' },
  ]);
});
