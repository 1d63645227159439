import type { Terminal } from './command.js';
import { main } from './main.js';

/** The process as a terminal. The only place that reads the environment. */
function terminal(): Terminal {
  const { env, stdout } = process;
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void process.stderr.write(text),
    colour: stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb',
    width: Math.min(stdout.columns ?? 80, 100),
    cwd: process.cwd(),
    env,
  };
}

// A reader that has seen enough (`eco check | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

void main(process.argv.slice(2), terminal()).then((code) => {
  process.exitCode = code;
});
