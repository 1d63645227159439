import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { git, tryGit } from '../../images/git.js';
import type { Arguments, Command, ExitCode, Terminal } from '../command.js';
import { type Clone, cloneOf } from '../hooks/clone.js';
import { flags } from '../hooks/no-arguments.js';
import { findProject, type Project } from '../project.js';

export const staged: Command = {
  description: `
    Checks what is staged for the next commit: that dist/ is what the sources give, and that no check finds an error.
    It looks at what will be committed, not at the files on disk: a source that was not added does not count. When
    nothing of the fleet is staged there is nothing to do. The pre-commit hook of "eco hooks" runs it.`,
  options: {},
  examples: [['eco staged', 'before git commit']],
  run,
};

async function run(_: Arguments, terminal: Terminal): Promise<ExitCode> {
  const project = findProject(terminal.cwd);
  const clone = cloneOf(project.root);
  if (!changesFleet(project, clone)) return 0;
  const copy = isOnDisk(clone) ? undefined : copyOf(project, clone);
  try {
    const { synth } = await import('./synth.js');
    let said = '';
    const code = await synth.run(flags('check'), {
      ...terminal,
      cwd: copy?.project ?? project.root,
      out: (text) => {
        said += text;
      },
    });
    if (code === 0) return 0;
    terminal.err(`${said}The commit would hold another dist/ than its sources give.\n`);
    terminal.err('Write: npx eco synth && git add --all dist\n');
    return code;
  } finally {
    if (copy) rmSync(copy.top, { recursive: true, force: true });
  }
}

/** Whether anything is staged that `dist/` is made of, or is. */
function changesFleet(project: Project, { top, folder }: Clone): boolean {
  const fleet = relative(project.root, resolve(project.fleet, '..'));
  const paths = [fleet || '.', 'dist', '.github/workflows', 'cdk8s.yaml', 'package.json'];
  const below = paths.map((path) => (folder === '' ? path : `${folder}/${path}`));
  return tryGit(top, ['diff', '--cached', '--quiet', '--', ...below]).status !== 0;
}

/** Whether the files on disk are the staged ones. */
function isOnDisk({ top, folder }: Clone): boolean {
  if (tryGit(top, ['diff', '--quiet', '--', folder || '.']).status !== 0) return false;
  return git(top, ['ls-files', '--others', '--exclude-standard', '--', folder || '.']) === '';
}

/** The staged files in a folder of their own, below the project, so that its packages are found from there. */
function copyOf(project: Project, { top, folder }: Clone): { readonly top: string; readonly project: string } {
  const eco = join(project.root, '.eco');
  mkdirSync(eco, { recursive: true });
  const copy = mkdtempSync(join(eco, 'staged-'));
  const files = git(top, ['ls-files', '-z', '--', folder || '.']);
  git(top, ['checkout-index', '-z', '--stdin', `--prefix=${copy}/`], { input: files });
  return { top: copy, project: join(copy, folder) };
}
