// A made-up fleet of so many services, eight manifests each.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { automatic, defineFleet, ingressClass, overlay } = require('../lib/src/index.js');
const { synthesize } = require('../lib/src/synth/synthesize.js');

const authoring = defineFleet({
  name: 'bench',
  rootApplication: 'bench-root',
  namespaces: { services: 'web', workers: 'jobs' },
  images: 'images',
  environments: {
    live: {
      cluster: {
        kubernetes: '1.34',
        network: overlay({ pods: '10.244.0.0/16', services: '10.96.0.0/12' }),
        nodes: {},
        systemPods: { cpu: 0, memory: 0, pods: 0 },
      },
      registry: { url: 'registry.test' },
      ingress: ingressClass('nginx', { host: 'bench.test' }),
      git: { repo: 'https://git.test/bench.git', revision: 'main' },
    },
  },
});

/** Definitions of so many services, and their images. */
export function benchFleet(services) {
  const names = Array.from({ length: services }, (_, i) => `service-${i}`);
  const define = (name) =>
    authoring.defineService(name, () => ({
      port: 8000,
      scale: automatic({ min: 2, max: 4, cpu: 70 }),
      resources: { cpu: ['100m', '200m'], memory: ['64Mi', '128Mi'] },
      env: { LOG_LEVEL: 'INFO' },
      files: { '/etc/service/rules.yaml': 'limit: 3\n' },
      route: `/${name}`,
    }));
  const fleet = authoring.fleet(...names.map(define));
  const images = new Map(names.map((name) => [name, { tag: '1.0.0' }]));
  return { fleet, images };
}

/** Path -> text, as they lie in the repository. */
export function benchFiles(services) {
  const { fleet, images } = benchFleet(services);
  const { files } = synthesize(fleet, 'live', { images, imagesFile: 'images/live.yaml', output: 'dist' });
  return new Map([...files].map(([path, text]) => [`dist/${path}`, text]));
}
