import type { Build, GithubActionsProps } from './repository.js';

/** Where the sources of an image lie: its Dockerfile too. */
function folderOf({ folder = 'services' }: GithubActionsProps, repository: string): string {
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
