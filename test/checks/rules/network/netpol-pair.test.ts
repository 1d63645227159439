import { checkTree } from '../../../../src/checks/check.js';
import { netpolPair } from '../../../../src/checks/rules/network/netpol-pair.js';
import type { Facts } from '../../../../src/cluster/facts.js';
import { partFiles } from '../../../../src/manifest/files/sets.js';
import { findings } from '../../findings.js';

const pod = (name: string, namespace: string, env = '', port = 8000) => `---
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: ${namespace}, labels: {app: ${name}}}
spec: {containers: [{name: app, image: "x:1", ports: [{name: http, containerPort: ${port}}], env: [${env}]}]}
`;
const service = (name: string, namespace: string, port: number, targetPort: string | number = 'http') => `---
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: ${namespace}}
spec: {selector: {app: ${name}}, ports: [{port: ${port}, targetPort: ${targetPort}}]}
`;
const policy = (name: string, namespace: string, spec: string) => `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: ${name}, namespace: ${namespace}}
spec: {podSelector: {}, ${spec}}
`;
const deny = (namespace: string, type: string) => policy('deny', namespace, `policyTypes: [${type}]`);
const told = (host: string) =>
  pod('cart', 'shop', `{name: STOCK, value: "${host}"}`) + pod('stock', 'store') + service('stock', 'store', 80);
const closed = 'error spec: "stock" does not let in "cart" in namespace "shop" on TCP 8000';

describe('a call is known from', () => {
  it.each([
    ['a URL', 'http://stock.store.svc.cluster.local'],
    ['a URL with a user', 'redis://:@stock.store.svc:80/0'],
    ['a name that ends in .svc', 'stock.store.svc:80'],
    ['name.namespace and a port', 'stock.store:80'],
    ['one in the midst of a text', '--upstream=stock.store.svc.cluster.local:80,weight=3'],
  ])('%s', (_, host) => {
    expect(findings(netpolPair, told(host) + deny('store', 'Ingress'))).toEqual([closed]);
  });

  it('a host beside its port, and a Service with one port', () => {
    const env = '{name: STOCK_HOST, value: stock.store.svc}, {name: STOCK_PORT, value: "80"}';
    const given =
      pod('cart', 'shop', env) + pod('stock', 'store') + service('stock', 'store', 80) + deny('store', 'Ingress');
    expect(findings(netpolPair, given)).toEqual([closed]);
  });

  it('a ConfigMap that the pod reads', () => {
    const map =
      '---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: shop}, data: {URL: "http://stock.store.svc"}}\n';
    const cart = pod('cart', 'shop').replace('env: []', 'envFrom: [{configMapRef: {name: c}}]');
    expect(
      findings(
        netpolPair,
        cart + map + pod('stock', 'store') + service('stock', 'store', 80) + deny('store', 'Ingress'),
      ),
    ).toEqual([closed]);
  });

  it('a ConfigMap that several read, by the one whose name its variable has', () => {
    const map = (key: string) =>
      `---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: shop}, data: {${key}: "http://stock.store.svc"}}\n`;
    const readers = ['cart', 'desk']
      .map((name) => pod(name, 'shop').replace('env: []', 'envFrom: [{configMapRef: {name: c}}]'))
      .join('');
    const given = readers + pod('stock', 'store') + service('stock', 'store', 80) + deny('store', 'Ingress');
    expect(findings(netpolPair, given + map('CART_STOCK_URL'))).toEqual([closed]);
    expect(findings(netpolPair, given + map('STOCK_URL'))).toEqual([
      'warning spec: "stock" does not let in "cart" and "desk" in namespace "shop" on TCP 8000',
    ]);
  });

  it('the template of a Secret that the pod reads', () => {
    const secret =
      '---\n{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: s, namespace: shop}, spec: {secretStoreRef: {name: x}, target: {template: {data: {URL: "http://u:{{ .p }}@stock.store.svc"}}}}}\n';
    const cart = pod('cart', 'shop', '{name: URL, valueFrom: {secretKeyRef: {name: s, key: URL}}}');
    expect(
      findings(
        netpolPair,
        cart + secret + pod('stock', 'store') + service('stock', 'store', 80) + deny('store', 'Ingress'),
      ),
    ).toEqual([closed]);
  });

  it('facts', () => {
    const end = (name: string, namespace: string) => ({ name, namespace, labels: { app: name } });
    const facts: Facts = {
      calls: [{ from: end('cart', 'shop'), to: end('stock', 'store'), port: 8000, protocol: 'TCP', purpose: 'uses' }],
    };
    expect(findings(netpolPair, pod('cart', 'shop') + pod('stock', 'store') + deny('store', 'Ingress'), facts)).toEqual(
      [closed],
    );
  });
});

