import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Arguments, Command, ExitCode, Terminal } from '../command.js';
import { loadExperiment } from '../load/load-experiment.js';
import { loadFleetAndModules } from '../load/load-fleet.js';
import { printFindings } from '../print.js';
import { findProject, relativeFile, relativeFinding } from '../project.js';
import { explainLine, type LineAnswer } from '../why/manifest-line.js';
import { explainSource, type LiteralAnswer } from '../why/source-line.js';
import { lineText, sourceText } from '../why/text.js';
import { parseWhere } from '../why/where.js';

export const why: Command = {
  positionals: 'FILE:LINE',
  maxPositionals: 1,
  description: `
    Of a line of dist/: the literals in the fleet's files that set it, whatever helpers, constants, picks and loops stand
    between, and the library's reason for what it chose itself; of a line that holds others, as "resources:", those of all of them.
    Of a line of the fleet: the lines of dist/ that its literals set.

    A literal sets a line when the line is another, or gone, once the literal is another: that is tried, in memory.`,
  options: { json: { type: 'boolean', help: 'as JSON' } },
  examples: [
    ['eco why dist/prod/cart/rollout.cart.yaml:16', 'who says so?'],
    ['eco why src/fleet/services/cart.ts:9', 'what does this line set?'],
  ],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const project = findProject(terminal.cwd);
  const where = parseWhere(args.positionals[0], terminal.cwd, project);
  const checked = await loadFleetAndModules(project);
  const loaded = 'findings' in checked ? checked : await loadExperiment(project, checked.modules);
  if ('findings' in loaded) {
    printFindings(
      loaded.findings.map((finding) => relativeFinding(project.root, finding)),
      terminal,
      project.root,
    );
    return 1;
  }
  const options = { width: terminal.width, readLine: reader(project.root) };
  if (where.file.startsWith(`${relativeFile(project.root, project.dist)}/`)) {
    const answer = explainLine(project, loaded, where);
    terminal.out(args.flag('json') ? json(lineJson(answer)) : lineText(answer, options));
  } else {
    const answers = explainSource(project, loaded, where);
    terminal.out(args.flag('json') ? json({ literals: answers.map(sourceJson) }) : sourceText(answers, options));
  }
  return 0;
}

function lineJson({ at, text, literals, ...rest }: LineAnswer) {
  const from = literals.map(({ place, value, within }) => ({ ...place, value, within }));
  return { at, text: text.trim(), ...rest, literals: from };
}

function sourceJson({ literal: { place, value, within }, lines }: LiteralAnswer) {
  return { ...place, value, within, sets: lines.map(({ file, line, text }) => ({ file, line, text: text.trim() })) };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function reader(root: string): (file: string, line: number) => string | undefined {
  return (file, line) => {
    const path = resolve(root, file);
    return existsSync(path) ? readFileSync(path, 'utf8').split(/\r?\n/)[line - 1] : undefined;
  };
}
