import { schema } from '../../../src/checks/rules/schema/schema.js';
import { findings } from '../findings.js';

const policy = (entry: string) =>
  `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a, namespace: api}, spec: {podSelector: {}, egress: [{${entry}}]}}`;
const block = (cidr: string, except = '') =>
  policy(`to: [{ipBlock: {cidr: "${cidr}"${except && `, except: [${except}]`}}}]`);
const at = 'spec.egress[0].to[0]';
const port = 'spec.egress[0].ports[0].endPort';

test.each([
  ['an address', block('10.0.0.7'), `error ${at}.ipBlock.cidr: "10.0.0.7" is no range of addresses`],
  ['a host', block('db.team.io'), `error ${at}.ipBlock.cidr: "db.team.io" is no range of addresses`],
  ['a long prefix', block('10.0.0.0/33'), `error ${at}.ipBlock.cidr: "10.0.0.0/33" is no range of addresses`],
  ['bits behind it', block('10.0.3.5/22'), `warning ${at}.ipBlock.cidr: "10.0.3.5/22" stands for all of 10.0.0.0/22`],
  [
    'an exception outside',
    block('10.0.0.0/16', '10.1.0.0/24'),
    `error ${at}.ipBlock.except[0]: "10.1.0.0/24" is not a part of "10.0.0.0/16", from which it is taken`,
  ],
  [
    'an exception of everything',
    block('10.0.0.0/16', '10.0.0.0/16'),
    `error ${at}.ipBlock.except[0]: "10.0.0.0/16" is not a part of "10.0.0.0/16", from which it is taken`,
  ],
  [
    'an exception of another family',
    block('::/0', '10.0.0.0/8'),
    `error ${at}.ipBlock.except[0]: "10.0.0.0/8" is not a part of "::/0", from which it is taken`,
  ],
  [
    'an exception that is none',
    block('0.0.0.0/0', '10.0.0.7'),
    `error ${at}.ipBlock.except[0]: "10.0.0.7" is no range of addresses`,
  ],
  [
    'two in one',
    policy('to: [{ipBlock: {cidr: 10.0.0.0/8}, namespaceSelector: {}}]'),
    `error ${at}: the entry has ipBlock and namespaceSelector, an ipBlock stands alone`,
  ],
  [
    'nobody',
    policy('to: [{}]'),
    `error ${at}: the entry names nobody, it needs ipBlock, podSelector or namespaceSelector`,
  ],
  ['a last port alone', policy('ports: [{endPort: 80}]'), `error ${port}: "endPort" is set without "port"`],
  [
    'a last port after a name',
    policy('ports: [{port: http, endPort: 80}]'),
    `error ${port}: "endPort" is set, and "port" is the name "http"`,
  ],
  [
    'a last port below the first',
    policy('ports: [{port: 90, endPort: 80}]'),
    `error ${port}: "endPort" is 80, which is below "port", 90`,
  ],
])('%s', (_, text, said) => {
  expect(findings(schema, text)).toEqual([said]);
});

test.each([
  block('0.0.0.0/0', '10.0.0.0/8, 169.254.169.254/32'),
  block('10.0.0.7/32'),
  block('fd00::1/64'),
  block('{{ .Values.cidr }}'),
  policy('to: [{podSelector: {}, namespaceSelector: {}}]'),
  policy('to: [], ports: [{port: 80, endPort: 80}]'),
])('silent %#', (text) => {
  expect(findings(schema, text)).toEqual([]);
});
