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

  describe('of pods that are new too', () => {
    const deny = add(
      '{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: deny, namespace: shop}, spec: {podSelector: {}, policyTypes: [Ingress, Egress]}}',
    );
    const pods = (name: string) =>
      add(`
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: ${name}, image: "registry.test/${name}:1"}]}
`);
    const policy = (spec: string, name = 'orders') =>
      add(
        `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: ${name}, namespace: shop}, spec: {podSelector: {matchLabels: {app: orders}}, ${spec}}}`,
      );
    const fromProxy = 'ingress: [{from: [{podSelector: {matchLabels: {app: proxy}}}], ports: [{port: 8000}]}]';
    const texts = (steps: Parameters<typeof effectsOf>[0], base: Parameters<typeof effectsOf>[0] = []) =>
      ofKind(effectsOf(steps, {}, base), 'NetworkPolicy orders', 'network').map(({ text }) => text);

    test('where all is closed: the words are those of a policy that comes later', () => {
      const text = 'orders may now be reached by proxy on 8000';
      expect(texts([pods('orders'), policy(fromProxy)], [deny])).toEqual([text]);
      expect(texts([policy(fromProxy)], [deny, pods('orders')])).toEqual([text]);
    });

    test('where nothing closes them: no earlier state is told, and nothing is lost', () => {
      expect(texts([pods('orders'), policy(fromProxy)])).toEqual(['orders may be reached by proxy on 8000 only']);
      const diff = effectsOf([pods('orders'), policy('policyTypes: [Ingress, Egress]')]);
      const [effect] = ofKind(diff, 'NetworkPolicy orders', 'network');
      expect(effect?.text).toBe('orders may reach nothing; orders may be reached by nobody');
      expect(effect).not.toHaveProperty('grave');
    });

    test('a policy that opens all to them stays grave', () => {
      const all = (types: string) =>
        `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: all, namespace: shop}, spec: {podSelector: {}, policyTypes: [${types}]}}`;
      const closed = all('Ingress, Egress');
      const diff = effectsOf([pods('orders'), swap(closed, all('Ingress'))], {}, [add(closed)]);
      const [effect] = ofKind(diff, 'NetworkPolicy all', 'network');
      expect(effect).toMatchObject({ grave: true });
      expect(effect?.text).toContain('orders may reach anything');
      expect(effect?.text).not.toContain('orders may be reached');
    });

    test('a policy that gives them nothing more has no effect', () => {
      const none = effectsOf([pods('orders'), policy('policyTypes: [Ingress]')], {}, [deny]);
      expect(kindsOf(none)['NetworkPolicy orders']).toEqual(['none']);
    });

    test('pods by another name are not new', () => {
      const renamed = effectsOf(
        [
          edit('Deployment cart', ({ metadata }) => {
            metadata.name = 'basket';
          }),
          set('NetworkPolicy cart', 'metadata.name', 'basket'),
        ],
        {},
        [deny],
      );
      expect(renamed.entries.flatMap(({ effects }) => effects).filter(({ kind }) => kind === 'network')).toEqual([]);
    });
  });
});
