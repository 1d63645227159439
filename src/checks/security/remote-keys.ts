import { type Field, fieldOf } from '../../manifest/field.js';
import { groupBy } from '../../manifest/group-by.js';
import type { Manifest } from '../../manifest/manifest.js';
import { type ManifestSet, perSet } from '../../manifest/manifest-set.js';
import { type Report, report } from '../rule.js';

/** Words by which environments are called in paths. */
const ENVIRONMENTS = /^(?:dev|development|test|testing|qa|stage|staging|preprod|prod|production|local|sandbox)$/;

/** A path in a secret store that is of another environment than those beside it, or of none. */
export interface OddPath {
  readonly field: Field;
  readonly path: string;
  /** The segment that the others have, and what this one has there. */
  readonly expected: string;
  readonly got: string | undefined;
}

/**
 * Paths that lack the environment's segment: of those that begin alike, nearly all have one and the same environment at
 * the same place, and these have another or none.
 */
export const oddPaths = perSet((set: ManifestSet): readonly OddPath[] => {
  const paths = remoteKeys(set)
    .map((field) => ({ field, segments: (field.text ?? '').split('/').filter(Boolean) }))
    .filter(({ segments }) => segments.length > 1);
  // `/prod/…`: the environment itself begins the path.
  const beginning = ([first = '']: readonly string[]) => (ENVIRONMENTS.test(first) ? '' : first);
  return [...groupBy(paths, ({ segments }) => beginning(segments))].flatMap(([key, members]) => {
    const place = key === '' ? 0 : 1;
    // Paths, not who reads them: one that seven read is one.
    const paths = new Map(members.map(({ segments }) => [segments.join('/'), segments]));
    const counts = new Map<string, number>();
    for (const segments of paths.values()) {
      const segment = segments[place] ?? '';
      if (ENVIRONMENTS.test(segment)) counts.set(segment, (counts.get(segment) ?? 0) + 1);
    }
    const [[expected, count] = ['', 0]] = [...counts].toSorted((a, b) => b[1] - a[1]);
    if (count < 3 || count < 0.7 * paths.size) return [];
    return members.flatMap(({ field, segments }): OddPath[] => {
      const got = segments[place];
      if (got === expected) return [];
      const its = got !== undefined && ENVIRONMENTS.test(got) ? got : undefined;
      return [{ field, path: field.text ?? '', expected, got: its }];
    });
  });
});

/** Paths in stores that ExternalSecrets read. */
export function remoteKeys(set: ManifestSet): Field[] {
  return set.kind('ExternalSecret').flatMap((manifest) => [
    ...fieldOf(manifest)
      .items('spec.data')
      .map((row) => row.at('remoteRef.key')),
    ...fieldOf(manifest)
      .items('spec.dataFrom')
      .map((row) => row.at('extract.key')),
  ]);
}

/** Paths that few ExternalSecrets read, and that most write otherwise: `/a/db/password` for `/a/db-password`. */
export const oddSpellings = perSet((set: ManifestSet): readonly { field: Field; path: string; usual: string }[] => {
  const byWords = groupBy(remoteKeys(set), ({ text = '' }) => sense(text));
  return [...byWords].flatMap(([words, fields]) => {
    const uses = groupBy(fields, ({ text = '' }) => text);
    const [usual, ...others] = [...uses].toSorted(([, a], [, b]) => b.length - a.length);
    if (words.length < 8 || !usual || usual[1].length < 2) return [];
    return others.flatMap(([path, readers]) =>
      readers.length === 1 || usual[1].length >= 3 * readers.length
        ? readers.map((field) => ({ field, path, usual: usual[0] }))
        : [],
    );
  });
});

/** What each of many things has one of: two of that name, in two folders, are two values. */
const GENERIC = /^(?:password|passwd|pass|username|user|token|key|secret|url|uri|dsn|host|port|database|name|value)$/;

/**
 * The letters of a path, without the folder below the environment: the same value is filed once. Of a name that each folder
 * may have, with the folder's letters in no order: two of them swapped are a slip.
 */
function sense(path: string): string {
  const segments = path.split('/').filter(Boolean);
  const place = segments.findIndex((segment) => ENVIRONMENTS.test(segment)) + 1;
  const [head, rest] = [segments.slice(0, place), segments.slice(place)];
  if (place === 0 || rest.length < 2) return letters(path);
  const name = letters(rest.slice(1).join(''));
  const filed = GENERIC.test(name) ? [...letters(rest[0] ?? '')].toSorted().join('') : '';
  return `${head.join('/')}/${filed}${name}`;
}

function letters(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** Keys of one ExternalSecret that are fetched twice, that get the same value, or that get a whole where others get a part. */
export function* fetchedAlike(manifest: Manifest): Iterable<Report> {
  const rows = fieldOf(manifest).items('spec.data');
  const [names, values] = [new Map<string, Field>(), new Map<string, Field>()];
  const partial = new Set(
    rows.filter((row) => row.at('remoteRef.property').exists).map((row) => row.at('remoteRef.key').text),
  );
  for (const row of rows) {
    const [name, ref] = [row.at('secretKey'), row.at('remoteRef')];
    const [key, property] = [ref.at('key').text ?? '', ref.at('property').text ?? ''];
    const value = `${key} ${property} ${ref.at('version').scalar ?? ''}`;
    const [same, twin] = [names.get(name.text ?? ''), values.get(value)];
    if (same)
      yield report(name, `key "${name.text}" is fetched twice`, {
        severity: 'warning',
        why: 'The later wins, whichever was meant.',
        fix: 'Take one out, or give it another name.',
      });
    else if (twin)
      yield report(ref.at('key'), `"${name.text}" and "${twin.text}" are one value: both are fetched from "${key}"`, {
        severity: 'warning',
        why: 'One of the two is probably not what its name says.',
        fix: `Correct the path of one; if it is meant, fetch it once and name it twice in target.template.`,
      });
    if (property === '' && partial.has(key) && key !== '')
      yield report(ref, `"${name.text}" gets the whole of "${key}", of which others get one property`, {
        severity: 'warning',
        why: 'The key holds the JSON text with all values instead of its own.',
        fix: 'Add remoteRef.property.',
      });
    names.set(name.text ?? '', name);
    values.set(value, name);
  }
}
