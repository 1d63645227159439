import {
  alb,
  blueGreen,
  canary,
  defineFleet,
  fixed,
  latency,
  overlay,
  pause,
  rolling,
  successRate,
  weight,
} from '@eco2/manifests';

const surroundings = {
  cluster: {
    kubernetes: '1.28',
    network: overlay({ pods: '192.168.0.0/16', services: '10.96.0.0/12', nodes: '10.0.0.0/16' }),
    nodes: { api: { machine: 't3.medium', selectedBy: { domain: 'api' } } },
    systemPods: { cpu: 300, memory: 200, pods: 4 },
  },
  registry: { url: 'registry.example.org/backend' },
  ingress: alb({ host: 'backend.example.org', group: 'backend', scheme: 'internet-facing' }),
  prometheus: { address: 'http://prometheus.monitoring.svc.cluster.local:9090' },
  git: { repo: 'https://git.example.org/backend.git', revision: 'main' },
} as const;

// One environment for each strategy: the same service three times, and one property of it that differs.
const { defineService, fleet: compose } = defineFleet({
  name: 'backend',
  rootApplication: 'fleet',
  namespaces: { services: 'api', workers: 'workers' },
  images: 'images',
  environments: { rolling: surroundings, canary: surroundings, 'blue-green': surroundings },
});

const backend = defineService('backend', (env) => ({
  port: 8000,
  node: 'api',
  scale: fixed(3),
  resources: { cpu: ['200m', '500m'], memory: ['256Mi', '512Mi'] },
  route: '/api/v1/backend',
  delivery: env.pick({
    rolling: rolling(),
    canary: canary({
      steps: [weight(10), pause('5m'), weight(50), pause('5m')],
      analysis: [
        successRate({ atLeast: 0.95, failureLimit: 3 }),
        latency({ quantile: 0.95, atMost: '500ms', failureLimit: 3 }),
      ],
    }),
    'blue-green': blueGreen({ promotion: 'by hand' }),
  }),
}));

export const fleet = compose(backend);
