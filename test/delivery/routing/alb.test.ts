import { canary } from '../../../src/delivery/canary/canary.js';
import { pause, weight } from '../../../src/delivery/canary/step.js';
import { forward } from '../../../src/delivery/routing/alb.js';
import { fixed } from '../../../src/service/scale.js';
import { model, platform, routableNetwork } from '../../service/synth-service.js';
import { deliver } from '../deliver.js';

const byAlb = (changes = {}) => deliver(canary({ steps: [weight(10), pause('5m')] }), changes);
const services = (changes = {}) =>
  new Map(
    byAlb(changes)
      .all.filter(({ kind }) => kind === 'Service')
      .map((one) => [one.metadata.name, one]),
  );

it('leads the Ingress to an action, and the Rollout to the Ingress', () => {
  const { get } = byAlb();
  const { backend } = get('Ingress').spec.rules[0].http.paths[0];
  expect(backend).toEqual({ service: { name: 'cart', port: { name: 'use-annotation' } } });
  expect(get('Rollout').spec.strategy.canary).toMatchObject({
    stableService: 'cart-stable',
    canaryService: 'cart-canary',
    trafficRouting: { alb: { ingress: 'cart', rootService: 'cart', servicePort: 8000 } },
  });
});

it('has the action in Git as it is at rest, for without it the load balancer takes no Ingress', () => {
  const { metadata } = byAlb().get('Ingress');
  expect(JSON.parse(metadata.annotations['alb.ingress.kubernetes.io/actions.cart'])).toEqual({
    Type: 'forward',
    ForwardConfig: {
      TargetGroups: [
        { ServiceName: 'cart-canary', ServicePort: '8000', Weight: 0 },
        { ServiceName: 'cart-stable', ServicePort: '8000', Weight: 100 },
      ],
    },
  });
});

it('tells Argo CD to leave that action', () => {
  expect(byAlb().rewrites.map(({ object, pointers }) => [object.kind, object.name, pointers])).toEqual([
    ['Ingress', 'cart', ['/metadata/annotations/alb.ingress.kubernetes.io~1actions.cart']],
  ]);
});

it('opens to the load balancer only what it sends to', () => {
  const types = (changes = {}) => [...services(changes)].map(([name, { spec }]) => [name, spec.type]);
  expect(types()).toEqual([
    ['cart', undefined],
    ['cart-stable', 'NodePort'],
    ['cart-canary', 'NodePort'],
  ]);
  expect(types({ platform: platform({ cluster: model(routableNetwork) }) }).map(([, type]) => type)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

it('gives each side a name of its own in its labels, so that a monitor of the Service finds each pod once', () => {
  const names = [...services().values()].map(({ metadata }) => metadata.labels['app.kubernetes.io/name']);
  expect(names).toEqual(['cart', 'cart-stable', 'cart-canary']);
});

it('needs room for all stable and all canary pods, and says what would fit', () => {
  const resources = { cpu: ['100m', '200m'], memory: ['256Mi', '512Mi'] } as const;
  const changes = { node: 'plain', resources, scale: fixed(4) } as const;
  expect(byAlb(changes).rejected).toMatchObject([
    {
      rule: 'node-capacity',
      message: '"cart" needs 2Gi for 8 pods on plain, which offers 1620Mi',
      why: expect.stringMatching(/^4 stable \+ 4 canary: /),
      fix: 'Fewer replicas, smaller requests, rolling(), or a larger machine; dynamicStableScale: true needs fewer pods.',
    },
  ]);
  const shrinking = canary({ steps: [weight(10), pause('5m'), weight(50), pause('5m')], dynamicStableScale: true });
  expect(deliver(shrinking, changes).rejected).toEqual([]);
  expect(deliver(shrinking, { ...changes, scale: fixed(5) }).rejected).toMatchObject([
    { message: '"cart" needs 2Gi for 8 pods on plain, which offers 1620Mi' },
  ]);
});

it('writes actions in the order in which Argo Rollouts does', () => {
  expect(forward([{ service: 'a', port: 80, weight: 1 }])).toBe(
    '{"Type":"forward","ForwardConfig":{"TargetGroups":[{"ServiceName":"a","ServicePort":"80","Weight":1}]}}',
  );
});
