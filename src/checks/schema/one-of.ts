import { listed } from '../../values/listed.js';
import { type Report, type ReportPlace, report } from '../rule.js';

/** What to type. */
interface Fixes {
  /** Where there are several. Default: to keep one. */
  readonly several?: string;
  /** Where there is none, and which there could be. Default: none is needed. */
  readonly none?: { readonly of: readonly string[]; readonly fix: string };
}

/**
 * What is wrong where one of several is allowed: there are more, or, where one is needed, there is none.
 * @param what has them, as the message begins: `"valueFrom"`
 * @param found those that are there
 */
export function* oneOf(
  place: ReportPlace,
  what: string,
  found: readonly string[],
  { several = `Keep one of ${listed(found)}.`, none }: Fixes = {},
): Iterable<Report> {
  if (found.length > 1) yield report(place, `${what} has ${listed(found)}, allowed is one of them`, { fix: several });
  else if (found.length === 0 && none)
    yield report(place, `${what} has none of ${listed(none.of, none.of.length)}, it needs one of them`, {
      fix: none.fix,
    });
}
