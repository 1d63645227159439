#!/usr/bin/env node
// Runs lib/eco.cjs. The build puts what V8 made of it beside it (tools/code-cache.mjs), once for `eco check` and once for
// all else: reading that takes a third of the time of compiling the text. Another version of Node refuses it, and compiles.
const { closeSync, existsSync, openSync, readSync, statSync } = require('node:fs');
const { createRequire } = require('node:module');
const { dirname, join } = require('node:path');
const { constants, Script } = require('node:vm');

// The overview needs no command; `help COMMAND` does.
const [first, second] = process.argv.slice(2);
const overview = [undefined, '--help', '-h', '--version'].includes(first) || (first === 'help' && second === undefined);
const filename = join(__dirname, overview ? '../lib/eco-help.cjs' : '../lib/eco.cjs');

// The compiler needs nothing of the command: it is at work while that is read.
const emission = ['synth', 'check'].includes(first)
  ? require('../lib/eco-early.cjs').early(process.argv.slice(2), process.cwd())
  : undefined;

// What V8 made of Node's own modules serves under its usual flags alone: those that every command needs come first.
for (const name of overview ? [] : ['child_process', 'crypto', 'os', 'tty']) require(`node:${name}`);

// Most functions run a few times only: V8's quick compiler pays, and its thorough one for what is really hot alone.
const { setFlagsFromString } = require('node:v8');
setFlagsFromString('--sparkplug');
setFlagsFromString('--interrupt-budget=1000000');
// The same of regular expressions: one that is asked twice is not yet worth machine code.
setFlagsFromString('--regexp-tier-up-ticks=20');
setFlagsFromString('--no-regexp-peephole-optimization');
// Old garbage is not looked for meanwhile, which a short run never needs to the end; whoever stays lets it be
// (src/cli/watch/watch.ts). What a synthesis makes lives on: with room for it at once it is moved fewer times. A check
// makes more that does not, and larger rooms are fresh pages.
setFlagsFromString('--no-incremental-marking');
if (first !== 'check') setFlagsFromString('--semi-space-growth-factor=16');

exports.cache = `${filename}.${first === 'check' ? 'check' : 'synth'}.cache`;
exports.script = compiled(exports.cache);
const bundle = { exports: {} };
exports.script.runInThisContext()(bundle.exports, createRequire(filename), bundle, filename, dirname(filename));
bundle.exports.start(emission);

/** Both files are read into the same memory: fresh pages cost more than filling them. */
function compiled(cache) {
  const files = existsSync(cache) ? [filename, cache] : [filename];
  const memory = Buffer.allocUnsafeSlow(Math.max(...files.map((file) => statSync(file).size)));
  const text = read(filename, memory).latin1Slice();
  return new Script(text, {
    filename,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(files.length > 1 && { cachedData: read(cache, memory) }),
  });
}

function read(file, memory) {
  const fd = openSync(file, 'r');
  const length = readSync(fd, memory);
  closeSync(fd);
  return memory.subarray(0, length);
}
