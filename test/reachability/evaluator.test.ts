import { load } from 'js-yaml';
import { enters, leaves, type NetworkPolicy, type Party, type Pod, reaches } from './evaluator.js';

// Each case retells a sentence or an example of the Kubernetes documentation, "Network Policies".

const pod = (namespace: string, name: string, labels: Record<string, string>, ip: string): Pod => ({
  namespace,
  name,
  labels,
  ip,
  ports: [{ name: 'db', number: 6379, protocol: 'TCP' }],
});
const db = { pod: pod('default', 'db', { role: 'db' }, '10.244.0.1') };
const frontend = { pod: pod('default', 'frontend', { role: 'frontend' }, '10.244.0.2') };
const other = { pod: pod('default', 'other', {}, '10.244.0.3') };
const project = { pod: pod('myproject', 'any', {}, '10.244.0.4') };
const namespaces = { default: {}, myproject: { project: 'myproject' } };
const world = (...texts: string[]) => ({
  namespaces,
  policies: texts.map(
    (text): NetworkPolicy =>
      load(`metadata: { name: p, namespace: default }\nspec:\n${text.replace(/^/gm, '  ')}`) as NetworkPolicy,
  ),
});
const ip = (address: string): Party => ({ ip: address });

describe('isolation', () => {
  it('is absent by default: everything is let through', () => {
    expect(reaches(world(), frontend, db, 6379)).toBe(true);
  });

  it('is per direction', () => {
    const ingress = world('podSelector: {}\npolicyTypes: [Ingress]');
    expect(enters(ingress, frontend, db, 6379)).toBe(false);
    expect(leaves(ingress, db, frontend, 80)).toBe(true);
    const egress = world('podSelector: {}\npolicyTypes: [Egress]');
    expect(leaves(egress, db, frontend, 80)).toBe(false);
    expect(enters(egress, project, db, 6379)).toBe(true);
  });

  it('needs both ends to agree', () => {
    const closed = world('podSelector: { matchLabels: { role: frontend } }\npolicyTypes: [Egress]');
    expect(enters(closed, frontend, db, 6379)).toBe(true);
    expect(reaches(closed, frontend, db, 6379)).toBe(false);
  });

  it('stays in its own namespace', () => {
    expect(enters(world('podSelector: {}\npolicyTypes: [Ingress]'), db, project, 80)).toBe(true);
  });

  it('never keeps a pod from itself', () => {
    expect(reaches(world('podSelector: {}\npolicyTypes: [Ingress, Egress]'), db, db, 6379)).toBe(true);
  });

  it('is of ingress when no type is said, and of egress only with egress rules', () => {
    const bare = world('podSelector: {}\negress: []');
    expect(leaves(bare, db, other, 80)).toBe(true);
    expect(enters(bare, other, db, 6379)).toBe(false);
    const rules = world('podSelector: {}\negress: [{ ports: [{ port: 53, protocol: UDP }] }]');
    expect(leaves(rules, db, other, 80)).toBe(false);
    expect(leaves(rules, db, other, 53, 'UDP')).toBe(true);
  });
});

describe('the example of the documentation', () => {
  const example = world(`
podSelector: { matchLabels: { role: db } }
policyTypes: [Ingress, Egress]
ingress:
  - from:
      - ipBlock: { cidr: 172.17.0.0/16, except: [172.17.1.0/24] }
      - namespaceSelector: { matchLabels: { project: myproject } }
      - podSelector: { matchLabels: { role: frontend } }
    ports: [{ protocol: TCP, port: 6379 }]
egress:
  - to: [{ ipBlock: { cidr: 10.0.0.0/24 } }]
    ports: [{ protocol: TCP, port: 5978 }]`);

  it.each([
    ['pods of the namespace with role=frontend', frontend, true],
    ['any pod of a namespace with project=myproject', project, true],
    ['172.17.0.1', ip('172.17.0.1'), true],
    ['172.17.2.255', ip('172.17.2.255'), true],
    ['172.17.1.7, which is excepted', ip('172.17.1.7'), false],
    ['172.18.0.1', ip('172.18.0.1'), false],
    ['another pod of the namespace', other, false],
  ])('lets in on 6379: %s', (_, from, allowed) => {
    expect(enters(example, from, db, 6379)).toBe(allowed);
    expect(enters(example, from, db, 6380)).toBe(false);
  });

  it('lets out to 10.0.0.0/24 on 5978 and nowhere else', () => {
    expect(leaves(example, db, ip('10.0.0.9'), 5978)).toBe(true);
    expect(leaves(example, db, ip('10.0.1.9'), 5978)).toBe(false);
    expect(leaves(example, db, ip('10.0.0.9'), 5979)).toBe(false);
    expect(leaves(example, db, ip('10.0.0.9'), 5978, 'UDP')).toBe(false);
  });
});

