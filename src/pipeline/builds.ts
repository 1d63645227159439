import type { Build, GithubActionsProps } from './repository.js';

const ONE = 'fromJSON(needs.changes.outputs.changes)';

/** Whether any image is to be built. */
export const ANY = "needs.changes.outputs.changes != '[]'";

/** A job for each image that is to be built, none of which stops the others. */
export const EACH = { 'fail-fast': false, matrix: { image: `\${{ ${ONE} }}` } } as const;

/** The image of such a job. */
export const IMAGE = '${{ matrix.image }}';

/** Not for a pull request. */
export const PUSHED = "github.event_name == 'push'";

/** Where the sources of an image lie: its Dockerfile too. */
export function folderOf({ folder = 'services' }: GithubActionsProps, repository: string): string {
  return `${folder}/${repository}`;
}

/**
 * The filters of `dorny/paths-filter`: an image is built again when its folder changes, or what all of them share.
 * Computed from the fleet, so that a service which is new is never forgotten.
 */
export function pathFilters(props: GithubActionsProps, builds: readonly Build[]): string {
  const shared = props.shared ?? [];
  return builds
    .map(({ repository }) =>
      [`${repository}:`, ...[`${folderOf(props, repository)}/**`, ...shared].map((glob) => `  - '${glob}'`)].join('\n'),
    )
    .join('\n');
}

/** The services of each image as JSON, for the job that writes their tags. */
export function servicesByImage(builds: readonly Build[]): string {
  return JSON.stringify(Object.fromEntries(builds.map(({ repository, services }) => [repository, services])));
}
