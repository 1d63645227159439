import {
  canary,
  cookie,
  defineFleet,
  fixed,
  header,
  istio,
  latency,
  overlay,
  pause,
  successRate,
  untilPromoted,
  weight,
} from '@eco2/manifests';

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
      ingress: istio({
        host: 'backend.example.org',
        gateway: { name: 'public', namespace: 'istio-system' },
        mutualTls: 'strict',
      }),
      prometheus: { address: 'http://prometheus.monitoring.svc.cluster.local:9090' },
      git: { repo: 'https://git.example.org/backend.git', revision: 'main' },
    },
  },
});

/** Testers meet the new version by header or cookie; of the rest a tenth does, until someone promotes it. */
const backend = defineService('backend', () => ({
  port: 8000,
  scale: fixed(3),
  resources: { cpu: ['100m', '300m'], memory: ['128Mi', '256Mi'] },
  route: '/',
  delivery: canary({
    steps: [weight(10), pause('10m'), untilPromoted(), weight(50), pause('10m')],
    always: [header('canary', 'true'), cookie('canary', 'true')],
    analysis: [
      successRate({ atLeast: 0.99, reporter: 'mesh', failureLimit: 2 }),
      latency({ quantile: 0.95, atMost: '500ms', reporter: 'mesh', failureLimit: 2 }),
    ],
    dynamicStableScale: true,
  }),
}));

export const fleet = compose(backend);