it('names the half that is missing, at the policy that closes it', () => {
  const both = told('stock.store.svc:80') + deny('store', 'Ingress') + deny('shop', 'Egress');
  expect(findings(netpolPair, both)).toEqual([
    closed,
    'error spec: "cart" is not let out to "stock" in namespace "store" on TCP 8000, which it is told to call by STOCK',
  ]);
});

it('prefers the policy that speaks of the port', () => {
  const near = policy(
    'near',
    'store',
    'policyTypes: [Ingress], ingress: [{from: [{podSelector: {}}], ports: [{port: 8000}]}]',
  );
  expect(findings(netpolPair, told('stock.store.svc:80') + deny('store', 'Ingress') + near)).toEqual([
    'error spec.ingress: "stock" does not let in "cart" in namespace "shop" on TCP 8000',
  ]);
});

it('says once what several callers of a namespace feel', () => {
  const second = pod('till', 'shop', '{name: STOCK, value: "http://stock.store.svc"}');
  expect(findings(netpolPair, told('http://stock.store.svc') + second + deny('store', 'Ingress'))).toEqual([
    'error spec: "stock" does not let in "cart" and "till" in namespace "shop" on TCP 8000',
  ]);
});

describe('silent where the rule lets through', () => {
  const open = (rule: string) => told('stock.store.svc:80') + policy('in', 'store', `ingress: [${rule}]`);
  it.each([
    ['anybody', '{}'],
    ['every namespace', '{from: [{namespaceSelector: {}}]}'],
    ['a named port', '{ports: [{port: http}]}'],
    ['a range', '{ports: [{port: 7000, endPort: 9000}]}'],
    [
      'an expression',
      '{from: [{namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: In, values: [shop]}]}}]}',
    ],
    ['a label of a namespace that is not declared', '{from: [{namespaceSelector: {matchLabels: {team: blue}}}]}'],
    ['every address', '{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}'],
  ])('%s', (_, rule) => {
    expect(findings(netpolPair, open(rule))).toEqual([]);
  });

  it.each([
    ['another port', '{ports: [{port: 80}]}'],
    ['another protocol', '{ports: [{port: 8000, protocol: UDP}]}'],
    ['pods of the own namespace', '{from: [{podSelector: {}}]}'],
    ['both selectors, of which one fits', '{from: [{namespaceSelector: {}, podSelector: {matchLabels: {app: till}}}]}'],
  ])('but not for %s', (_, rule) => {
    expect(findings(netpolPair, open(rule))).toHaveLength(1);
  });
});

describe('pods that an operator makes', () => {
  const broker =
    '---\n{apiVersion: rabbitmq.com/v1beta1, kind: RabbitmqCluster, metadata: {name: broker, namespace: mq}}\n';
  const cart = pod('cart', 'shop', '{name: URL, value: "amqp://broker.mq.svc:5672"}') + broker;

  it('are reached when their namespace is', () => {
    const out = (rule: string) => policy('out', 'shop', `policyTypes: [Egress], egress: [${rule}]`);
    const to = '{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: mq}}}], ports: [{port: 5672}]}';
    expect(findings(netpolPair, cart + out(to))).toEqual([]);
    expect(findings(netpolPair, cart + out(to.replace('mq', 'data')))).toEqual([
      'error spec.egress: "cart" is not let out to "broker" in namespace "mq" on TCP 5672, which it is told to call by URL',
    ]);
  });

  it('are closed by a policy for the whole namespace, or for their name', () => {
    expect(findings(netpolPair, cart + deny('mq', 'Ingress'))).toHaveLength(1);
    const named = policy('p', 'mq', 'policyTypes: [Ingress]').replace(
      'podSelector: {}',
      'podSelector: {matchLabels: {app.kubernetes.io/name: broker}}',
    );
    expect(findings(netpolPair, cart + named)).toHaveLength(1);
    expect(findings(netpolPair, cart + named.replace('name: broker}}', 'name: other}}'))).toEqual([]);
  });
});

it.each([
  ['a host outside', 'https://api.example.com'],
  ['a name that is filled in later', 'http://{{ .name }}.store.svc'],
  ['a Service that is not there', 'http://stok.store.svc'],
])('silent: %s', (_, host) => {
  expect(findings(netpolPair, told(host) + deny('store', 'Ingress'))).toEqual([]);
});

