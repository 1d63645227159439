import type { Finding } from '../../diagnostic/diagnostic.js';
import type { Fleet } from '../../service/fleet.js';
import { didYouMean } from '../../values/did-you-mean.js';
import type { CompiledModule } from '../../why/place-literals.js';
import { type CompiledFleet, checkTypes, compileFleet } from '../compile/compile-fleet.js';
import { compiledModules } from '../compile/compiled-modules.js';
import { type Emission, startEmission, unchecked } from '../compile/emission.js';
import { type Unlisted, unlistedIn } from '../compile/unlisted.js';
import { Failure } from '../failure.js';
import { type Project, relativeFinding } from '../project.js';

/** A fleet that type-checks, or what keeps it from doing so. */
export type LoadedFleet = { readonly fleet: Fleet } | { readonly findings: readonly Finding[] };

/** A fleet that runs already, while the compiler still looks at its types. */
export interface BegunFleet {
  /** What is wrong with its types. Nothing is written before this is known to be nothing. The first call looks. */
  checked(): Promise<readonly Finding[]>;
  /** Removes what was compiled: for whoever waits for the fleet alone, and has it. */
  dispose(): void;
  /** The fleet. @throws Failure when its modules throw or export no fleet; its type errors may say why */
  fleet(): Fleet;
  /** What its folder declares and its list lacks. */
  readonly unlisted: readonly Unlisted[];
  /** What it was loaded from; none where they were not to be kept. */
  readonly modules: readonly CompiledModule[];
}

/**
 * What the wait is for: all that is wrong, as soon as may be; or the fleet, so that the compiler looks at types only when it
 * is asked, and files are removed only when they are disposed of.
 */
export type Haste = 'everything' | 'the fleet';

/** How a fleet is begun. */
export interface Beginning {
  /** The compiler, where it is at work on this fleet already. */
  readonly emission?: Emission | undefined;
  /** Ends the compilers, and rejects, when nobody waits for them any more. */
  readonly signal?: AbortSignal;
  /** `everything` when absent. */
  readonly haste?: Haste;
  /** Whether the text of what was compiled is kept: for whoever runs the fleet again with other literals. */
  readonly keepModules?: boolean;
}

/** Runs the project's fleet as soon as its types are taken away, and has them checked meanwhile. */
export async function beginFleet(
  project: Project,
  { emission, signal, haste = 'everything', keepModules = false }: Beginning = {},
): Promise<BegunFleet> {
  const emitted = compileFleet(project, emission ?? startEmission(project, unchecked, signal));
  let looking: Promise<readonly Finding[]> | undefined;
  // The fleet waits for what is emitted, nobody yet for its types: they come second where cores are few.
  const checked = () => (looking ??= emitted.then(() => checkTypes(project, signal)));
  // Whoever asks for it hears of it then.
  if (haste === 'everything') checked().catch(() => {});
  const left: CompiledFleet[] = [];
  let modules: readonly CompiledModule[] = [];
  let unlisted: readonly Unlisted[] = [];
  const dispose = () => {
    for (const compiled of left.splice(0)) compiled.dispose();
  };
  const loaded = async (compiling: Promise<CompiledFleet>) => {
    const made = await attempt(project, compiling, left);
    if ('fleet' in made) unlisted = left.flatMap(({ folder }) => unlistedIn(project, folder, made.fleet));
    if (keepModules) modules = left.flatMap(({ folder }) => compiledModules(project, folder));
    if (haste === 'everything') for (const compiled of left.splice(0)) compiled.clear();
    return made;
  };
  const first = await loaded(emitted);
  if ('fleet' in first) return { checked, dispose, modules, unlisted, fleet: () => first.fleet };
  dispose();
  // Without a look at types a few things are compiled otherwise, as an exported type: then both at once.
  const again = () => loaded(compileFleet(project, startEmission(project, [], signal)));
  const second = (await checked()).length > 0 ? first : await again();
  return {
    checked,
    dispose,
    modules,
    unlisted,
    fleet: () => {
      if ('fleet' in second) return second.fleet;
      throw second.thrown;
    },
  };
}

/** Compiles and loads the project's fleet. @throws Failure when its modules throw or export no fleet. */
export async function loadFleet(project: Project): Promise<LoadedFleet> {
  const made = await whileChecked(project, (fleet) => fleet);
  return 'findings' in made ? made : { fleet: made.value };
}

/** The same, with the modules that it was loaded from. */
export async function loadFleetAndModules(project: Project) {
  const made = await whileChecked(project, (fleet, modules) => ({ fleet, modules }), { keepModules: true });
  return 'findings' in made ? made : made.value;
}

/**
 * Works with the fleet while the compiler still looks at its types. What the work gave, or threw, counts only when
 * they are right: constructs rest on what the compiler refuses.
 * @throws Failure when its modules throw or export no fleet
 */
async function whileChecked<T>(
  project: Project,
  work: (fleet: Fleet, modules: readonly CompiledModule[]) => T,
  beginning: Beginning = {},
): Promise<{ readonly value: T } | { readonly findings: readonly Finding[] }> {
  const begun = await beginFleet(project, beginning);
  const made = outcomeOf(() => work(begun.fleet(), begun.modules));
  const findings = await begun.checked();
  if (findings.length > 0) return { findings };
  if ('thrown' in made) throw made.thrown;
  return made;
}

/** What a function gave, or threw: a fleet that does not type-check may well throw, and its type errors say why. */
export function outcomeOf<T>(run: () => T): { readonly value: T } | { readonly thrown: unknown } {
  try {
    return { value: run() };
  } catch (error) {
    return { thrown: error };
  }
}

async function attempt(
  project: Project,
  compiling: Promise<CompiledFleet>,
  left: CompiledFleet[],
): Promise<{ readonly fleet: Fleet } | { readonly thrown: unknown }> {
  const compiled = await compiling.catch((error: unknown) => ({ thrown: error }));
  if ('thrown' in compiled) return compiled;
  left.push(compiled);
  try {
    const fleet = await compiled.load();
    if (isFleet(fleet)) return { fleet };
    return {
      thrown: new Failure(
        relativeFinding(project.root, {
          rule: 'project',
          severity: 'error',
          message: 'the entry module exports no `fleet`',
          at: { file: project.fleet, line: 1, column: 1 },
          why: 'The command does not know what to synthesize.',
          fix: 'export const fleet = compose(firstService, secondService);',
        }),
      ),
    };
  } catch (error) {
    return { thrown: error };
  }
}

function isFleet(value: unknown): value is Fleet {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'fleet';
}

/** The environments that an option names, or all. @throws Failure for one that does not exist. */
export function chosenEnvironments(fleet: Fleet, names: readonly string[]): readonly string[] {
  const all = Object.keys(fleet.environments);
  for (const name of names) if (!all.includes(name)) throw unknownName('environment', name, all);
  return names.length > 0 ? names : all;
}

/** The definitions that an option names, or all. @throws Failure for one that does not exist. */
export function chosenServices(fleet: Fleet, names: readonly string[]): readonly string[] {
  const all = fleet.definitions.map(({ name }) => name);
  for (const name of names) if (!all.includes(name)) throw unknownName('service', name, all);
  return names.length > 0 ? names : all;
}

function unknownName(what: string, name: string, all: readonly string[]): Failure {
  const near = didYouMean(name, all);
  return new Failure({
    rule: `${what}-unknown`,
    severity: 'error',
    message: `"${name}" is no ${what} of the fleet`,
    why: 'No manifests are made for it.',
    fix: near ? `Did you mean "${near}"?` : `One of: ${all.join(', ')}.`,
  });
}
