import type { Facts } from '../../../src/cluster/facts.js';
import { setOf } from '../../manifest/set-of.js';

const pod = (name: string, port: number, namespace = 'web') =>
  `---\n{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: ${namespace}, labels: {app: ${name}}}, spec: {containers: [{name: c, image: "x:1", ports: [{containerPort: ${port}}]}]}}\n`;
const policy = (name: string, of: string, spec: string) =>
  `---\n{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: ${name}, namespace: web}, spec: {podSelector: {matchLabels: {app: ${of}}}, ${spec}}}\n`;

/** A cart that may call its stock, a stock that nobody else may call, and a host outside. */
export const set = setOf(
  pod('cart', 8000) +
    pod('stock', 9000) +
    pod('other', 7000) +
    policy(
      'stock',
      'stock',
      'policyTypes: [Ingress], ingress: [{from: [{podSelector: {matchLabels: {app: cart}}}], ports: [{port: 9000}]}]',
    ) +
    policy('other', 'other', 'policyTypes: [Egress], egress: []'),
);

const pods = (name: string) => ({ name, namespace: 'web', labels: { app: name } });
const payments = { name: 'payments', range: '0.0.0.0/0' };
export const facts: Facts = {
  calls: [
    { from: pods('cart'), to: pods('stock'), port: 9000, protocol: 'TCP', purpose: 'uses' },
    { from: pods('cart'), to: payments, port: 443, protocol: 'TCP', purpose: 'uses' },
    { from: pods('cart'), to: { name: 'DNS', range: '10.0.0.1/32' }, port: 53, protocol: 'UDP', purpose: 'dns' },
  ],
};
