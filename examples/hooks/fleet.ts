import {
  clusterSecrets,
  connection,
  defaultDeny,
  defineFleet,
  externalSecrets,
  fixed,
  ingressClass,
  migration,
  overlay,
  secret,
  smokeTest,
} from '@eco2/manifests';

const nginx = {
  name: 'ingress-nginx',
  namespace: 'ingress-nginx',
  labels: { 'app.kubernetes.io/name': 'ingress-nginx' },
};

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
        nodes: { a: { machine: 't3.large' } },
        systemPods: { cpu: 300, memory: 300, pods: 6 },
      },
      registry: { url: 'registry.example.org/backend' },
      ingress: ingressClass('nginx', { host: 'backend.example.org', pods: nginx }),
      isolation: defaultDeny({ scrapers: [] }),
      secrets: clusterSecrets({ namespace: 'secrets' }),
      addOns: [externalSecrets()],
      git: { repo: 'https://git.example.org/backend.git', revision: 'main' },
    },
  },
});

const database = connection('database', {
  host: 'database.data.svc.cluster.local',
  port: 5432,
  prefix: 'DATABASE',
  pods: { namespace: 'data', labels: { 'app.kubernetes.io/name': 'database' } },
  credentials: secret('database', { keys: ['password'], env: { DATABASE_PASSWORD: 'password' } }),
});

/** The database changes before the new pods start; a test asks them before the sync counts as done. */
const backend = defineService('backend', () => ({
  port: 8000,
  scale: fixed(2),
  resources: { cpu: ['100m', '300m'], memory: ['128Mi', '256Mi'] },
  uses: [database],
  route: '/',
  hooks: [
    migration({ command: ['alembic', 'upgrade', 'head'], deadline: '5m' }),
    smokeTest({ command: ['python', '-m', 'backend.smoke'], deadline: '1m' }),
  ],
}));

export const fleet = compose(backend);
