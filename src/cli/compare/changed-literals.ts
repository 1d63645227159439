import type { Place } from '../../diagnostic/diagnostic.js';
import type { FleetLiteral } from '../../why/fleet-literals.js';
import type { CompiledModule } from '../../why/place-literals.js';
import { loadExperiment } from '../load/load-experiment.js';
import { type Project, relativeFile } from '../project.js';
import type { SourceLines } from './changed-source.js';

/** The place in the sources that sets a line of a file of `dist/`, where it is among what changed. */
export type PlaceBehind = (file: string, line: number) => Place | undefined;

/** More changed literals than this are a new service or a new fleet: trying each would take longer than reading. */
const MOST = 60;

/**
 * Finds what the changed lines of the sources set: each literal on them is set otherwise, and the lines of `dist/` that
 * change with it are its own. Nothing is found where too much changed, or where the fleet cannot be run that way.
 */
export async function placesBehind(
  project: Project,
  modules: readonly CompiledModule[],
  changed: SourceLines,
  environments: readonly string[],
): Promise<PlaceBehind> {
  // Running the fleet again is for what may be found.
  if (changed.size === 0) return () => undefined;
  const loaded = await loadExperiment(project, modules);
  if ('findings' in loaded) return () => undefined;
  const { experiment, fleet } = loaded;
  const isChanged = ({ place }: FleetLiteral) =>
    changed.get(relativeFile(project.root, place.file))?.has(place.line) ?? false;
  const literals = experiment.literals.filter(isChanged);
  if (literals.length === 0 || literals.length > MOST) return () => undefined;
  const output = relativeFile(project.root, project.dist);
  const behind = new Map<string, FleetLiteral[]>();
  const texts = new Map<string, readonly string[]>();
  for (const environment of environments.filter((name) => Object.hasOwn(fleet.environments, name))) {
    for (const [path, text] of experiment.filesOf(environment)) texts.set(`${output}/${path}`, text.split('\n'));
    for (const literal of literals) {
      for (const [path, lines] of experiment.linesOf(literal, environment)) {
        for (const line of lines) {
          const key = `${output}/${path}:${line}`;
          behind.set(key, [...(behind.get(key) ?? []), literal]);
        }
      }
    }
  }
  return (file, line) => {
    const found = behind.get(`${file}:${line}`) ?? [];
    const text = texts.get(file)?.[line - 1] ?? '';
    // What shows in the line says more than what only had a say in it.
    return (found.find(({ value }) => text.includes(String(value))) ?? found[0])?.place;
  };
}
