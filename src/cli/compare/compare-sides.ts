import type { Finding } from '../../diagnostic/diagnostic.js';
import { type Diff, diffAll } from '../../diff/diff.js';
import type { Arguments, Command, Terminal } from '../command.js';
import { printFindings } from '../print.js';
import { relativeFinding } from '../project.js';
import { type PlaceBehind, placesBehind } from './changed-literals.js';
import type { TwoSides } from './sides.js';
import { SIDE_OPTIONS, twoSides } from './two-sides.js';

/** What the command line of every command that compares takes. */
export const COMPARES = {
  positionals: '[REF] [REF]',
  maxPositionals: 2,
  options: SIDE_OPTIONS,
} satisfies Partial<Command>;

/** Two sides, and what is different. */
export interface Compared {
  readonly sides: TwoSides;
  /** What is wrong with the sides themselves; files from the project's root. */
  readonly findings: readonly Finding[];
  /** Every environment. */
  readonly diffs: readonly Diff[];
  /** Those in which something changes; where nothing does, the first, which says so. */
  readonly told: readonly Diff[];
}

/**
 * Compares what the command line names. Undefined, and said, where neither side has an object.
 * @param so what follows from that: `so nothing was compared`
 * @throws Failure for a side that is not there
 */
export async function compareSides(args: Arguments, terminal: Terminal, so: string): Promise<Compared | undefined> {
  const sides = await twoSides(args, terminal);
  const objects = [...sides.before, ...sides.after].reduce((sum, { manifests }) => sum + manifests.length, 0);
  const findings = sides.findings.map((finding) => relativeFinding(sides.root, finding));
  if (objects === 0) {
    printFindings(findings, terminal, sides.root);
    terminal.err(`eco: no Kubernetes object was found on either side, ${so}\n`);
    return undefined;
  }
  terminal.status?.(`comparing ${objects} objects`);
  const diffs = diffAll(sides.before, sides.after, sides.optionsOf);
  const changed = diffs.filter(({ entries }) => entries.length > 0);
  return { sides, findings, diffs, told: changed.length > 0 ? changed : diffs.slice(0, 1) };
}

/** The author's lines behind what is told; undefined where none can be known: of files alone, or where nothing changes. */
export async function placesOf({ sources }: TwoSides, told: readonly Diff[]): Promise<PlaceBehind | undefined> {
  const names = told.filter(({ entries }) => entries.length > 0).map(({ name }) => name);
  if (!sources || names.length === 0) return undefined;
  return placesBehind(sources.project, sources.modules, sources.changed(), names);
}
