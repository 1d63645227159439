import type { ApiObject } from 'cdk8s';

/** What a controller writes at run time into an object of Git's: a sync must leave it as it finds it. */
export interface Rewrite {
  readonly object: ApiObject;
  /** JSON pointers (RFC 6901) of values. */
  readonly pointers?: readonly string[];
  /** jq paths, for values inside lists. */
  readonly jq?: readonly string[];
}

/** A JSON pointer of these steps: `/` and `~` inside a step are escaped. */
export function pointer(...steps: readonly string[]): string {
  return steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
