import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { notInList } from '../../diagnostic/causes.js';
import type { Finding, Place } from '../../diagnostic/diagnostic.js';
import type { Fleet } from '../../service/fleet.js';
import { type Project, relativeFile } from '../project.js';
import { slashes } from './compiled-modules.js';

/** A service, worker or store that the fleet's folder exports and its list lacks. */
export interface Unlisted {
  readonly name: string;
  /** What the module exports it as. */
  readonly id: string;
  readonly at: Place;
}

/**
 * What the modules of a fleet declare, and its list lacks: of those that were loaded by their exports, of those that
 * nothing imports by their text. Nothing of ES modules, which Node does not show.
 * @param folder that they were compiled to
 */
export function unlistedIn(project: Project, folder: string, fleet: Fleet): readonly Unlisted[] {
  const source = dirname(project.fleet);
  const authors = (file: string) => join(source, file.replace(/js$/, 'ts'));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
  const loaded = files.filter((file) => require.cache[join(folder, file)]);
  if (loaded.length === 0) return [];
  const known = new Set<unknown>(fleet.definitions);
  const exported = loaded.flatMap((file) =>
    Object.entries(require.cache[join(folder, file)]?.exports ?? {}).flatMap(([id, value]) =>
      isDefinition(value) && known.size < known.add(value).size
        ? { name: value.name, id, at: value.site() ?? { file: authors(file), line: 1, column: 1 } }
        : [],
    ),
  );
  const written = files.filter((file) => !loaded.includes(file)).flatMap((file) => declaredIn(authors(file)));
  return [...exported, ...written];
}

function isDefinition(value: unknown): value is Fleet['definitions'][number] {
  return typeof value === 'object' && value !== null && 'define' in value && 'site' in value;
}

function declaredIn(file: string): readonly Unlisted[] {
  const text = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '));
  const declared = /^export const (\w+) = (define(?:Service|Worker|Store)\(\s*)(['"`])([\w-]+)\3/gm;
  return [...text.matchAll(declared)].map(({ index, 0: all, 1: id = '', 4: name = '' }) => {
    const line = text.slice(0, index).split('\n').length;
    return { name, id, at: { file, line, column: all.indexOf(' = ') + 4 } };
  });
}

/**
 * What is wrong with a fleet, and with what its list lacks. That is a warning: a definition may wait for its time. Where
 * others count on it, their findings are of that one cause, and it is the error.
 */
export function withUnlisted(project: Project, found: readonly Finding[], unlisted: readonly Unlisted[]): Finding[] {
  const causes = new Set(unlisted.map(({ name }) => notInList(name)));
  const missed = new Set(found.map(({ cause }) => cause));
  return [
    ...found.filter(({ cause }) => cause === undefined || !causes.has(cause)),
    ...unlisted.map((one): Finding => {
      const severity = missed.has(notInList(one.name)) ? 'error' : 'warning';
      return {
        rule: 'definition-unlisted',
        severity,
        message: notInList(one.name),
        at: one.at,
        why: `Nothing is written for it, in no environment${severity === 'error' ? '; but others name it.' : '.'}`,
        fix: `${listing(project, one)}, or delete it.`,
      };
    }),
  ];
}

/** What to type in the module that has the list. */
function listing({ root, fleet }: Project, { id, at }: Unlisted): string {
  const add = `Add ${id} to the list in ${relativeFile(root, fleet)}`;
  if (new RegExp(`\\b${id}\\b`).test(readFileSync(fleet, 'utf8'))) return add;
  const path = slashes(relative(dirname(fleet), at.file)).replace(/\.ts$/, '');
  return `${add}, with: import { ${id} } from '${path.startsWith('.') ? path : `./${path}`}'`;
}
