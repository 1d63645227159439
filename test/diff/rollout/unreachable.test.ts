import { edit, effectsOf, ofKind, type Step, set } from '../scripted.js';

const lossOf = (steps: readonly Step[], base: readonly Step[] = [], workload = 'Deployment cart') =>
  ofKind(effectsOf(steps, {}, base), workload, 'restart')[0]?.restart?.loss;

const CONTAINER = 'spec.template.spec.containers.0.ports.0.containerPort';
const POLICY = 'spec.ingress.0.ports.0.port';
const listen = set('Deployment cart', CONTAINER, 8001);
const calm = { is: 'none', text: 'no request is lost' };

/** Lets the proxy out to the cart on a port, and nowhere else. */
const letOut =
  (port: number): Step =>
  (documents) =>
    void documents.set(
      'NetworkPolicy proxy',
      `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: proxy, namespace: shop}
spec:
  podSelector: {matchLabels: {app: proxy}}
  policyTypes: [Egress]
  egress: [{to: [{podSelector: {matchLabels: {app: cart}}}], ports: [{port: ${port}}]}]
`,
    );

describe('old pods, when the port changes', () => {
  test('are cut off by a policy that knows the new number alone', () => {
    expect(lossOf([listen, set('NetworkPolicy cart', POLICY, 8001)])).toEqual({
      is: 'outage',
      text: 'old pods cannot be reached by proxy from the sync until they are replaced',
      fix: 'Keep 8000 open beside the new port until no old pod is left; a network policy lets in to both by the name of the port.',
    });
  });

  test('are reached where the policy names the port, knows both, or stays', () => {
    expect(lossOf([listen], [set('NetworkPolicy cart', POLICY, 'http')])).toEqual(calm);
    expect(lossOf([listen, set('NetworkPolicy cart', POLICY, 'http')])).toEqual(calm);
    expect(lossOf([listen, set('NetworkPolicy cart', 'spec.ingress.0.ports.1', { port: 8001 })])).toEqual(calm);
    const range = edit('NetworkPolicy cart', ({ spec }) => {
      spec.ingress[0].ports[0] = { port: 8000, endPort: 8001 };
    });
    expect(lossOf([listen, range])).toEqual(calm);
    expect(lossOf([listen])).toEqual(calm);
  });

  test('are reached by callers whose own policy lets them out, and by no others', () => {
    const named = set('NetworkPolicy cart', POLICY, 'http');
    expect(lossOf([listen, letOut(8001)], [named, letOut(8000)])?.text).toBe(
      'old pods cannot be reached by proxy from the sync until they are replaced',
    );
    expect(lossOf([listen], [named, letOut(8000)])).toEqual(calm);
  });

  test('get no requests when the Service leads to the new number alone', () => {
    const numbered = set('Service cart', 'spec.ports.0.targetPort', 8000);
    expect(lossOf([listen, set('Service cart', 'spec.ports.0.targetPort', 8001)], [numbered])).toMatchObject({
      is: 'outage',
      text: 'old pods listen on 8000 and get no requests from the sync until they are replaced',
    });
    expect(lossOf([listen, set('Service cart', 'spec.ports.0.targetPort', 'http')], [numbered])).toEqual(calm);
  });

  test('are cut off in a mesh whose policies know the new number alone', () => {
    const named = set('NetworkPolicy cart', POLICY, 'http');
    const mesh =
      (...ports: readonly string[]): Step =>
      (documents) =>
        void documents.set(
          'AuthorizationPolicy cart',
          JSON.stringify({
            apiVersion: 'security.istio.io/v1',
            kind: 'AuthorizationPolicy',
            metadata: { name: 'cart', namespace: 'shop' },
            spec: {
              selector: { matchLabels: { app: 'cart' } },
              rules: [
                {
                  from: [{ source: { principals: ['cluster.local/ns/shop/sa/desk'] } }],
                  to: [{ operation: ports.length > 0 ? { ports } : { methods: ['GET'] } }],
                },
              ],
            },
          }),
        );
    expect(lossOf([listen, mesh('8001')], [named, mesh('8000')])?.text).toBe(
      'old pods cannot be reached by desk from the sync until they are replaced',
    );
    expect(lossOf([listen, mesh('8000', '8001')], [named, mesh('8000')])).toEqual(calm);
    expect(lossOf([listen], [named, mesh()])).toEqual(calm);
  });

  test('are not asked on a port that no Service leads to', () => {
    const debug = set('Deployment cart', 'spec.template.spec.containers.0.ports.1', { containerPort: 6060 });
    const open = set('NetworkPolicy cart', 'spec.ingress.0.ports.1', { port: 6060 });
    const less = [
      set('Deployment cart', 'spec.template.spec.containers.0.ports.1', undefined),
      set('NetworkPolicy cart', 'spec.ingress.0.ports.1', undefined),
    ];
    expect(lossOf(less, [debug, open])).toEqual(calm);
  });
});

describe('until when', () => {
  const rollout = (strategy: object): Step =>
    edit('Rollout pay', ({ spec }) => {
      spec.strategy = strategy;
      Object.assign(spec.template.spec.containers[0], {
        ports: [{ name: 'http', containerPort: 8000 }],
        readinessProbe: { httpGet: { path: '/', port: 'http' } },
        lifecycle: { preStop: { sleep: { seconds: 5 } } },
      });
    });
  const around: Step = (documents) => {
    documents.set(
      'Service pay',
      '{apiVersion: v1, kind: Service, metadata: {name: pay, namespace: shop}, spec: {selector: {app: pay}, ports: [{port: 80, targetPort: http}]}}',
    );
    documents.set(
      'NetworkPolicy pay',
      '{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: pay, namespace: shop}, spec: {podSelector: {matchLabels: {app: pay}}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/16}}], ports: [{port: 8000}]}]}}',
    );
  };

  test.each([
    ['a person promotes', { blueGreen: { activeService: 'pay', autoPromotionEnabled: false } }],
    ['traffic switches', { blueGreen: { activeService: 'pay' } }],
    ['the last step', { canary: { steps: [{ setWeight: 10 }, { pause: { duration: '5m' } }] } }],
    ['they are replaced', { canary: {} }],
  ])('%s', (until, strategy) => {
    const steps = [set('Rollout pay', CONTAINER, 8001), set('NetworkPolicy pay', POLICY, 8001)];
    expect(lossOf(steps, [rollout(strategy), around], 'Rollout pay')?.text).toBe(
      `old pods cannot be reached by 10.0.0.0/16 from the sync until ${until}`,
    );
  });
});
