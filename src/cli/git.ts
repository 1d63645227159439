import { GitRefusal, type GitResult, tryGit } from '../images/git.js';
import { didYouMean } from '../values/did-you-mean.js';
import { Failure } from './failure.js';

/** A file as it stands in a commit. */
export interface CommittedFile {
  /** From the folder that was asked for, `/` on every system. */
  readonly path: string;
  readonly text: string;
}

const READ = /\.(?:ya?ml|json)$/;

/** What commits hold: Git is asked for what it has, never told to change anything. */
export class Git {
  constructor(private readonly folder: string) {}

  /** The commit that a name means. `main...` is the commit where HEAD left main. @throws Failure */
  resolve(name: string): string {
    const fork = /^(.*)\.\.\.(.*)$/.exec(name);
    if (fork) return this.#forkPoint(fork[1] || 'HEAD', fork[2] || 'HEAD');
    const { status, out } = this.#run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]);
    if (status === 0) return out.toString('utf8').trim();
    throw this.#unknown(name);
  }

  /** YAML and JSON files of a commit below this folder. `sub`: a folder in it. */
  files(commit: string, sub: string): CommittedFile[] {
    const prefix = `${this.#prefix()}${sub}`.replace(/\/$/, '');
    const listing = this.#must(['ls-tree', '-r', '-z', '--full-tree', commit, '--', ...(prefix ? [prefix] : [])]);
    const rows = listing.toString('utf8').split('\0').filter(Boolean);
    const blobs = rows.flatMap((row) => {
      const [, mode = '', type, id, path = ''] = /^(\d+) (\w+) ([0-9a-f]+)\t([\s\S]*)$/.exec(row) ?? [];
      // 120000 is a symbolic link: its text is a path, no YAML.
      return type === 'blob' && id && mode !== '120000' && READ.test(path) ? [{ id, path }] : [];
    });
    const texts = this.#texts(blobs.map(({ id }) => id));
    const from = prefix === '' ? 0 : prefix.length + 1;
    return blobs.map(({ path }, i) => ({ path: path.slice(from), text: texts[i] ?? '' }));
  }

  /** What differs in a folder between a commit and the working tree: as `git diff -U0` says it, and files new to Git. */
  workingChanges(commit: string, folder: string): { readonly diff: string; readonly untracked: readonly string[] } {
    const options = ['-U0', '--no-color', '--no-ext-diff', '--relative', '--src-prefix=a/', '--dst-prefix=b/'];
    const diff = this.#must(['diff', ...options, commit, '--', folder]).toString('utf8');
    const untracked = this.#must(['ls-files', '--others', '--exclude-standard', '-z', '--', folder]).toString('utf8');
    return { diff, untracked: untracked.split('\0').filter(Boolean) };
  }

  /** A short name of a commit, for headings. */
  short(commit: string): string {
    return this.#must(['rev-parse', '--short', commit]).toString('utf8').trim();
  }

  /** All texts through one process: `<id> blob <size>\n<bytes>\n` each. */
  #texts(ids: readonly string[]): string[] {
    if (ids.length === 0) return [];
    const out = this.#must(['cat-file', '--batch'], `${ids.join('\n')}\n`);
    const texts: string[] = [];
    let at = 0;
    for (const _ of ids) {
      const end = out.indexOf(0x0a, at);
      const size = Number(/ (\d+)$/.exec(out.toString('utf8', at, end))?.[1] ?? 0);
      texts.push(out.toString('utf8', end + 1, end + 1 + size));
      at = end + 1 + size + 1;
    }
    return texts;
  }

  #prefix(): string {
    return this.#must(['rev-parse', '--show-prefix']).toString('utf8').trim();
  }

  #forkPoint(a: string, b: string): string {
    const [first, second] = [this.resolve(a), this.resolve(b)];
    const { status, out } = this.#run(['merge-base', first, second]);
    if (status === 0) return out.toString('utf8').trim();
    throw new Failure({
      rule: 'git',
      severity: 'error',
      message: `"${a}" and "${b}" have no commit in common`,
      why: this.#isShallow() ? SHALLOW : 'Their histories began apart.',
      fix: this.#isShallow() ? FETCH : `Compare with the commit itself: eco diff ${a}`,
    });
  }

  #unknown(name: string): Failure {
    const known = this.#run(['for-each-ref', '--format=%(refname:short)'])
      .out.toString('utf8')
      .split('\n')
      .filter(Boolean);
    const near = didYouMean(name, known) ?? known.find((one) => one.endsWith(`/${name}`));
    const shallow = this.#isShallow();
    return new Failure({
      rule: 'git',
      severity: 'error',
      message: `Git knows no commit, branch or tag "${name}"`,
      why: shallow ? SHALLOW : 'There is nothing to compare with.',
      fix: near ? `Did you mean "${near}"?` : shallow ? FETCH : `git fetch origin ${name}, or another name.`,
    });
  }

  #isShallow(): boolean {
    return this.#run(['rev-parse', '--is-shallow-repository']).out.toString('utf8').trim() === 'true';
  }

  #must(args: readonly string[], input?: string): Buffer {
    const { status, out, err } = this.#run(args, input);
    if (status === 0) return out;
    throw new Failure({
      rule: 'git',
      severity: 'error',
      message: `git ${args[0]} failed: ${err.trim().split('\n')[0] ?? ''}`,
      why: 'The files of that commit cannot be read.',
      fix: 'Compare folders instead: eco diff --from DIR --to DIR.',
    });
  }

  #run(args: readonly string[], input?: string): Pick<GitResult, 'status' | 'err'> & { readonly out: Buffer } {
    const { status, bytes, err } = started(() => tryGit(this.folder, args, { input }));
    if (status !== 0 && /not a git repository/i.test(err)) throw noRepository(this.folder);
    return { status, out: bytes, err };
  }
}

const SHALLOW = 'This clone is shallow: it has the newest commits only.';
const FETCH = 'git fetch --unshallow, or fetch-depth: 0 for actions/checkout.';

/** Where there is no Git, folders can still be compared. */
function started(run: () => GitResult): GitResult {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof GitRefusal)) throw error;
    throw new Failure({
      ...error.finding,
      why: 'Without it no commit can be read.',
      fix: 'Install Git, or compare two folders: eco diff --from DIR --to DIR.',
    });
  }
}

function noRepository(folder: string): Failure {
  return new Failure({
    rule: 'git',
    severity: 'error',
    message: `"${folder}" is in no Git repository`,
    why: 'There is no commit to compare with.',
    fix: 'git init and commit dist/, or compare two folders: eco diff --from DIR --to DIR.',
  });
}
