import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadAll } from 'js-yaml';
import { type Block, blocksOf, fileOf, read, root, testedIn } from './blocks.js';
import { PageProject } from './page-project.js';
import { patched } from './patched.js';
import { holds, shows } from './same-text.js';

/** Does all that a page says, from top to bottom. What is not as the page says: one text each, with its place. */
export function runPage(page: string): readonly string[] {
  const blocks = blocksOf(page);
  let project: PageProject | undefined;
  const problems: string[] = [];
  const within = () => {
    project ??= new PageProject(testedIn(page));
    return project;
  };
  try {
    for (const block of blocks) {
      const problem = attempt(() => run(block, within));
      if (problem !== undefined) problems.push(`${page}:${block.line}: ${problem}`);
    }
    const problem = attempt(() => project?.synthesize());
    if (problem !== undefined) problems.push(`${page}: ${problem}`);
  } finally {
    project?.remove();
  }
  return problems;
}

function attempt(step: () => string | undefined | undefined): string | undefined {
  try {
    return step() ?? undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A block without a file and without a command is tested by itself: see loose-blocks.ts. */
function run(block: Block, within: () => PageProject): string | undefined {
  const { language, text } = block;
  const named = fileOf(block);
  switch (language) {
    case 'run':
    case 'sh': {
      const { status, out } = within().shell(text);
      return status === 0 ? undefined : `ends with code ${status}:\n${out}`;
    }
    case 'same':
      return picture(block, within());
    case 'console':
      return session(block, within());
    case 'diff': {
      if (named === undefined) return 'begins with no line "--- FILE"';
      const project = within();
      project.put(named.file, patched(project.read(named.file), named.rest));
      return undefined;
    }
    case 'ts':
    case 'yaml':
    case 'json':
    case 'gotemplate':
      if (language === 'yaml') loadAll(text);
      if (language === 'json') JSON.parse(text);
      return named && file(block, named, within());
    case 'text':
    case 'mermaid':
      return undefined;
    default:
      return `nothing says how a block of "${language}" is tested: sh, console, ts, yaml, json, diff; text for a drawing`;
  }
}

/** A file of the reader's is written; one that is there already, or that the fleet makes, is shown. */
function file({ words, text }: Block, named: { file: string; rest: string }, project: PageProject): string | undefined {
  if (!words.includes('shown') && !named.file.startsWith('dist/')) {
    project.put(named.file, named.rest);
    return undefined;
  }
  project.synthesize();
  if (!project.has(named.file)) return `there is no ${named.file}`;
  const is = project.read(named.file);
  const whole = !words.includes('shown') && !/^.*, in part\n/.test(text);
  return (whole ? shows : holds)(named.rest, is) ? undefined : `${named.file} reads:\n${is}`;
}

/** A file that a command wrote is the picture that the page shows; UPDATE_DOCS=1 makes it so. */
function picture({ page, text }: Block, project: PageProject): string | undefined {
  const [made = '', shown = ''] = text.split(' ');
  const file = join(dirname(page), shown);
  if (process.env.UPDATE_DOCS) writeFileSync(join(root, file), project.read(made));
  return project.read(made) === read(file) ? undefined : `${file} is not what the command draws`;
}

/**
 * A session at a terminal: after each `$ command`, what it prints. After an intended change, UPDATE_DOCS=1 writes what is
 * printed now, but for what a page shows in part.
 */
function session({ page, text }: Block, project: PageProject): string | undefined {
  const [before, ...commands] = text.split(/^\$ /m);
  if (before?.trim() || commands.length === 0) return 'begins with no line "$ COMMAND"';
  const problems: string[] = [];
  let now = '';
  for (const one of commands) {
    const [, command = '', shown = ''] = /^((?:.*\\\n)*.*)\n?([\s\S]*)$/.exec(one) ?? [];
    const { out } = project.shell(command);
    const same = shows(shown, out);
    now += `$ ${command}\n${same || shown.includes('…') ? shown : out}`;
    if (!same) problems.push(`"${command}" prints:\n${out}`);
  }
  if (process.env.UPDATE_DOCS && now !== text)
    writeFileSync(
      join(root, page),
      read(page).replace(text, () => now),
    );
  return problems.length === 0 ? undefined : problems.join('\n');
}
