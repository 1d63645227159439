import { defaultDeny, defineFleet, fixed, istio, madeBy, outside, overlay, secret } from '@eco2/manifests';

const {
  defineService,
  defineWorker,
  fleet: compose,
} = defineFleet({
  name: 'shop',
  rootApplication: 'fleet',
  namespaces: { services: 'web', workers: 'jobs' },
  images: 'images',
  environments: {
    live: {
      cluster: {
        kubernetes: '1.28',
        network: overlay({ pods: '10.244.0.0/16', services: '10.96.0.0/12' }),
        nodes: { a: { machine: 't3.large' }, b: { machine: 't3.large' } },
        systemPods: { cpu: 300, memory: 300, pods: 6 },
      },
      registry: { url: 'registry.example.org/shop' },
      ingress: istio({
        host: 'shop.example.org',
        gateway: { name: 'public', namespace: 'istio-ingress' },
        pods: { name: 'gateway', namespace: 'istio-ingress', labels: { istio: 'ingress' } },
        mutualTls: 'strict',
      }),
      isolation: defaultDeny({
        scrapers: [{ name: 'Prometheus', namespace: 'monitoring', labels: { 'app.kubernetes.io/name': 'prometheus' } }],
      }),
      git: { repo: 'https://git.example.org/shop.git', revision: 'main' },
    },
  },
});

const small = { cpu: ['100m', '300m'], memory: ['128Mi', '256Mi'] } as const;
const mail = outside('mail', {
  host: 'api.mail.example.net',
  credentials: secret('mail', {
    keys: ['token'],
    env: { MAIL_TOKEN: 'token' },
    source: madeBy('who runs the cluster'),
  }),
});

const stock = defineService('stock', () => ({ port: 9000, scale: fixed(2), resources: small }));

const cart = defineService('cart', () => ({
  port: 8000,
  scale: fixed(2),
  resources: small,
  uses: [stock],
  route: '/cart',
}));

const mailer = defineWorker('mailer', () => ({
  celery: { app: 'mailer', pool: 'eventlet', concurrency: 100 },
  metricsPort: 9090,
  scale: fixed(1),
  resources: small,
  uses: [stock, mail],
}));

export const fleet = compose(cart, mailer, stock);
