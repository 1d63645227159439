import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { git, tryGit } from '../../images/git.js';
import type { Arguments, Command, ExitCode, Terminal } from '../command.js';
import { type Clone, cloneOf, hookStates } from '../hooks/clone.js';
import { ATTRIBUTES, DRIVER, hookTexts } from '../hooks/texts.js';
import { withLines } from '../init/completed.js';
import { findProject } from '../project.js';

export const hooks: Command = {
  description: `
    Installs what keeps dist/ right in this clone: a pre-commit hook that refuses a dist/ that its sources do not give
    (eco staged), a merge driver with which two branches do not conflict in dist/, and a hook that writes dist/ anew
    when they are merged (eco resolve). .gitattributes gets the line that names the driver: commit it.

    Hooks that somebody else wrote stay as they are: it says what to add to them.`,
  options: { remove: { type: 'boolean', help: 'take them away again; .gitattributes stays' } },
  examples: [
    ['eco hooks', 'once in every clone'],
    ['eco hooks --remove', 'as it was before'],
  ],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const { root } = findProject(terminal.cwd);
  const clone = cloneOf(root);
  if (args.flag('remove')) return remove(clone, terminal);
  const states = hookStates(clone);
  const lines: string[] = [];
  const others = [...states].flatMap(([name, state]) => (state === 'else' ? [name] : []));
  for (const [name, text] of hookTexts(clone.folder)) {
    if (others.includes(name)) continue;
    write(join(clone.hooks, name), text);
    lines.push(`hook ${name}`);
  }
  git(clone.top, ['config', `merge.${DRIVER}.name`, 'dist/ is taken from one side until eco resolve writes it anew']);
  git(clone.top, ['config', `merge.${DRIVER}.driver`, 'true']);
  lines.push(`merge driver ${DRIVER}`);
  const attributes = join(root, '.gitattributes');
  const before = existsSync(attributes) ? readFileSync(attributes, 'utf8') : undefined;
  const after = withLines(before, [ATTRIBUTES]);
  if (after !== before) {
    writeFileSync(attributes, after);
    lines.push(`.gitattributes: ${ATTRIBUTES}   (commit it)`);
  }
  terminal.out(`installed\n${lines.map((line) => `  ${line}`).join('\n')}\n`);
  for (const name of others) {
    terminal.err(`${name} is somebody's already, and stays. Add to it: ${addition(name)}\n`);
  }
  return others.length > 0 ? 1 : 0;
}

function addition(name: string): string {
  return name === 'pre-commit' ? 'npx eco staged' : 'npx eco resolve && git diff --cached --quiet MERGE_HEAD -- dist';
}

function write(file: string, text: string): void {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
  chmodSync(file, 0o755);
}

function remove(clone: Clone, terminal: Terminal): ExitCode {
  const ours = [...hookStates(clone)].filter(([, state]) => state === 'ours' || state === 'old');
  for (const [name] of ours) rmSync(join(clone.hooks, name));
  const known = tryGit(clone.top, ['config', '--remove-section', `merge.${DRIVER}`]).status === 0;
  const removed = [...ours.map(([name]) => `hook ${name}`), ...(known ? [`merge driver ${DRIVER}`] : [])];
  terminal.out(removed.length > 0 ? `removed\n${removed.map((line) => `  ${line}`).join('\n')}\n` : 'none was there\n');
  return 0;
}
