import { existsSync, readFileSync } from 'node:fs';
import { resolve as absolute, join, relative } from 'node:path';
import { git } from '../../images/git.js';
import type { Arguments, Command, ExitCode, Terminal } from '../command.js';
import { type Clone, cloneOf, unmerged } from '../hooks/clone.js';
import { noArguments } from '../hooks/no-arguments.js';
import { printFindings } from '../print.js';
import { findProject, type Project } from '../project.js';
import { WORKFLOWS } from '../synth/workflow-files.js';

export const resolve: Command = {
  description: `
    Ends a conflict in dist/: writes it anew from the merged sources, with every check, and stages it. What two
    branches did to the same manifest is then what their sources give together, not a mixture of lines.

    A conflict in the sources stays one: mend it first. After a rebase the last commit gets the new dist/:
    git commit --amend.`,
  options: {},
  examples: [['eco resolve', 'in a merge or a rebase that stopped in dist/']],
  run,
};

async function run(_: Arguments, terminal: Terminal): Promise<ExitCode> {
  const project = findProject(terminal.cwd);
  const clone = cloneOf(project.root);
  const sources = unmerged(clone).filter((path) => isSource(project, path));
  if (sources.length > 0) {
    printFindings(sources.map(inConflict), terminal, project.root);
    return 1;
  }
  const { synth } = await import('./synth.js');
  const code = await synth.run(noArguments, terminal);
  if (code !== 0) return code;
  const made = unmerged(clone).filter((path) => path.startsWith(`${WORKFLOWS}/`) && isWhole(project, path));
  const below = (path: string) => (clone.folder === '' ? path : `${clone.folder}/${path}`);
  const before = staged(clone);
  git(clone.top, ['add', '--all', '--', ...['dist', ...made].map(below)]);
  if (staged(clone) !== before) terminal.out(`dist/ is staged as the sources give it\n${next(clone)}`);
  return 0;
}

/** What is staged, as one name; empty while a path is in conflict. */
function staged(clone: Clone): string {
  return unmerged(clone).length > 0 ? '' : git(clone.top, ['write-tree']);
}

/** What a fleet is made of: no manifest or workflow, and no text for people. */
function isSource(project: Project, path: string): boolean {
  const fleet = relative(project.root, absolute(project.fleet, '..'));
  if (path.startsWith('dist/') || path.startsWith(`${WORKFLOWS}/`) || path.endsWith('.md')) return false;
  return fleet === '' || path.startsWith(`${fleet}/`) || !path.includes('/');
}

function inConflict(path: string) {
  return {
    rule: 'git',
    severity: 'error',
    message: `"${path}" is in conflict`,
    at: { file: path, line: 1, column: 1 },
    why: 'What the fleet is to be is not decided: dist/ cannot be written.',
    fix: `Mend it, then: git add ${path} && eco resolve`,
  } as const;
}

/** Whether a file has no more of Git's marks in it: the fleet made it. */
function isWhole(project: Project, path: string): boolean {
  const file = join(project.root, path);
  return !existsSync(file) || !/^(?:<<<<<<<|>>>>>>>) /m.test(readFileSync(file, 'utf8'));
}

/** How what was begun goes on. */
function next({ top }: Clone): string {
  const begun = (name: string) => existsSync(absolute(top, git(top, ['rev-parse', '--git-path', name])));
  if (begun('rebase-merge') || begun('rebase-apply')) return 'Next: git rebase --continue\n';
  if (begun('CHERRY_PICK_HEAD')) return 'Next: git cherry-pick --continue\n';
  return 'Next: git commit --no-edit\n';
}
