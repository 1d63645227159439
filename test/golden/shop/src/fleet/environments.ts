import { defineFleet, ingressClass, overlay } from '@eco2/manifests';

const network = overlay({ pods: '10.244.0.0/16', services: '10.96.0.0/12' });
const systemPods = { cpu: 100, memory: 100, pods: 4 };

export const { defineService, defineWorker, fleet } = defineFleet({
  name: 'shop',
  rootApplication: 'shop',
  namespaces: { services: 'web', workers: 'jobs' },
  images: 'src/fleet/images',
  environments: {
    live: {
      cluster: {
        kubernetes: '1.28',
        network,
        systemPods,
        nodes: { big: { machine: 't3.medium', selectedBy: { size: 'big' } } },
      },
      registry: { url: 'registry.test/shop' },
      ingress: ingressClass('nginx', { host: 'shop.test' }),
      git: { repo: 'https://git.test/shop.git', revision: 'main' },
    },
    test: {
      cluster: { kubernetes: '1.28', network, systemPods, nodes: { one: { machine: 't3.large' } }, pinning: 'no' },
      registry: { url: 'registry.test/shop' },
      ingress: ingressClass('nginx', { host: 'shop.localhost' }),
      git: { repo: 'https://git.test/shop.git', revision: 'develop' },
    },
  },
});
