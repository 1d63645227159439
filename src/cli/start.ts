import { isatty } from 'node:tty';
import type { Reader } from './ask.js';
import type { Terminal } from './command.js';
import type { Emission } from './compile/emission.js';
import { main } from './main.js';
import { statusLine } from './status-line.js';

let reader: Reader | undefined;

async function ask(question: string): Promise<string | undefined> {
  reader ??= (await import('./ask.js')).reader(process.stdin, process.stdout);
  return reader.ask(question);
}

const { env, stdout } = process;
const line = statusLine(
  (text) => void process.stderr.write(text),
  () => performance.now(),
  stdout.columns || 80,
);

/** The process as a terminal. The only place that reads the environment. */
function terminal(emission: Emission | undefined): Terminal {
  return {
    out: (text) => {
      line.clear();
      stdout.write(text);
    },
    err: (text) => {
      line.clear();
      process.stderr.write(text);
    },
    status: isatty(2) && !env.CI && env.TERM !== 'dumb' ? line.show : undefined,
    colour: stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb',
    width: Math.min(stdout.columns || 80, 100),
    piped: stdout.isTTY !== true,
    // To look at `stdin` itself is to open it.
    ask: isatty(0) && stdout.isTTY && !env.CI ? ask : undefined,
    cwd: process.cwd(),
    emission,
    env,
  };
}

// A reader that has seen enough (`eco check | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

// Nothing is left to do then: to end at once is quicker than to take the process apart.
process.once('beforeExit', (code) => process.exit(code));

/**
 * Runs the command that the process was started with.
 * @param emission the compiler, where it is at work for this command line already
 */
export async function start(emission?: Emission): Promise<void> {
  process.exitCode = await main(process.argv.slice(2), terminal(emission));
  reader?.close();
  line.clear();
}
