import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

const library = join(__dirname, '../..');

/** What one run of the command gave. */
export interface Run {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** A small project in a folder of its own, which imports the library as any fleet does. */
export class Project {
  readonly root = mkdtempSync(join(tmpdir(), 'eco-project-'));

  /** @param folder of a small fleet, from the root of the repository; `''` for none */
  constructor(folder = 'test/golden/shop') {
    if (folder !== '')
      cpSync(join(library, folder), this.root, { recursive: true, filter: (file) => !file.endsWith('/dist') });
    mkdirSync(join(this.root, 'node_modules/@eco2'), { recursive: true });
    symlinkSync(library, join(this.root, 'node_modules/@eco2/manifests'));
  }

  eco(args: string, env: Readonly<Record<string, string>> = {}, input?: string): Run {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(library, 'bin/eco.js'), ...args.split(' ').filter(Boolean)],
      {
        cwd: this.root,
        encoding: 'utf8',
        env: { ...process.env, NO_COLOR: '1', ...env },
        input,
      },
    );
    return { status, out: stdout, err: stderr };
  }

  path(file: string): string {
    return join(this.root, file);
  }

  read(file: string): string {
    return readFileSync(this.path(file), 'utf8');
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(this.path(file)), { recursive: true });
    writeFileSync(this.path(file), text);
  }

  /** Changes one place of a file. The text must be there once, or the test itself is wrong. */
  edit(file: string, before: string, after: string): void {
    const text = this.read(file);
    if (text.split(before).length !== 2) throw new Error(`"${before}" is not in ${file} exactly once`);
    this.write(
      file,
      text.replace(before, () => after),
    );
  }

  /** Every file below a folder with its text. */
  tree(folder = 'dist'): Readonly<Record<string, string>> {
    const top = this.path(folder);
    if (!existsSync(top)) return {};
    const files = readdirSync(top, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = files.map((entry) => relative(top, join(entry.parentPath, entry.name))).sort();
    return Object.fromEntries(paths.map((path) => [path, readFileSync(join(top, path), 'utf8')]));
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
