import {
  automatic,
  defineFleet,
  flagger,
  flaggerQuery,
  ingressClass,
  overlay,
  requestSuccessRate,
  secret,
} from '@eco2/manifests';

const slack = secret('flagger-slack', { keys: ['address'] });

const { defineService, fleet: compose } = defineFleet({
  name: 'backend',
  rootApplication: 'fleet',
  namespaces: { services: 'api', workers: 'workers' },
  images: 'images',
  external: [{ apiVersion: 'v1', kind: 'Secret', namespace: 'api', name: slack.name, keys: slack.keys }],
  environments: {
    live: {
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
    },
  },
});

const backend = defineService('backend', () => ({
  port: 8000,
  scale: automatic({ min: 2, max: 4, cpu: 70 }),
  resources: { cpu: ['100m', '300m'], memory: ['128Mi', '256Mi'] },
  route: '/',
  delivery: flagger({
    interval: '1m',
    threshold: 5,
    stepWeight: 10,
    maxWeight: 50,
    progressDeadline: '10m',
    metrics: [
      requestSuccessRate({ atLeast: 99, interval: '1m' }),
      flaggerQuery({
        name: 'queue-wait',
        interval: '1m',
        atMost: 0.5,
        query: ({ newPods, window }) => `max(max_over_time(request_queue_seconds{${newPods}}[${window}])) or vector(0)`,
      }),
    ],
    alerts: { channel: 'releases', secret: slack },
  }),
}));

export const fleet = compose(backend);
