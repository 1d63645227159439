// One measurement: synthesizes a made-up fleet of so many services. Prints objects, seconds and megabytes as JSON.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const { defineFleet, fixed, ingressClass, overlay } = require('../lib/src/index.js');
const { compose } = require('../lib/src/service/compose.js');
const { synthesize } = require('../lib/src/synth/synthesize.js');
const { App } = require('cdk8s');

const [, , what, count] = process.argv;
const names = Array.from({ length: Number(count) }, (_, i) => `service-${i}`);

const authoring = defineFleet({
  name: 'bench',
  rootApplication: 'bench-root',
  namespaces: { services: 'web', workers: 'jobs' },
  images: 'images',
  environments: {
    live: {
      cluster: {
        kubernetes: '1.28',
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
const fleet = authoring.fleet(
  ...names.map((name) =>
    authoring.defineService(name, () => ({
      port: 8000,
      scale: fixed(2),
      resources: { cpu: ['100m', '200m'], memory: ['64Mi', '128Mi'] },
      env: { LOG_LEVEL: 'INFO' },
      files: { '/etc/service/rules.yaml': 'limit: 3\n' },
      route: `/${name}`,
    })),
  ),
);
const images = new Map(names.map((name) => [name, { tag: '1.0.0' }]));

const began = performance.now();
let objects;
if (what === 'ours')
  objects = synthesize(fleet, 'live', { images, imagesFile: 'images/live.yaml', output: 'dist' }).files.size;
else {
  const folder = mkdtempSync(join(tmpdir(), 'eco-bench-'));
  const { app } = compose(fleet, 'live', images);
  // The same tree; cdk8s writes one file a chart.
  Object.defineProperty(app, 'outdir', { value: folder });
  App.prototype.synth.call(app);
  objects = app.node.findAll().length;
  rmSync(folder, { recursive: true });
}
const seconds = (performance.now() - began) / 1000;
console.log(JSON.stringify({ objects, seconds, memory: process.resourceUsage().maxRSS / 1024 }));
