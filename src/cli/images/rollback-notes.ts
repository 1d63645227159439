import type { EnvironmentSpec } from '../../service/environment/environment-spec.js';
import type { Fleet } from '../../service/fleet.js';
import { formatDuration, parseDuration } from '../../values/duration.js';

/** What somebody should know who rolls a service back: when it takes effect, what is faster, what does not come back. */
export function rollbackNotes(
  fleet: Fleet,
  environment: string,
  service: string,
  branch: string | undefined,
  renamedFrom: string | undefined,
): string[] {
  const { git, freezes = [] } = fleet.environments[environment] ?? {};
  const revision = git?.revision;
  const kind = fleet.definitions.find(({ name }) => name === service)?.kind;
  const namespace = fleet.namespaces[kind === 'worker' ? 'workers' : 'services'];
  const elsewhere = branch !== undefined && revision !== undefined && branch !== revision;
  return [
    '',
    ...(renamedFrom
      ? [`The service was called "${renamedFrom}" then: see that the registry has this tag under its present name.`]
      : []),
    ...(elsewhere ? [`Argo CD reads "${revision}" for ${environment}, not "${branch}": merge it there.`] : []),
    `Once pushed: ${noticed(git?.detection)}. Faster:`,
    `  kubectl -n argocd annotate application ${service} argocd.argoproj.io/refresh=normal --overwrite`,
    ...(freezes.length > 0 ? ['In a freeze Argo CD does not sync by itself:', `  argocd app sync ${service}`] : []),
    'While a canary or blue-green rollout is still under way, this sends all traffic back within seconds, until Git follows:',
    `  kubectl argo rollouts abort ${service} --namespace ${namespace}`,
    'Not rolled back: data that the newer version wrote or migrated (a migration hook of the older image runs again and',
    'must bear the newer schema); configuration and fields that cannot change, such as selectors and volume claim',
    'templates: those stay as the sources say.',
  ];
}

function noticed(detection: EnvironmentSpec['git']['detection']): string {
  if (!detection) return 'Argo CD asks Git within three minutes';
  if (detection.by === 'webhook') return `Argo CD learns of it within ${detection.within}`;
  const [least = 0, more = 0] = [parseDuration(detection.every), parseDuration(detection.jitter)];
  return `Argo CD asks Git within ${formatDuration(least + more)}`;
}