describe('peers', () => {
  const alice = { pod: pod('myproject', 'client', { role: 'client' }, '10.244.0.5') };
  const bob = { pod: pod('default', 'client', { role: 'client' }, '10.244.0.6') };

  it('with both selectors in one item must match both', () => {
    const both = world(`
podSelector: {}
ingress:
  - from:
      - namespaceSelector: { matchLabels: { project: myproject } }
        podSelector: { matchLabels: { role: client } }`);
    expect([alice, bob, project].map((from) => enters(both, from, db, 1))).toEqual([true, false, false]);
  });

  it('with the selectors in two items match either', () => {
    const either = world(`
podSelector: {}
ingress:
  - from:
      - namespaceSelector: { matchLabels: { project: myproject } }
      - podSelector: { matchLabels: { role: client } }`);
    expect([alice, bob, project, other].map((from) => enters(either, from, db, 1))).toEqual([true, true, true, false]);
  });

  it('may name a namespace by the label that it has by itself', () => {
    const byName = world(
      'podSelector: {}\ningress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: myproject } } }] }]',
    );
    expect([project, other].map((from) => enters(byName, from, db, 1))).toEqual([true, false]);
  });

  it('may be every namespace, which is not every address', () => {
    const all = world('podSelector: {}\ningress: [{ from: [{ namespaceSelector: {} }] }]');
    expect([project, other, ip('1.1.1.1')].map((from) => enters(all, from, db, 1))).toEqual([true, true, false]);
  });

  it('may be told by expressions', () => {
    const some = world(`
podSelector: { matchExpressions: [{ key: role, operator: In, values: [db, cache] }] }
ingress:
  - from:
      - podSelector: { matchExpressions: [{ key: role, operator: Exists }, { key: role, operator: NotIn, values: [db] }] }`);
    expect([frontend, other].map((from) => enters(some, from, db, 1))).toEqual([true, false]);
    expect(enters(some, other, frontend, 1)).toBe(true);
  });
});

describe('defaults', () => {
  it('an empty rule lets all through; no rule lets none', () => {
    expect(enters(world('podSelector: {}\ningress: [{}]'), ip('1.1.1.1'), db, 1)).toBe(true);
    expect(enters(world('podSelector: {}\ningress: []'), frontend, db, 1)).toBe(false);
    expect(leaves(world('podSelector: {}\npolicyTypes: [Egress]\negress: [{}]'), db, ip('1.1.1.1'), 1)).toBe(true);
  });

  it('policies add up: one that lets through is enough', () => {
    const two = world(
      'podSelector: {}\npolicyTypes: [Ingress]',
      'podSelector: {}\ningress: [{ from: [{ podSelector: { matchLabels: { role: frontend } } }] }]',
    );
    expect([frontend, other].map((from) => enters(two, from, db, 1))).toEqual([true, false]);
  });
});

describe('ports', () => {
  it('are TCP unless they say otherwise', () => {
    const tcp = world('podSelector: {}\ningress: [{ ports: [{ port: 53 }] }]');
    expect(enters(tcp, frontend, db, 53)).toBe(true);
    expect(enters(tcp, frontend, db, 53, 'UDP')).toBe(false);
  });

  it('may be a range, ends included', () => {
    const range = world('podSelector: {}\negress: [{ ports: [{ protocol: TCP, port: 32000, endPort: 32768 }] }]');
    expect([31999, 32000, 32768, 32769].map((port) => leaves(range, db, ip('10.0.0.1'), port))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('may be named: the name of the one who is called', () => {
    const named = world('podSelector: {}\ningress: [{ ports: [{ port: db }] }]');
    expect([6379, 80].map((port) => enters(named, frontend, db, port))).toEqual([true, false]);
  });
});
