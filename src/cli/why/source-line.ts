import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FleetExperiment } from '../../why/fleet-experiment.js';
import type { FleetLiteral } from '../../why/fleet-literals.js';
import { Failure } from '../failure.js';
import { type Project, relativeFile } from '../project.js';
import type { Where } from './where.js';

/** What a literal sets. */
export interface LiteralAnswer {
  readonly literal: FleetLiteral;
  readonly lines: readonly (Where & { readonly text: string })[];
}

/** What the literals of a line of the fleet set. @throws Failure for a line without one */
export function explainSource(project: Project, { fleet, experiment }: FleetExperiment, at: Where): LiteralAnswer[] {
  const here = experiment.literals.filter(({ place }) => place.file === at.file && place.line === at.line);
  const output = relativeFile(project.root, project.dist);
  const answers = here.map((literal): LiteralAnswer => {
    const lines = Object.keys(fleet.environments).flatMap((environment) => {
      const files = experiment.filesOf(environment);
      return [...experiment.linesOf(literal, environment)].flatMap(([path, numbers]) => {
        const texts = files.get(path)?.split('\n') ?? [];
        return [...numbers]
          .sort((a, b) => a - b)
          .map((line) => ({ file: `${output}/${path}`, line, text: texts[line - 1] ?? '' }));
      });
    });
    return { literal, lines };
  });
  // Most names of properties are words of the library: only those that reach a manifest count.
  const answered = answers.filter(({ literal, lines }) => literal.key === undefined || lines.length > 0);
  if (answered.length === 0) throw noLiteral(project, at);
  return answered;
}

function noLiteral(project: Project, { file, line }: Where): Failure {
  const there = existsSync(join(project.root, file));
  return new Failure({
    rule: 'where',
    severity: 'error',
    message: there ? `no literal stands on line ${line} of "${file}"` : `there is no "${file}"`,
    why: 'A name or a call sets nothing itself: what it stands for does.',
    fix: 'Name the line of a number, text or boolean; ask for a line of dist/ to find it.',
  });
}
