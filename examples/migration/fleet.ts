import {
  canary,
  defineFleet,
  fixed,
  ingressClass,
  migrate,
  overlay,
  pause,
  rolling,
  successRate,
  weight,
} from '@eco2/manifests';

const surroundings = {
  cluster: {
    kubernetes: '1.28',
    network: overlay({ pods: '10.244.0.0/16', services: '10.96.0.0/12' }),
    nodes: { a: { machine: 't3.large' }, b: { machine: 't3.large' } },
    systemPods: { cpu: 300, memory: 300, pods: 6 },
  },
  registry: { url: 'registry.example.org/backend' },
  ingress: ingressClass('nginx', { host: 'backend.example.org' }),
  prometheus: { address: 'http://prometheus.monitoring.svc.cluster.local:9090' },
  git: { repo: 'https://git.example.org/backend.git', revision: 'main' },
} as const;

// One environment for each commit of the way, so that all four can be read side by side.
const { defineService, fleet: compose } = defineFleet({
  name: 'backend',
  rootApplication: 'fleet',
  namespaces: { services: 'api', workers: 'workers' },
  images: 'images',
  environments: {
    '1-deployment': surroundings,
    '2-beside': surroundings,
    '3-parked': surroundings,
    '4-rollout': surroundings,
  },
});

const to = canary({
  steps: [weight(10), pause('5m'), weight(50), pause('5m')],
  analysis: [successRate({ atLeast: 0.95, failureLimit: 3 })],
});

const backend = defineService('backend', (env) => ({
  port: 8000,
  scale: fixed(3),
  resources: { cpu: ['100m', '300m'], memory: ['128Mi', '256Mi'] },
  route: '/',
  delivery: env.pick({
    '1-deployment': rolling(),
    '2-beside': migrate({ phase: 'beside', to }),
    '3-parked': migrate({ phase: 'parked', to }),
    '4-rollout': to,
  }),
}));

export const fleet = compose(backend);
