import { nodeselectorPerService } from '../../../../src/checks/rules/scheduling/nodeselector-per-service.js';
import { deployment, findings } from '../../findings.js';

const pod = (name: string, domain: string) =>
  `---\n{apiVersion: v1, kind: Pod, metadata: {name: ${name}-api, namespace: api}, spec: {nodeSelector: {domain: ${domain}}, containers: []}}\n`;
const four = ['a', 'b', 'c', 'd'].map((name) => pod(name, name)).join('');
const check = (text: string) => findings(nodeselectorPerService, text);

test('on the node of another', () => {
  expect(check(four + pod('e', 'b'))).toEqual([
    'warning spec.nodeSelector.domain: "e-api" is pinned to domain: b, and 4 others to nodes of their own',
  ]);
});

test.each([
  ['its own', four + pod('e', 'e')],
  ['a node that is no service’s', four + pod('e', 'shared')],
  ['several share one', four + pod('e', 'b') + pod('f', 'b')],
  ['too few', pod('a', 'a') + pod('e', 'a')],
])('silent: %s', (_, text) => {
  expect(check(text)).toEqual([]);
});

const store = (name: string, redis: string, sentinel: string) =>
  `---\n{apiVersion: databases.spotahome.com/v1, kind: RedisFailover, metadata: {name: ${name}-redis, namespace: data}, spec: {redis: {nodeSelector: {${redis}}}, sentinel: {nodeSelector: {${sentinel}}}}}\n`;
const stores = ['auth', 'cache', 'queue'].map((name) => store(name, `store: ${name}`, `store: ${name}`)).join('');

test.each([
  ['a value a letter off', 'store: mial', 'store: mail', 'spec.redis.nodeSelector.store', 'store=mial', 'store=mail'],
  ['another label', 'stroe: mail', 'store: mail', 'spec.redis.nodeSelector.stroe', 'stroe=mail', 'store=mail'],
  ['none', 'store: mail', '', 'spec.sentinel', 'store=mail', 'any'],
])('parts of one object: %s', (_, redis, sentinel, field, one, other) => {
  expect(findings(nodeselectorPerService, stores + store('mail', redis, sentinel))).toEqual([
    `warning ${field}: the pods of one object ask for unlike nodes: redis for ${one}, sentinel for ${other}; 3 others ask for the same with all`,
  ]);
});

test('a store on the nodes of another, where three have their own', () => {
  expect(findings(nodeselectorPerService, stores + store('mail', 'store: auth', 'store: auth'))).toEqual([
    'warning spec.redis.nodeSelector.store: "mail-redis" is pinned to store: auth, and 3 others to nodes of their own',
  ]);
  expect(findings(nodeselectorPerService, stores + store('mail', 'store: mail', 'store: mail'))).toEqual([]);
});

test('a value that nobody else asks for, with the toleration of those that ask for another', () => {
  const of = (name: string, role: string) =>
    deployment(name, `nodeSelector: {role: ${role}}, tolerations: [{key: domain, value: infra}]`);
  const all = ['a', 'b', 'c', 'd'].map((name) => of(name, 'monitoring')).join('');
  expect(findings(nodeselectorPerService, all + of('e', 'monitor'))).toEqual([
    'warning spec.template.spec.nodeSelector.role: nodes with role: monitor are asked for, and the 4 others that tolerate the taint domain=infra ask for monitoring',
  ]);
  expect(findings(nodeselectorPerService, all + of('e', 'logging') + of('f', 'logging'))).toEqual([]);
});
