// One measurement: synthesizes a made-up fleet of so many services. Prints objects, seconds and megabytes as JSON.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchFleet } from './made-fleet.mjs';

const require = createRequire(import.meta.url);
const { compose } = require('../lib/src/service/environment/compose.js');
const { synthesize } = require('../lib/src/synth/synthesize.js');
const { App } = require('cdk8s');

const [, , what, count] = process.argv;
const { fleet, images } = benchFleet(Number(count));

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
