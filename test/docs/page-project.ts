import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Project, type Run } from '../cli/project.js';
import { root } from './blocks.js';

/** What a page's commands are run with: no network, no cluster, a clock that Git does not read. */
const environment = {
  NO_COLOR: '1',
  TZ: 'UTC',
  COLUMNS: '100',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
  GIT_AUTHOR_DATE: '2026-03-02T09:00:00Z',
  GIT_COMMITTER_DATE: '2026-03-02T09:00:00Z',
};

/**
 * Stand-ins, first in the PATH. `eco` is the command of this repository. npm installs nothing, but has the scripts that
 * are named. kubectl wants the files that it is given, and builds what a
 * kustomization only lists.
 */
const standIns = {
  eco: `exec "${process.execPath}" "${root}/bin/eco.js" "$@"`,
  npx: `[ "$1" = eco ] || { echo "npx: only eco is here"; exit 1; }; shift; exec eco "$@"`,
  kubeseal: `echo "made up"`,
  npm: `
    case "$1" in
      install|ci|test) ;;
      run) grep -q "\\"$2\\":" package.json || { echo "npm: no script $2"; exit 1; } ;;
      *) echo "npm: nobody stands in for $1"; exit 1 ;;
    esac`,
  kubectl: `
    [ "$1" != kustomize ] || { cat $(ls "$2"/*.yaml | grep -v kustomization); exit; }
    while [ $# -gt 0 ]; do
      case "$1" in -f) [ "$2" = - ] || [[ "$2" = http* ]] || [ -e "$2" ] || { echo "no file $2"; exit 1; } ;; esac
      shift
    done`,
};

let path: string | undefined;

function pathWithStandIns(): string {
  if (path !== undefined) return path;
  const folder = mkdtempSync(join(tmpdir(), 'eco-docs-bin-'));
  for (const [name, script] of Object.entries(standIns)) {
    writeFileSync(join(folder, name), `#!/usr/bin/env bash\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  path = `${folder}:${process.env.PATH}`;
  return path;
}

/** What stands beside `src/fleet` in this repository. */
const ours = ['src/fleet', 'cdk8s.yaml', 'package.json', 'dist', '.github', '.gitignore'];

/** The folder in which a page's commands are run: a copy of one, or of this repository's fleet. */
export class PageProject extends Project {
  /** Whether sources changed since the last synthesis. */
  stale = false;
  /** Where the last command left the shell. */
  #folder = this.root;
  readonly #isOurs: boolean;

  constructor(folder: string | undefined) {
    super(folder ?? 'test/docs/empty');
    this.#isOurs = folder === undefined;
    if (folder !== undefined) {
      // Not in the folder itself: two packages of one name confuse jest.
      if (!this.has('package.json')) this.write('package.json', '{ "name": "shop", "private": true }\n');
      return;
    }
    for (const part of ours) cpSync(join(root, part), this.path(part), { recursive: true });
    // The package's own name leads a fleet of its own to the library.
    symlinkSync(join(root, 'lib'), this.path('lib'));
  }

  /** Runs a line of a shell; what it prints on both its outputs, as a terminal shows it. */
  shell(command: string): Run {
    const left = join(this.root, '.left');
    const script = `exec 2>&1\ntrap 'pwd > ${left}' EXIT\n${this.#isOurs ? this.#untaken(command) : command}`;
    const { status, stdout, stderr } = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', script], {
      cwd: this.#folder,
      encoding: 'utf8',
      env: { ...process.env, ...environment, PATH: pathWithStandIns() },
    });
    if (/\beco (?:synth|init|image|promote|rollback)\b/.test(command)) this.stale = false;
    this.#folder = readFileSync(left, 'utf8').trim();
    rmSync(left);
    return { status, out: stdout, err: stderr };
  }

  /** Who has done what a page says may keep the new service in this fleet: the page then runs with another. */
  #untaken(command: string): string {
    return command.replace(/(?<=\beco new service )[\w-]+/g, (name) => {
      let untaken = name;
      while (this.has(`src/fleet/services/${untaken}.ts`)) untaken += '-next';
      return untaken;
    });
  }

  override path(file: string): string {
    return join(this.#folder ?? this.root, file);
  }

  /** Writes a file of the page. */
  put(file: string, text: string): void {
    this.write(file, text);
    this.stale ||= file.startsWith('src/') || file === 'fleet.ts';
  }

  /** Brings `dist/` up to date with what the page wrote. */
  synthesize(): undefined {
    if (!this.stale) return undefined;
    const { status, out } = this.shell('eco synth');
    if (status !== 0) throw new Error(`what the page wrote does not synthesize:\n${out}`);
    return undefined;
  }

  has(file: string): boolean {
    return existsSync(this.path(file));
  }
}
