import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder in which promtool is run on files that are written as JSON, which is YAML too. */
export class Promtool {
  readonly folder = mkdtempSync(join(tmpdir(), 'eco-promtool-'));

  write(file: string, content: object): void {
    writeFileSync(join(this.folder, file), JSON.stringify(content));
  }

  run(...args: string[]): { readonly status: number | null; readonly out: string } {
    const { status, stdout, stderr, error } = spawnSync('promtool', args, { cwd: this.folder, encoding: 'utf8' });
    if (error) throw error;
    return { status, out: stdout + stderr };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Whether this machine has promtool. */
export function hasPromtool(): boolean {
  return spawnSync('promtool', ['--version']).status === 0;
}
