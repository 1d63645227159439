import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Terminal } from '../command.js';
import { Failure } from '../failure.js';

/** Writes what the user asked to have in a file. @throws Failure where that cannot be. */
export function writeOutput(file: string, text: string, { cwd }: Terminal): void {
  try {
    writeFileSync(resolve(cwd, file), text);
  } catch (error) {
    throw new Failure({
      rule: 'output',
      severity: 'error',
      message: `"${file}" cannot be written: ${error instanceof Error ? error.message : error}`,
      why: 'What was asked for is nowhere else.',
      fix: 'Name a file in a folder that exists and may be written to.',
    });
  }
}
