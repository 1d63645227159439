import { ansiPaint, plainPaint } from '../../diagnostic/paint.js';
import { wrap } from '../../diagnostic/visible.js';
import type { Arguments, Command, ExitCode, Terminal } from '../command.js';
import { type Diagnosis, fine, wrong } from '../doctor/diagnosis.js';
import { editor } from '../doctor/editor.js';
import { gitSetup } from '../doctor/git.js';
import { repositories } from '../doctor/repository.js';
import { optionalTools } from '../doctor/tools.js';
import { libraryVersion, nodeVersion } from '../doctor/versions.js';
import { Failure } from '../failure.js';
import { flags } from '../hooks/no-arguments.js';
import { findProject, type Project } from '../project.js';

export const doctor: Command = {
  description: `
    Looks at the set-up and says what is wrong, each with what to type: the version of Node, the package, the project,
    whether dist/ is what the sources give, the repositories that Argo CD reads, the add-ons of each environment, Git with its hooks and merge driver, what
    an editor checks with, and tools that some tasks need.

    Exit code 1 when something is wrong. Only noted are tools that nobody has to have, what an environment without
    \`addOns\` may have of others, and a repository below .test, which is nobody's: eco init writes one where Git knows of
    none.`,
  options: { json: { type: 'boolean', help: 'as JSON on standard output' } },
  examples: [
    ['eco doctor', 'when something does not work'],
    ['eco doctor --json', 'for a program'],
  ],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const all = await diagnoses(terminal);
  if (args.flag('json')) terminal.out(`${JSON.stringify({ diagnoses: all }, undefined, 2)}\n`);
  else terminal.out(shown(all, terminal));
  return all.some(({ state }) => state === 'wrong') ? 1 : 0;
}

async function diagnoses(terminal: Terminal): Promise<readonly Diagnosis[]> {
  const { name, version, engines } = require('../../../../package.json');
  const node = nodeVersion(process.version, engines.node);
  const project = projectIn(terminal.cwd);
  if (!('root' in project)) return [node, project, ...optionalTools(terminal.env)];
  const library = libraryVersion(project.root, { name, version });
  return [
    node,
    library,
    fine('project', project.root),
    ...(library.state === 'wrong' ? [] : [await dist(project, terminal)]),
    ...(library.state === 'wrong' ? [] : await repositories(project)),
    ...(library.state === 'wrong' ? [] : await missing(project)),
    ...gitSetup(project.root),
    ...editor(project),
    ...optionalTools(terminal.env),
  ];
}

function projectIn(folder: string): Project | Diagnosis {
  try {
    return findProject(folder);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const [first] = error.findings;
    const none = 'Go to the folder of a fleet, or begin one: npx eco init';
    return wrong('project', error.message, (first?.at && first.fix) ?? none);
  }
}

/** Loaded when it is asked for: it makes manifests. */
async function missing(project: Project): Promise<readonly Diagnosis[]> {
  return (await import('../doctor/add-ons.js')).addOns(project);
}

/** Whether dist/ is what the sources give, with every check. */
async function dist(project: Project, terminal: Terminal): Promise<Diagnosis> {
  const { synth } = await import('./synth.js');
  let said = '';
  const out = (text: string) => {
    said += text;
  };
  try {
    const code = await synth.run(flags('check', 'json'), { ...terminal, cwd: project.root, out, err: () => {} });
    if (code === 0) return fine('dist', 'as the sources give it');
    const { findings }: { findings: readonly { severity: string }[] } = JSON.parse(said);
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    if (errors === 0) return wrong('dist', 'not as the sources give it', 'npx eco synth');
    return wrong('dist', `${errors} error${errors === 1 ? '' : 's'} in the fleet`, 'npx eco synth says which');
  } catch (error) {
    if (error instanceof Failure) return wrong('dist', error.message, error.findings[0]?.fix ?? 'npx eco synth');
    throw error;
  }
}

function shown(all: readonly Diagnosis[], { colour, width }: Terminal): string {
  const paint = colour ? ansiPaint : plainPaint;
  const marks = { fine: paint.faint('ok   '), wrong: paint.error('wrong'), note: paint.warning('note ') };
  const column = 6 + Math.max(...all.map(({ topic }) => topic.length)) + 2;
  const lines = all.flatMap(({ topic, state, said, fix }) => {
    const [first = '', ...rest] = [...wrap(said, width - column), ...(fix ? wrap(`→ ${fix}`, width - column) : [])];
    const head = `${marks[state]} ${paint.strong(topic.padEnd(column - 6))}${first}`;
    return [head, ...rest.map((line) => ' '.repeat(column) + line)];
  });
  const count = all.filter(({ state }) => state === 'wrong').length;
  return `${lines.join('\n')}\n\n${count === 0 ? 'nothing is wrong' : `${count} thing${count === 1 ? ' is' : 's are'} wrong`}\n`;
}
