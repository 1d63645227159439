import { changedLines } from './changed-lines.js';
import { mark } from './variants.js';

/** Something of a fleet's files that may be written otherwise. */
export interface Literal<Change> {
  /** Other values that it might have. The first changes whatever any of them changes, though it may be a mistake. */
  readonly options: readonly Change[];
  /** Values for where each of those is a mistake: the literal is a name, and only some names are known. */
  readonly names?: readonly Change[];
  /** Set for the name of a property: the name. Only lines that show it are its own. */
  readonly key?: string;
}

/** What one synthesis of one environment gave. */
export interface Outcome {
  /** Each file as it would be: the path is that of the file that it stands for now. */
  readonly files: ReadonlyMap<string, string | undefined>;
  /** How many mistakes were found. */
  readonly errors: number;
}

/** Synthesizes one environment with these changes. `undefined` when that throws. */
export type Synthesis<Change> = (environment: string, changes: readonly Change[]) => Outcome | undefined;

/** Lines by file: `dist/…` below the output folder -> line numbers from 1. */
export type Lines = ReadonlyMap<string, ReadonlySet<number>>;

/**
 * Tells which lines a literal sets by setting it otherwise: whatever helpers, spreads, constants, picks and loops stand
 * between, what changes with it is what it sets. No second record of that has to be kept right.
 */
export class Experiment<Change, L extends Literal<Change>> {
  private readonly base = new Map<string, Outcome>();
  private readonly lines = new Map<L, Map<string, Lines>>();

  constructor(
    readonly literals: readonly L[],
    private readonly synthesis: Synthesis<Change>,
  ) {}

  /** The lines of an environment that change, or go, when this literal alone is another. */
  linesOf(literal: L, environment: string): Lines {
    const known = this.lines.get(literal)?.get(environment);
    if (known) return known;
    const { files } = this.baseOf(environment);
    const lines = new Map<string, Set<number>>();
    for (const outcome of this.outcomes(literal, environment)) {
      for (const [path, before] of files) {
        const changed = ownLines(literal, before ?? '', outcome.files.get(path));
        if (changed.size > 0) lines.set(path, new Set([...(lines.get(path) ?? []), ...changed]));
      }
    }
    const all = this.lines.get(literal) ?? new Map<string, Lines>();
    this.lines.set(literal, all.set(environment, lines));
    return lines;
  }

  /**
   * The literals that set a line, or one of those up to `last`. Many are changed at once, and halved until those are left that change the line: a few
   * dozen syntheses instead of one for each.
   */
  literalsOf(environment: string, path: string, line: number, last = line): readonly L[] {
    const text = this.baseOf(environment).files.get(path) ?? '';
    const shown = text
      .split('\n')
      .slice(line - 1, last)
      .join('\n');
    const isAsked = (lines: ReadonlySet<number> = new Set()) => [...lines].some((one) => one >= line && one <= last);
    const setsIt = (literal: L) => isAsked(this.linesOf(literal, environment).get(path));
    const mayMatter = (group: readonly L[]): boolean => {
      const changes = group.flatMap(({ options }) => options.slice(0, 1));
      const outcome = this.synthesis(environment, changes);
      return outcome === undefined || isAsked(changedLines(text, outcome.files.get(path) ?? ''));
    };
    const search = (group: readonly L[]): readonly L[] => {
      if (group.length === 0) return [];
      if (group.length === 1) return group.filter(setsIt);
      if (!mayMatter(group)) return [];
      const middle = Math.ceil(group.length / 2);
      return [...search(group.slice(0, middle)), ...search(group.slice(middle))];
    };
    const keys = this.literals.filter(({ key }) => key !== undefined && shown.includes(key));
    return [...search(this.literals.filter(({ key }) => key === undefined)), ...keys.filter(setsIt)];
  }

  /** The files of an environment as they are now. */
  filesOf(environment: string): ReadonlyMap<string, string> {
    return new Map([...this.baseOf(environment).files].map(([path, text]) => [path, text ?? '']));
  }

  private baseOf(environment: string): Outcome {
    const known = this.base.get(environment) ?? this.synthesis(environment, []);
    if (!known) throw new Error(`"${environment}" could be synthesized, but not again`);
    this.base.set(environment, known);
    return known;
  }

  /** What the options give that bring no mistake with them; where each does, the first that can be synthesized. */
  private outcomes({ options, names = [] }: L, environment: string): readonly Outcome[] {
    const allowed = this.baseOf(environment).errors;
    const outcomesOf = (changes: readonly Change[]) =>
      changes.flatMap((change) => this.synthesis(environment, [change]) ?? []);
    const valid = (outcomes: readonly Outcome[]) => outcomes.filter(({ errors }) => errors <= allowed);
    const first = outcomesOf(options);
    if (valid(first).length > 0) return valid(first);
    const second = outcomesOf(names);
    return valid(second).length > 0 ? valid(second) : [...first, ...second].slice(0, 1);
  }
}

function ownLines({ key }: Literal<unknown>, before: string, after: string | undefined): ReadonlySet<number> {
  const changed = changedLines(before, after ?? '');
  if (key === undefined) return changed;
  if (!after?.includes(`${key}${mark}`)) return new Set();
  const lines = before.split('\n');
  return new Set([...changed].filter((line) => lines[line - 1]?.includes(key)));
}
