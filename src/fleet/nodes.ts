import type { NodeSpec, Taint } from '@eco2/manifests';

const infrastructure: Taint = { key: 'node-role.kubernetes.io/infrastructure', value: 'true', effect: 'NoSchedule' };

const api = <Domain extends string>(domain: Domain, machine: 't3.micro' | 't3.small') =>
  ({ machine, selectedBy: { domain }, labels: { workload: 'api' } }) satisfies NodeSpec;

const store = (workload: string) =>
  ({ machine: 't3.small', selectedBy: { workload }, taints: [infrastructure] }) satisfies NodeSpec;

/** The thirteen machines of prod. */
export const nodes = {
  'k8s-master': {
    machine: 't3.large',
    taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }],
  },
  'k8s-api-waste': api('waste', 't3.small'),
  'k8s-api-auth': api('auth', 't3.micro'),
  'k8s-api-userinfo': api('userinfo', 't3.micro'),
  'k8s-api-location': api('location', 't3.micro'),
  'k8s-api-recycle-info': api('recycle-info', 't3.micro'),
  'k8s-api-chat-llm': api('chat-llm', 't3.small'),
  'k8s-worker-storage': {
    machine: 't3.medium',
    selectedBy: { workload: 'worker-storage', 'worker-type': 'io-bound' },
    labels: { 'pool-type': 'eventlet' },
  },
  'k8s-worker-ai': {
    machine: 't3.medium',
    selectedBy: { workload: 'worker-ai', 'worker-type': 'network-bound' },
    labels: { 'pool-type': 'prefork' },
  },
  'k8s-rabbitmq': store('message-queue'),
  'k8s-postgresql': store('database'),
  'k8s-redis': store('cache'),
  'k8s-monitoring': { machine: 't3.large', selectedBy: { workload: 'monitoring' }, taints: [infrastructure] },
} satisfies Record<string, NodeSpec>;
