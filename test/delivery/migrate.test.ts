import { blueGreen } from '../../src/delivery/blue-green/blue-green.js';
import { blueGreenPair } from '../../src/delivery/blue-green/pair.js';
import { canary } from '../../src/delivery/canary/canary.js';
import { pause, weight } from '../../src/delivery/canary/step.js';
import { type MigrateProps, type MigrationTarget, migrate } from '../../src/delivery/migrate.js';
import { automatic, fixed } from '../../src/service/scale.js';
import { deliver, environments } from './deliver.js';

const toCanary = canary({ steps: [weight(10), pause('5m')] });
const phase = (
  name: MigrateProps['phase'],
  changes: Parameters<typeof deliver>[1] = {},
  to: MigrationTarget = toCanary,
) => deliver(migrate({ phase: name, to }), changes);
const action = ({ get }: ReturnType<typeof deliver>) =>
  JSON.parse(
    get('Ingress').metadata.annotations['alb.ingress.kubernetes.io/actions.cart'],
  ).ForwardConfig.TargetGroups.map(({ ServiceName, ServicePort, Weight }: Record<string, unknown>) => [
    ServiceName,
    ServicePort,
    Weight,
  ]);
const typesOf = ({ all }: ReturnType<typeof deliver>) =>
  all.filter(({ kind }) => kind === 'Service').map(({ metadata, spec }) => [metadata.name, spec.type]);

describe('beside', () => {
  it('runs the same pods twice, under one Service', () => {
    const { get, rejected } = phase('beside');
    expect(rejected).toEqual([]);
    const [old, young] = [get('Deployment'), get('Rollout')];
    expect([old.spec.replicas, young.spec.replicas]).toEqual([3, 3]);
    expect(young.spec.template).toEqual(old.spec.template);
    expect(young.spec.selector).toEqual(get('Service').spec.selector && { matchLabels: get('Service').spec.selector });
  });

  it('lets the Rollout own no Service, so that it can go again without a trace', () => {
    expect(phase('beside').get('Rollout').spec.strategy).toEqual({ canary: { maxSurge: 1, maxUnavailable: 0 } });
    expect(phase('beside').rewrites).toEqual([]);
  });

  it('leaves all pods in the target group that they are in, and lets the others warm up without traffic', () => {
    const one = phase('beside');
    expect(action(one)).toEqual([
      ['cart', 'http', 100],
      ['cart-canary', '8000', 0],
      ['cart-stable', '8000', 0],
    ]);
    expect(typesOf(one).map(([, type]) => type)).toEqual(['NodePort', 'NodePort', 'NodePort']);
  });

  it('has the Services and the subsets that routers will send to, and does not send to them', () => {
    const nginx = phase('beside', { platform: environments.nginx });
    expect(typesOf(nginx).map(([name]) => name)).toEqual(['cart', 'cart-stable', 'cart-canary']);
    expect(nginx.get('Ingress').spec.rules[0].http.paths[0].backend.service.name).toBe('cart');
    const istio = phase('beside', { platform: environments.istio });
    expect(istio.get('DestinationRule').spec.subsets).toHaveLength(2);
    expect(JSON.stringify(istio.get('VirtualService'))).not.toContain('subset');
  });

  it('has an autoscaler for each, of which one keeps its name', () => {
    const { all } = phase('beside', { scale: automatic({ min: 2, max: 4, cpu: 70 }) });
    const scalers = all.filter(({ kind }) => kind === 'HorizontalPodAutoscaler');
    expect(scalers.map(({ metadata, spec }) => [metadata.name, spec.scaleTargetRef.kind])).toEqual([
      ['cart', 'Deployment'],
      ['cart-rollout', 'Rollout'],
    ]);
  });

  it('needs room for both sets', () => {
    const resources = { cpu: ['100m', '200m'], memory: ['256Mi', '512Mi'] } as const;
    expect(phase('beside', { node: 'plain', resources, scale: fixed(3) }).rejected).toMatchObject([
      {
        rule: 'node-capacity',
        message: '"cart" needs 1792Mi for 7 pods on plain, which offers 1620Mi',
        fix: 'Fewer replicas while it migrates, smaller requests, or a larger machine.',
      },
    ]);
  });
});

describe('parked', () => {
  it('keeps the Deployment without pods, and is delivered as it will be', () => {
    const one = phase('parked');
    expect(one.get('Deployment').spec.replicas).toBe(0);
    expect(one.get('Rollout')).toEqual(deliver(toCanary).get('Rollout'));
    expect(action(one)).toEqual(action(deliver(toCanary)));
  });

  it('keeps the way to all pods open that the load balancer may still use', () => {
    expect(typesOf(phase('parked'))[0]).toEqual(['cart', 'NodePort']);
    expect(typesOf(deliver(toCanary))[0]).toEqual(['cart', undefined]);
  });

  it('moves the autoscaler', () => {
    const { get } = phase('parked', { scale: automatic({ min: 2, max: 4, cpu: 70 }) });
    expect(get('HorizontalPodAutoscaler').spec.scaleTargetRef.kind).toBe('Rollout');
    expect(get('Deployment').spec.replicas).toBe(0);
  });
});

it('leads to blue-green, with a controller and without', () => {
  const toRollout = phase('beside', {}, blueGreen());
  expect(toRollout.get('Rollout').spec.strategy).toHaveProperty('canary');
  expect(phase('parked', {}, blueGreen()).get('Rollout').spec.strategy.blueGreen.activeService).toBe('cart');

  const pair = blueGreenPair({ live: { side: 'blue', tag: '1.2.3' }, next: 'none' });
  const names = phase('beside', {}, pair).all.filter(({ kind }) => kind === 'Deployment');
  expect(names.map(({ metadata, spec }) => [metadata.name, spec.replicas])).toEqual([
    ['cart', 3],
    ['cart-blue', 3],
  ]);
  expect(phase('beside', {}, pair).get('Service').spec.selector).not.toHaveProperty('slot');
  expect(phase('parked', {}, pair).get('Service').spec.selector).toHaveProperty('slot', 'blue');
});
