import { blueGreen, blueGreenPair, defineFleet, fixed, ingressClass, overlay, web } from '@eco2/manifests';

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
      ingress: ingressClass('nginx', { host: 'backend.example.org' }),
      git: { repo: 'https://git.example.org/backend.git', revision: 'main' },
    },
  },
});

const common = {
  port: 8000,
  scale: fixed(2),
  resources: { cpu: ['100m', '300m'], memory: ['128Mi', '256Mi'] },
} as const;

/** By Argo Rollouts: the new version is asked itself, five times, before it gets a request. */
const orders = defineService('orders', () => ({
  ...common,
  route: '/orders',
  delivery: blueGreen({
    promotion: 'automatic',
    before: [web({ path: '/health', field: '{$.status}', equals: 'ok', count: 5, interval: '10s' })],
    previewReplicas: 1,
    scaleDownDelay: '5m',
  }),
}));

/**
 * Without a controller: two Deployments, and a Service that selects one of them. Here the newest version runs and is
 * looked at; the next commit makes it `live`, the one after that sets `next: 'none'`.
 */
const invoices = defineService('invoices', () => ({
  ...common,
  route: '/invoices',
  delivery: blueGreenPair({ live: { side: 'blue', tag: '2.3.0' }, next: 'newest' }),
}));

export const fleet = compose(invoices, orders);
