import type { Finding } from '../diagnostic/diagnostic.js';

/** The command could not run: exit code 2. Carries what to tell the user; anything else that is thrown is our own bug. */
export class Failure extends Error {
  readonly findings: readonly Finding[];

  constructor(...findings: readonly Finding[]) {
    super(findings[0]?.message ?? 'failed');
    this.findings = findings;
  }
}

/** What a user reads of an exception that is our own bug. */
export function bugReport(error: unknown): string {
  const trace = error instanceof Error ? error.stack : String(error);
  return `eco: this is a bug of eco itself, not of your input. Please report it with the lines below.\n${trace}\n`;
}
