import type { Finding } from '../../diagnostic/diagnostic.js';
import type { DiffOptions } from '../../diff/diff.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import type { CompiledModule } from '../../why/place-literals.js';
import { Failure } from '../failure.js';
import type { Project } from '../project.js';
import type { SourceLines } from './changed-source.js';

/** Two states of the clusters, and what to call them. */
export interface TwoSides {
  readonly before: readonly ManifestSet[];
  readonly after: readonly ManifestSet[];
  /** `main (1f3c9a2) → working tree`. */
  readonly title: string;
  readonly findings: readonly Finding[];
  readonly optionsOf: (environment: string) => DiffOptions;
  /** Where relative paths of messages start. */
  readonly root: string;
  /** Where the new side was synthesized: what from, and the lines of its sources that differ from the old side's. */
  readonly sources?: {
    readonly project: Project;
    readonly modules: readonly CompiledModule[];
    readonly changed: () => SourceLines;
  };
}

/** What is asked for names no two sides. */
export function misuse(message: string): Failure {
  return new Failure({
    rule: 'compare',
    severity: 'error',
    message,
    why: 'There is nothing to compare.',
    fix: 'eco diff main, or: eco diff --from OLD --to NEW',
  });
}
