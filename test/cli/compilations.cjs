// Writes down each command that a process starts besides Git: `node --require` this, with FILE in LOG_STARTS.
const { appendFileSync } = require('node:fs');
const processes = require('node:child_process');

const { spawn } = processes;
processes.spawn = (command, args, options) => {
  if (process.env.LOG_STARTS) appendFileSync(process.env.LOG_STARTS, `${args.join(' ')}\n`);
  return spawn(command, args, options);
};
