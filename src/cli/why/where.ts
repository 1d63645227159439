import { resolve } from 'node:path';
import { Failure } from '../failure.js';
import { type Project, relativeFile } from '../project.js';

/** What the user points at. */
export interface Where {
  /** From the project's root. */
  readonly file: string;
  readonly line: number;
}

/** Reads `FILE:LINE`, or `FILE:LINE:COLUMN` as editors write it. @throws Failure for anything else */
export function parseWhere(text: string | undefined, cwd: string, project: Project): Where {
  const [, file = '', line = ''] = /^(.+?):(\d+)(?::\d+)?:?$/.exec(text ?? '') ?? [];
  if (file === '' || Number(line) < 1) {
    throw new Failure({
      rule: 'where',
      severity: 'error',
      message: text === undefined ? 'no line is named' : `"${text}" names no line`,
      why: 'There is nothing to explain.',
      fix: 'eco why dist/prod/cart/service.cart.yaml:12, or a line of a file of the fleet.',
    });
  }
  return { file: relativeFile(project.root, resolve(cwd, file)), line: Number(line) };
}
