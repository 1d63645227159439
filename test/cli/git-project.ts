import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { parsePin } from '../../src/images/image-pin.js';
import { setImage } from '../../src/images/set-image.js';
import { bareGit, run, temporary } from '../images/git-repository.js';
import { Project, type Run } from './project.js';

const library = join(__dirname, '../..');

const filter = (path: string) => !path.endsWith('/node_modules');

/** The shop as its first commit has it, and its remote: every test begins with a copy. */
let template: { readonly root: string; readonly remote: string } | undefined;

/** The shop in a repository of its own, on `main`, with a bare remote that it follows. */
export class GitProject extends Project {
  readonly remote = temporary();

  /** `prepare` changes the project before its first synthesis and commit. */
  constructor(prepare?: (project: Project) => void) {
    super();
    if (prepare !== undefined) {
      this.#begin(prepare);
    } else if (template === undefined) {
      this.#begin(() => {});
      template = { root: temporary(), remote: temporary() };
      cpSync(this.root, template.root, { recursive: true, filter });
      cpSync(this.remote, template.remote, { recursive: true });
    } else {
      cpSync(template.root, this.root, { recursive: true, force: true, filter });
      cpSync(template.remote, this.remote, { recursive: true });
      const config = this.read('.git/config');
      this.write('.git/config', config.replace(/url = .*/, `url = ${this.remote}`));
    }
  }

  #begin(prepare: (project: Project) => void): void {
    this.write('.gitignore', 'node_modules\n.eco\n');
    const order = "images: 'src/fleet/images',\n  promotion: ['test', 'live'],";
    this.edit('src/fleet/environments.ts', "images: 'src/fleet/images',", order);
    prepare(this);
    const { status, err } = this.eco('synth');
    if (status !== 0) throw new Error(err);
    this.git('init', '--quiet', '--initial-branch=main');
    identify(this.root);
    this.commit('the shop');
    run(this.remote, 'init', '--quiet', '--bare', '--initial-branch=main');
    this.git('remote', 'add', 'origin', this.remote);
    this.git('push', '--quiet', '--set-upstream', 'origin', 'main');
  }

  override eco(args: string, env: Readonly<Record<string, string>> = {}, input?: string): Run {
    return super.eco(args, { ...bareGit, ...env }, input);
  }

  git(...args: string[]): string {
    return run(this.root, ...args);
  }

  commit(message: string): string {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '-m', message);
    return this.git('rev-parse', 'HEAD');
  }

  /** Sets images in the text and commits that. Without a synthesis: histories are long, and nobody reads their `dist/`. */
  bump(images: string, environment = 'live'): string {
    const file = `src/fleet/images/${environment}.yaml`;
    for (const image of images.split(' ')) {
      const [service = '', tag = ''] = image.split('=');
      const text = setImage(this.read(file), service, parsePin(tag) ?? { tag });
      if (text === undefined) throw new Error(`${file} cannot be read`);
      this.write(file, text);
    }
    return this.commit(images);
  }

  /** The tag of a service, as the file says it. */
  tag(service: string, environment = 'live'): string | undefined {
    return tagIn(this.read(`src/fleet/images/${environment}.yaml`), service);
  }

  /** A file as the remote has it. */
  onRemote(file: string): string {
    return run(this.remote, 'show', `main:${file}`);
  }

  /** Another clone of the remote; the library is where it was. */
  clone(...options: string[]): Clone {
    return new Clone(this.remote, options);
  }
}

/** A clone in which commands run side by side. */
export class Clone {
  readonly root = temporary();

  constructor(remote: string, options: readonly string[] = []) {
    run(this.root, 'clone', '--quiet', ...options, `file://${remote}`, '.');
    identify(this.root);
    mkdirSync(join(this.root, 'node_modules/@eco2'), { recursive: true });
    symlinkSync(library, join(this.root, 'node_modules/@eco2/manifests'));
  }

  git(...args: string[]): string {
    return run(this.root, ...args);
  }

  /** Starts a command; `killAfter` milliseconds it is killed. */
  eco(args: string, killAfter?: number): Promise<Run> {
    return start(this.root, args, killAfter);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Runs a command beside others. It and all that it started are killed after so many milliseconds. */
export function start(root: string, args: string, killAfter?: number): Promise<Run> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [join(library, 'bin/eco.js'), ...args.split(' ')], {
      cwd: root,
      env: { ...process.env, ...bareGit, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      err += text;
    });
    const timer = killAfter === undefined ? undefined : setTimeout(() => killGroup(child.pid), killAfter);
    child.on('close', (status) => {
      clearTimeout(timer);
      done({ status, out, err });
    });
  });
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It had ended by itself.
  }
}

export function tagIn(text: string, service: string): string | undefined {
  return new RegExp(`^ {2}${service}: *"?([^"\\s#]+)"?`, 'm').exec(text)?.[1];
}

function identify(folder: string): void {
  run(folder, 'config', 'user.name', 'Ada');
  run(folder, 'config', 'user.email', 'ada@example.com');
}
