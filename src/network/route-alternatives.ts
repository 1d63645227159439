import type { Field } from '../manifest/field.js';
import { type UriMatch, uriMatch } from './uri-match.js';

/** One of the matches of a route: a request that any of them fits takes the route. */
export interface Alternative {
  readonly field: Field;
  readonly uri: UriMatch | undefined;
  /** What it asks for besides the path. */
  readonly conditions: ReadonlyMap<string, string>;
}

/** The matches of a route; one for every path where it has none. */
export function alternatives(route: Field): Alternative[] {
  const matches = route.items('match');
  if (matches.length === 0) return [{ field: route, uri: uriMatch(undefined), conditions: new Map() }];
  return matches.map((field) => {
    const conditions = field
      .entries()
      .filter(([key]) => key !== 'uri' && key !== 'name')
      .map(([key, { value }]) => [key, JSON.stringify(value)] as const);
    return { field, uri: uriMatch(field), conditions: new Map(conditions) };
  });
}
