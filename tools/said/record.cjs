// Keeps what tests make the library and the command say, a file for each file of tests.
const childProcess = require('node:child_process');
const { createHash } = require('node:crypto');
const { mkdirSync, writeFileSync } = require('node:fs');
const { join, relative } = require('node:path');

const root = join(__dirname, '../..');
const folder = process.env.ECO_SAID;
const said = new Map();
/** Of each shape; what differs in quoted words alone may be two messages. */
const most = 4;

function keep(file, text) {
  const { currentTestName: name, testPath } = expect.getState();
  // Tables and random input say the same with other names and numbers.
  const shape = `${file} ${text.replaceAll(/"[^"]*"|\d+/g, '')}`;
  const same = said.get(shape) ?? [];
  if (text.length >= 500 || same.length >= most || same.some((one) => one.text === text)) return;
  said.set(shape, [...same, { file, text, test: relative(root, testPath), name }]);
}

globalThis.said = (file, text) => {
  if (typeof text === 'string') keep(file, text);
  return text;
};

/** What the command prints as a process of its own: `… error: MESSAGE [rule]`, or the same as JSON. */
function heard(args, text) {
  if (!args.some((arg) => String(arg).endsWith('bin/eco.js'))) return;
  for (const [, message] of text.matchAll(/"message": ("(?:[^"\\]|\\.)*")/g)) keep('', JSON.parse(message));
  const line = text.replaceAll(/\s+/g, ' ');
  for (const [, message] of line.matchAll(/\b(?:error|warning): (.{4,400}?) \[[\w-]+\]/g)) keep('', message);
}

const { spawn, spawnSync } = childProcess;
childProcess.spawnSync = (command, args, options) => {
  const done = spawnSync(command, args, options);
  if (Array.isArray(args)) heard(args, `${done.stdout ?? ''}\n${done.stderr ?? ''}`);
  return done;
};
childProcess.spawn = (command, args, options) => {
  const child = spawn(command, args, options);
  if (!Array.isArray(args)) return child;
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (more) => (text += more));
  child.on('close', () => heard(args, text));
  return child;
};

afterAll(() => {
  Object.assign(childProcess, { spawn, spawnSync });
  const { testPath } = expect.getState();
  mkdirSync(folder, { recursive: true });
  const name = createHash('sha1').update(testPath).digest('hex');
  writeFileSync(join(folder, `${name}.json`), JSON.stringify([...said.values()].flat()));
});
