import { defineFleet, fixed, ingressClass, overlay, rolling, sealed, secret } from '@eco2/manifests';

const { defineService, fleet: compose } = defineFleet({
  name: 'backend',
  rootApplication: 'fleet',
  namespaces: { services: 'api', workers: 'workers' },
  images: 'images',
  sealed: 'sealed',
  environments: {
    live: {
      cluster: {
        kubernetes: '1.28',
        network: overlay({ pods: '10.244.0.0/16', services: '10.96.0.0/12' }),
        nodes: { a: { machine: 't3.large' }, b: { machine: 't3.large' } },
        systemPods: { cpu: 300, memory: 300, pods: 6 },
      },
      registry: { url: 'registry.example.org/backend' },
      ingress: ingressClass('traefik', { host: 'backend.example.org' }),
      // Values lie in sealed/live.yaml. This certificate and its key are made up: no controller opens them.
      secrets: sealed(),
      git: { repo: 'https://git.example.org/backend.git', revision: 'main' },
    },
  },
});

const database = secret('database', {
  keys: ['user', 'password'],
  templates: { url: ({ user, password }) => `postgresql://${user}:${password}@db.example.org:5432/backend` },
});

const backend = defineService('backend', () => ({
  port: 8000,
  scale: fixed(2),
  resources: { cpu: ['100m', '300m'], memory: ['128Mi', '256Mi'] },
  env: { DATABASE_URL: database.key.url },
  delivery: rolling(),
}));

export const fleet = compose(backend);
