import { netpolSelectorDead } from '../../../../src/checks/rules/network/netpol-selector-dead.js';
import type { Facts } from '../../../../src/cluster/facts.js';
import { findings } from '../../findings.js';

const world = `---
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {team: blue}}
---
apiVersion: v1
kind: Namespace
metadata: {name: store}
---
apiVersion: v1
kind: Pod
metadata: {name: cart, namespace: shop, labels: {app: cart}}
spec: {containers: [{name: app, image: "x:1"}]}
`;
const policy = (peer: string, selector = '{}') => `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p, namespace: shop}
spec: {podSelector: ${selector}, ingress: [{from: [${peer}]}]}
`;
const named = (name: string) => `{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ${name}}}}`;
const at = 'spec.ingress[0].from[0]';

it('knows the namespaces that come with what the set uses', () => {
  const route =
    '---\n{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: v, namespace: shop}}\n';
  expect(findings(netpolSelectorDead, world + policy(named('istio-system')))).toHaveLength(1);
  expect(findings(netpolSelectorDead, world + route + policy(named('istio-system')))).toEqual([]);
});

it.each([
  [
    'a namespace that is not there',
    named('sotre'),
    [`warning ${at}.namespaceSelector.matchLabels["kubernetes.io/metadata.name"]: there is no namespace "sotre"`],
  ],
  [
    'one of several that is not there',
    '{namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: In, values: [shop, gone]}]}}',
    [`warning ${at}.namespaceSelector.matchExpressions[0].values[1]: there is no namespace "gone"`],
  ],
  [
    'labels that no namespace has',
    '{namespaceSelector: {matchLabels: {team: red}}}',
    [`warning ${at}.namespaceSelector.matchLabels: no namespace has the labels "team=red"`],
  ],
  [
    'labels that no pod has',
    '{podSelector: {matchLabels: {app: crat}}}',
    [`warning ${at}.podSelector.matchLabels: no pod in namespace "shop" has the labels "app=crat"`],
  ],
  ['a namespace that is there', named('store'), []],
  ['one that every cluster has', named('kube-system'), []],
  ['labels that one has', '{namespaceSelector: {matchLabels: {team: blue}}}', []],
  ['any', '{namespaceSelector: {}}', []],
  ['pods that are there', '{podSelector: {matchLabels: {app: cart}}}', []],
  [
    'pods where the set has none',
    `{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: store}}, podSelector: {matchLabels: {app: x}}}`,
    [],
  ],
  ['a name that is filled in later', named('"{{ .ns }}"'), []],
])('%s', (_, peer, expected) => {
  expect(findings(netpolSelectorDead, world + policy(peer))).toEqual(expected);
});

it('looks at whom a policy is for', () => {
  expect(findings(netpolSelectorDead, world + policy('{podSelector: {}}', '{matchLabels: {app: till}}'))).toEqual([
    'warning spec.podSelector.matchLabels: no pod in namespace "shop" has the labels "app=till"',
  ]);
});

it('says nothing of namespaces where none is declared, nor of what facts and charts bring', () => {
  expect(findings(netpolSelectorDead, policy(named('sotre')))).toEqual([]);
  const facts: Facts = {
    calls: [
      {
        from: { name: 'Prometheus', namespace: 'watch', labels: { app: 'prometheus' } },
        to: { name: 'cart', namespace: 'shop', labels: { app: 'cart' } },
        port: 8000,
        protocol: 'TCP',
        purpose: 'scrape',
      },
    ],
  };
  expect(findings(netpolSelectorDead, world + policy(named('watch')))).toHaveLength(1);
  expect(findings(netpolSelectorDead, world + policy(named('watch')), facts)).toEqual([]);
});

it('says once which namespaces are gone, each slip, and what one is that is called like a Service', () => {
  const both = policy(named('gone')) + policy(named('left')).replace('name: stock', 'name: other');
  expect(findings(netpolSelectorDead, world + both)).toEqual([
    expect.stringMatching(/there is no namespace "gone"; the same holds for "left"$/),
  ]);
  const near = policy(named('stor')) + policy(named('gone')).replace('name: stock', 'name: other');
  expect(findings(netpolSelectorDead, world + near)).toHaveLength(2);
  const systems = policy(named('elastic-system')) + policy(named('gone')).replace('name: stock', 'name: other');
  const istio = '---\n{apiVersion: v1, kind: Namespace, metadata: {name: istio-system}}\n';
  expect(findings(netpolSelectorDead, world + istio + systems)).toHaveLength(1);
  const service =
    '---\n{apiVersion: v1, kind: Service, metadata: {name: left, namespace: shop}, spec: {ports: [{port: 80}]}}\n';
  expect(findings(netpolSelectorDead, world + both + service)).toHaveLength(2);
});

describe('the label of a namespace', () => {
  const undeclared = '---\n{apiVersion: v1, kind: Pod, metadata: {name: x, namespace: elsewhere, labels: {app: x}}}\n';

  it.each([
    ['name: store', 'namespace "store" has no label "name=store"'],
    ['name: kube-system', 'namespace "kube-system" has no label "name=kube-system"'],
    ['kubernetes.io/metadata-name: store', 'namespace "store" has no label "kubernetes.io/metadata-name=store"'],
    ['taem: blue', 'no namespace has the labels "taem=blue"'],
  ])('is none: %s', (label, message) => {
    expect(
      findings(netpolSelectorDead, world + undeclared + policy(`{namespaceSelector: {matchLabels: {${label}}}}`)),
    ).toEqual([`warning spec.ingress[0].from[0].namespaceSelector.matchLabels: ${message}`]);
  });

  it('may be there, on a namespace that is declared elsewhere', () => {
    const one = policy('{namespaceSelector: {matchLabels: {name: elsewhere}}}');
    expect(findings(netpolSelectorDead, world + undeclared + one)).toEqual([]);
    const labelled = '---\n{apiVersion: v1, kind: Namespace, metadata: {name: till, labels: {name: till}}}\n';
    const other = policy('{namespaceSelector: {matchLabels: {name: till}}}');
    expect(findings(netpolSelectorDead, world + labelled + other)).toEqual([]);
  });
});

it('knows pods by a slip of their label, whoever makes others beside them', () => {
  const store = '---\n{apiVersion: kibana.k8s.elastic.co/v1, kind: Kibana, metadata: {name: k, namespace: shop}}\n';
  const agent = world.replaceAll('cart', 'log-agent');
  expect(
    findings(netpolSelectorDead, agent + store + policy('{podSelector: {}}', '{matchLabels: {app: logagent}}')),
  ).toEqual(['warning spec.podSelector.matchLabels: no pod in namespace "shop" has the labels "app=logagent"']);
  expect(
    findings(netpolSelectorDead, agent + store + policy('{podSelector: {}}', '{matchLabels: {app: other}}')),
  ).toEqual([]);
});

it('names the namespace whose pods are meant, though its own shows none', () => {
  const strayed = policy('{podSelector: {}}', '{matchLabels: {app: cart}}').replace(
    'namespace: shop',
    'namespace: store',
  );
  expect(findings(netpolSelectorDead, world + strayed)).toEqual([
    'warning spec.podSelector.matchLabels: no pod in namespace "store" has the labels "app=cart": "shop" has such pods',
  ]);
});
