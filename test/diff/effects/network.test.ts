import { add, drop, edit, effectsOf, kindsOf, ofKind, set, swap } from '../scripted.js';

const reach = (namespace: string, port?: number) => ({
  to: [
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
      podSelector: { matchLabels: { app: 'redis' } },
    },
  ],
  ...(port ? { ports: [{ port }] } : {}),
});

const said = (...steps: Parameters<typeof effectsOf>[0]) =>
  ofKind(effectsOf(steps), 'NetworkPolicy cart', 'network')[0];

describe('who may talk to whom', () => {
  test('one more peer', () => {
    expect(said(edit('NetworkPolicy cart', (o) => o.spec.egress.push(reach('data', 6379))))?.text).toBe(
      'cart may now reach redis:6379',
    );
  });

  test('one peer less', () => {
    expect(said(set('NetworkPolicy cart', 'spec.ingress', []))?.text).toBe(
      'cart may no longer be reached by proxy on 8000',
    );
  });

  test('a wider rule is not told as a loss too', () => {
    expect(said(edit('NetworkPolicy cart', (o) => delete o.spec.egress[0].to))?.text).toBe(
      'cart may now reach anything on 53/UDP',
    );
  });

  test('the name of a port is its number, as the pods have it', () => {
    const port = 'spec.ingress.0.ports.0.port';
    expect(kindsOf(effectsOf([set('NetworkPolicy cart', port, 'http')]))).toEqual({ 'NetworkPolicy cart': ['none'] });
    expect(said(set('NetworkPolicy cart', port, 'grpc'))?.text).toBe(
      'cart may now be reached by proxy on grpc; cart may no longer be reached by proxy on 8000',
    );
    const moved = set('Deployment cart', 'spec.template.spec.containers.0.ports.0.containerPort', 8001);
    const both = effectsOf([moved, set('NetworkPolicy cart', port, 8001)], {}, [
      set('NetworkPolicy cart', port, 'http'),
    ]);
    expect(ofKind(both, 'NetworkPolicy cart', 'network')[0]?.text).toBe(
      'cart may now be reached by proxy on 8001; cart may no longer be reached by proxy on http',
    );
  });

  test('the same rules in another order are no change', () => {
    const twice = edit('NetworkPolicy cart', (o) => o.spec.egress.push(reach('data', 6379)));
    expect(effectsOf([edit('NetworkPolicy cart', (o) => o.spec.egress.reverse())], {}, [twice]).entries).toMatchObject([
      { effects: [{ kind: 'none' }] },
    ]);
  });

  test('the last policy gone opens everything', () => {
    const effect = said(drop('NetworkPolicy cart'));
    expect(effect).toMatchObject({ grave: true });
    expect(effect?.text).toContain('cart may now be reached by anyone (before: proxy on 8000)');
  });

  test('the first policy closes all else', () => {
    const policy = add(`
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: proxy, namespace: shop}
spec: {podSelector: {matchLabels: {app: proxy}}, policyTypes: [Ingress]}
`);
    const [effect] = ofKind(effectsOf([policy]), 'NetworkPolicy proxy', 'network');
    expect(effect).toMatchObject({ grave: true, text: 'proxy may no longer be reached by anyone' });
  });

  test('what the other side still refuses is told', () => {
    const closed = add(`
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: redis, namespace: data}
spec: {podSelector: {}, policyTypes: [Ingress]}
`);
    const diff = effectsOf([edit('NetworkPolicy cart', (o) => o.spec.egress.push(reach('data', 6379)))], {}, [closed]);
    expect(ofKind(diff, 'NetworkPolicy cart', 'network')[0]?.why).toContain('redis still refuses cart on 6379');
  });

  test('a policy that changes nothing for anyone has no effect', () => {
    const idle = add(`
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: again, namespace: shop}
spec:
  podSelector: {matchLabels: {app: cart}}
  policyTypes: [Ingress]
  ingress: [{from: [{podSelector: {matchLabels: {app: proxy}}}], ports: [{port: 8000}]}]
`);
    expect(kindsOf(effectsOf([idle]))).toEqual({ 'NetworkPolicy again': ['none'] });
  });

  test('pods that leave a policy by their labels', () => {
    const relabel = set('Deployment cart', 'spec.template.metadata.labels', { app: 'basket' });
    const [effect] = ofKind(effectsOf([relabel]), 'Deployment cart', 'network');
    expect(effect?.text).toContain('cart may now be reached by anyone');
  });

  test('several policies that close something together are told as one', () => {
    const policies = ['a', 'b'].map((name, i) =>
      add(`
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: ${name}, namespace: data}
spec: {podSelector: {matchLabels: {app: redis}}, policyTypes: [Egress], egress: [{ports: [{port: ${i + 1}}]}]}
`),
    );
    const diff = effectsOf(policies);
    const bundles = diff.entries.map(({ effects }) => effects[0]?.bundle);
    expect(bundles).toEqual(['NetworkPolicy data/a', 'NetworkPolicy data/a']);
    expect(ofKind(diff, 'NetworkPolicy a', 'network')[0]?.text).toBe(
      'redis may now reach anything on 1 and 2 only (before: anything)',
    );
  });

  test('pods that no manifest shows are named by their labels', () => {
    const policy = (app: string) => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: hidden, namespace: data}
spec: {podSelector: {matchLabels: {app: ${app}}}, ingress: [{ports: [{port: 5672}]}]}
`;
    const diff = effectsOf([swap(policy('a'), policy('b'))], {}, [add(policy('a'))]);
    expect(ofKind(diff, 'NetworkPolicy hidden', 'network')[0]?.text).toContain(
      'holds for pods with app=b instead of app=a',
    );
  });

  test('whole namespaces on the same ports are said once', () => {
    const peers = ['auth', 'chat', 'scan'].map(
      (name) => `{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ${name}}}}`,
    );
    const policy = add(
      `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: open, namespace: data}, spec: {podSelector: {matchLabels: {app: redis}}, ingress: [{from: [${peers}], ports: [{port: 6379}]}]}}`,
    );
    expect(ofKind(effectsOf([policy]), 'NetworkPolicy open', 'network')[0]?.text).toContain(
      'redis may now be reached by everything in auth, chat and scan on 6379 only',
    );
  });
});
