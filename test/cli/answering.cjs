// Runs the command as on a terminal where somebody types: the lines come from standard input.
const { join } = require('node:path');

const library = join(__dirname, '../../lib/src/cli');
const { reader } = require(join(library, 'ask.js'));
const { main } = require(join(library, 'main.js'));

const someone = reader(process.stdin, process.stdout);
const terminal = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  ask: someone.ask,
  colour: false,
  width: 80,
  cwd: process.cwd(),
  env: {},
};
main(process.argv.slice(2), terminal).then((code) => {
  someone.close();
  process.exitCode = code;
});
