import { canary, defineFleet, fixed, ingressClass, overlay, pause, successRate, weight } from '@eco2/manifests';

const { defineService, fleet: compose } = defineFleet({
  name: 'backend',
  rootApplication: 'fleet',
  namespaces: { services: 'api', workers: 'workers' },
  images: 'images',
  environments: {
    live: {
      cluster: {
        kubernetes: '1.28',
        network: overlay({ pods: '10.244.0.0/16', services: '10.96.0.0/12' }),
        nodes: { a: { machine: 't3.large' }, b: { machine: 't3.large' } },
        systemPods: { cpu: 300, memory: 300, pods: 6 },
      },
      registry: { url: 'registry.example.org/backend' },
      // Not NGINX's: nothing here can split traffic, so that the canary gets the share of its pods.
      ingress: ingressClass('traefik', { host: 'backend.example.org' }),
      prometheus: { address: 'http://prometheus.monitoring.svc.cluster.local:9090' },
      git: { repo: 'https://git.example.org/backend.git', revision: 'main' },
    },
  },
});

/** Ten pods, so that 10, 30 and 50 % are whole pods. */
const backend = defineService('backend', () => ({
  port: 8000,
  scale: fixed(10),
  resources: { cpu: ['100m', '300m'], memory: ['128Mi', '256Mi'] },
  route: '/',
  delivery: canary({
    steps: [weight(10), pause('5m'), weight(30), pause('5m'), weight(50), pause('5m')],
    analysis: [successRate({ atLeast: 0.95, interval: '1m', window: '5m', failureLimit: 3 })],
    traffic: 'pods',
  }),
}));

export const fleet = compose(backend);
