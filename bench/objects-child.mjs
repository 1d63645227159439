// One measurement, in a process of its own: checks of so many objects, or the difference that one changed tag in eight makes.
import { createRequire } from 'node:module';
import { benchFiles } from './made-fleet.mjs';

const require = createRequire(import.meta.url);
const { partFiles } = require('../lib/src/manifest/files/sets.js');
const { runAll } = require('../lib/src/checks/run.js');
const { diffSets } = require('../lib/src/diff/diff.js');
const { renderDiff } = require('../lib/src/diff/render-text.js');

const [, , what, count] = process.argv;
const files = [...benchFiles(Math.round(Number(count) / 8))].map(([path, text]) => ({ file: path, path, text }));
const read = () => partFiles(files);
const changed = () => partFiles(files.map((one) => ({ ...one, text: one.text.replaceAll('1.0.0', '1.1.0') })));

const seconds = what === 'check' ? checkAll(read()) : diffAll(read().sets[0], changed().sets[0]);
const memory = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ objects: files.length, seconds, memory }));

function checkAll(parted) {
  const began = performance.now();
  runAll(parted, {});
  return (performance.now() - began) / 1000;
}

function diffAll(before, after) {
  const began = performance.now();
  renderDiff(diffSets(before, after, { kubernetes: '1.34' }));
  return (performance.now() - began) / 1000;
}
