import { defineFleet, ingressClass, overlay } from '@eco2/manifests';

export const { defineService, defineStore, defineWorker, fleet } = defineFleet({
  name: 'shop',
  rootApplication: 'shop-root',
  namespaces: { services: 'shop', workers: 'shop-workers' },
  images: 'src/fleet/images',
  promotion: ['dev', 'prod'],
  environments: {
    // One node on a laptop: kind or k3d, with ingress-nginx.
    dev: {
      cluster: {
        kubernetes: '1.34',
        network: overlay({ pods: '10.244.0.0/16', services: '10.96.0.0/16' }),
        nodes: { laptop: { machine: { cpu: 4000, memory: 8000 } } },
        systemPods: { cpu: 1000, memory: 500, pods: 12 },
        pinning: 'no',
      },
      registry: { url: 'registry.example.org/shop' },
      ingress: ingressClass('nginx', { host: 'shop.localhost' }),
      git: { repo: 'https://git.example.org/shop.git', revision: 'main' },
    },
    prod: {
      cluster: {
        kubernetes: '1.34',
        network: overlay({ pods: '10.244.0.0/16', services: '10.96.0.0/16' }),
        nodes: {
          a: { machine: 't3.large' },
          b: { machine: 't3.large' },
          data: { machine: 't3.large', selectedBy: { workload: 'data' } },
        },
        systemPods: { cpu: 300, memory: 300, pods: 6 },
      },
      registry: { url: 'registry.example.org/shop' },
      ingress: ingressClass('nginx', { host: 'shop.example.org' }),
      git: { repo: 'https://git.example.org/shop.git', revision: 'main' },
    },
  },
});
