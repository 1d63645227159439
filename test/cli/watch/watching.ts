import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Project } from '../project.js';

const command = join(__dirname, '../../../bin/eco.js');

/** `eco synth --watch` in a project, and what it says. */
export class Watching {
  readonly process: ChildProcess;
  #text = '';
  #from = 0;
  #wake: () => void = () => {};

  constructor(project: Project, args: readonly string[] = []) {
    // One stream: of two nobody knows which was first.
    this.process = spawn('sh', ['-c', 'exec "$0" "$@" 2>&1', process.execPath, command, 'synth', '--watch', ...args], {
      cwd: project.root,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, NO_COLOR: '1' },
    });
    this.process.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#text += text;
      this.#wake();
    });
  }

  /** What it says up to something, since the last time. Throws when that does not come. */
  async until(pattern: RegExp): Promise<string> {
    const deadline = performance.now() + 30_000;
    for (;;) {
      const found = pattern.exec(this.#text.slice(this.#from));
      if (found) {
        const end = this.#from + found.index + found[0].length;
        const said = this.#text.slice(this.#from, end);
        this.#from = end;
        return said;
      }
      if (this.process.exitCode !== null || performance.now() > deadline)
        throw new Error(`no ${pattern} in: ${this.#text.slice(this.#from)}`);
      await new Promise<void>((done) => {
        const timer = setTimeout(done, 1000);
        this.#wake = () => {
          clearTimeout(timer);
          done();
        };
      });
    }
  }

  /** What it says until it has dealt with what is on disk at this moment. */
  done(): Promise<string> {
    return this.until(/^dist\/(?:: .*| stays as it is.*)\n/m);
  }

  async end(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    this.process.kill(signal);
    await once(this.process, 'close');
  }
}
