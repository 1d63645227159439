#!/usr/bin/env node
// Runs lib/eco.cjs. The build puts what V8 made of it beside it (tools/code-cache.mjs): reading that takes a third of
// the time of compiling the text. Another version of Node refuses it, and compiles.
const { existsSync, readFileSync } = require('node:fs');
const { createRequire, wrap } = require('node:module');
const { dirname, join } = require('node:path');
const { constants, Script } = require('node:vm');

// Most functions run a few times only: V8's quick compiler pays, and its thorough one for what is really hot alone.
const { setFlagsFromString } = require('node:v8');
setFlagsFromString('--sparkplug');
setFlagsFromString('--interrupt-budget=1000000');
// The overview needs no command; `help COMMAND` does.
const [first, second] = process.argv.slice(2);
const overview = [undefined, '--help', '-h', '--version'].includes(first) || (first === 'help' && second === undefined);
const filename = join(__dirname, overview ? '../lib/eco-help.cjs' : '../lib/eco.cjs');
const cache = `${filename}.cache`;

exports.script = new Script(wrap(readFileSync(filename, 'latin1')), {
  filename,
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  ...(existsSync(cache) && { cachedData: readFileSync(cache) }),
});
exports.script.runInThisContext()({}, createRequire(filename), {}, filename, dirname(filename));
