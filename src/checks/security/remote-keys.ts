import { type Field, fieldOf } from '../../manifest/field.js';
import { groupBy } from '../../manifest/group-by.js';
import { type ManifestSet, perSet } from '../../manifest/manifest-set.js';
import { isEnvironmentWord } from '../../values/environment-names.js';

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
  const beginning = ([first = '']: readonly string[]) => (isEnvironmentWord(first) ? '' : first);
  return [...groupBy(paths, ({ segments }) => beginning(segments))].flatMap(([key, members]) => {
    const place = key === '' ? 0 : 1;
    // Paths, not who reads them: one that seven read is one.
    const paths = new Map(members.map(({ segments }) => [segments.join('/'), segments]));
    const counts = new Map<string, number>();
    for (const segments of paths.values()) {
      const segment = segments[place] ?? '';
      if (isEnvironmentWord(segment)) counts.set(segment, (counts.get(segment) ?? 0) + 1);
    }
    const [[expected, count] = ['', 0]] = [...counts].toSorted((a, b) => b[1] - a[1]);
    if (count < 3 || count < 0.7 * paths.size) return [];
    return members.flatMap(({ field, segments }): OddPath[] => {
      const got = segments[place];
      if (got === expected) return [];
      const its = got !== undefined && isEnvironmentWord(got) ? got : undefined;
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
