import type { Fleet } from '../../service/fleet.js';

/** What somebody should know who rolls a service back: when it takes effect, what is faster, what does not come back. */
export function rollbackNotes(
  fleet: Fleet,
  environment: string,
  service: string,
  branch: string | undefined,
  renamedFrom: string | undefined,
): string[] {
  const revision = fleet.environments[environment]?.git.revision;
  const elsewhere = branch !== undefined && revision !== undefined && branch !== revision;
  return [
    '',
    ...(renamedFrom
      ? [`The service was called "${renamedFrom}" then: see that the registry has this tag under its present name.`]
      : []),
    ...(elsewhere ? [`Argo CD reads "${revision}" for ${environment}, not "${branch}": merge it there.`] : []),
    'Once pushed: Argo CD polls Git every 2 to 3 minutes; with a webhook it looks at once. Faster:',
    `  kubectl -n argocd annotate application ${service} argocd.argoproj.io/refresh=normal --overwrite`,
    'While a canary or blue-green rollout is still under way, this sends all traffic back within seconds, until Git follows:',
    `  kubectl argo rollouts abort ${service}`,
    'Not rolled back: data that the newer version wrote or migrated (a migration hook of the older image runs again and',
    'must bear the newer schema); configuration and fields that cannot change, such as selectors and volume claim',
    'templates: those stay as the sources say.',
  ];
}