describe('a policy that other namespaces have for the same neighbour', () => {
  const out = (namespace: string) =>
    policy(
      'allow-stock',
      namespace,
      'policyTypes: [Egress], egress: [{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: store}}}], ports: [{port: 8000}]}]',
    );
  const given = told('http://stock.store.svc') + deny('shop', 'Egress');
  const alone =
    'error spec: "cart" is not let out to "stock" in namespace "store" on TCP 8000, which it is told to call by STOCK';

  it('is named, and the report is about it', () => {
    const all = given + out('a') + out('b');
    expect(findings(netpolPair, all)).toEqual([
      `${alone}: the policy "allow-stock" is missing here, which a and b have`,
    ]);
    const files = [{ file: 'x.yaml', path: 'x.yaml', text: all }];
    const [found] = checkTree(partFiles(files), {}, { rules: [netpolPair] }).findings;
    expect(found?.object).toMatchObject({ kind: 'NetworkPolicy', namespace: 'shop', name: 'allow-stock' });
  });

  it('is not guessed from one', () => {
    expect(findings(netpolPair, given + out('a'))).toEqual([alone]);
  });
});

const joining = (name: string, namespace: string, direction: 'egress' | 'ingress', other: string, port = 8000) =>
  policy(
    name,
    namespace,
    `policyTypes: [${direction === 'egress' ? 'Egress' : 'Ingress'}], ${direction}: [{${direction === 'egress' ? 'to' : 'from'}: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ${other}}}}], ports: [{port: ${port}}]}]`,
  );

describe('a policy that is called after the namespaces that it joins', () => {
  const given = told('http://stock.store.svc') + deny('shop', 'Egress');
  const alone =
    'error spec: "cart" is not let out to "stock" in namespace "store" on TCP 8000, which it is told to call by STOCK';

  it('is named as others are', () => {
    const others = joining('let-a-out-to-b', 'a', 'egress', 'b') + joining('let-b-out-to-c', 'b', 'egress', 'c');
    expect(findings(netpolPair, given + others)).toEqual([
      `${alone}: the policy "let-shop-out-to-store" is missing here, as "let-a-out-to-b" stands in namespace "a"`,
    ]);
  });

  it('is named as the other half is', () => {
    expect(findings(netpolPair, given + joining('shop-to-store', 'store', 'ingress', 'shop'))).toEqual([
      `${alone}: the policy "shop-to-store" is missing here, as it stands in namespace "store"`,
    ]);
  });
});

describe('one half that is open', () => {
  const pods = pod('cart', 'shop') + pod('stock', 'store');

  it('shows a call that the other end does not let out', () => {
    expect(findings(netpolPair, pods + joining('in', 'store', 'ingress', 'shop') + deny('shop', 'Egress'))).toEqual([
      'error spec: namespace "shop" is not let out to "store" on TCP 8000, where NetworkPolicy store/in lets it in',
    ]);
  });

  it('shows a call that the other end does not let in', () => {
    expect(findings(netpolPair, pods + joining('out', 'shop', 'egress', 'store') + deny('store', 'Ingress'))).toEqual([
      'error spec: namespace "store" does not let in "shop" on TCP 8000, which NetworkPolicy shop/out lets out to it',
    ]);
  });

  it('is one port too many of a list, where nobody listens on it', () => {
    const out = joining('out', 'shop', 'egress', 'store').replace('[{port: 8000}]', '[{port: 8000}, {port: 9000}]');
    expect(findings(netpolPair, pods + out + joining('in', 'store', 'ingress', 'shop'))).toEqual([]);
    const two = pods + pod('admin', 'store', '', 9000);
    expect(findings(netpolPair, two + out + joining('in', 'store', 'ingress', 'shop'))).toEqual([
      'error spec.ingress[0].ports: namespace "store" does not let in "shop" on TCP 9000, which NetworkPolicy shop/out lets out to it',
    ]);
  });

  it('is no call where no pods are, or where somebody may let it through', () => {
    const opened = joining('in', 'store', 'ingress', 'shop') + deny('shop', 'Egress');
    expect(findings(netpolPair, pod('stock', 'store') + opened)).toEqual([]);
    expect(findings(netpolPair, pods + opened + joining('out', 'shop', 'egress', 'store'))).toEqual([]);
  });

  it('is said once, with the call that somebody is told of', () => {
    const given = told('http://stock.store.svc') + joining('in', 'store', 'ingress', 'shop') + deny('shop', 'Egress');
    expect(findings(netpolPair, given)).toHaveLength(1);
  });
});
