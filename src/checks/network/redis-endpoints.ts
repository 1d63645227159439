import { number } from '../../manifest/access.js';
import { releasesIn } from '../../manifest/argocd/charts.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import type { Target } from '../../manifest/references.js';

interface Service {
  readonly name: string;
  readonly namespace: string | undefined;
}

/**
 * Why a Service leads to replicas of Redis too, or to them alone; undefined when it does not.
 * Source: spotahome/redis-operator, README "Connection to the created Redis Failovers"; OT-CONTAINER-KIT/redis-operator.
 */
export function leadsToReplicas(set: ManifestSet, service: Service, target: Target): string | undefined {
  if (target.is === 'missing') return fromChart(set, service);
  if (target.is !== 'made') return undefined;
  const { object, ref } = target.by;
  if (ref.kind === 'RedisFailover') {
    if (service.name === `rfrs-${ref.name}`) return 'leads to the replicas only';
    const replicas = number(object, 'spec.redis.replicas') ?? 3;
    return service.name === `rfr-${ref.name}` && replicas > 1 ? `leads to all ${replicas} pods of it` : undefined;
  }
  if (ref.kind === 'RedisReplication') {
    if (service.name === `${ref.name}-replica`) return 'leads to the replicas only';
    const size = number(object, 'spec.clusterSize') ?? 1;
    const isAll = service.name === ref.name || /-(?:headless|additional)$/.test(service.name);
    return isAll && size > 1 ? `leads to all ${size} pods of it` : undefined;
  }
  return undefined;
}

/** Source: bitnami/charts, redis/templates: with sentinels the Service without a suffix has every node. */
function fromChart(set: ManifestSet, { name, namespace }: Service): string | undefined {
  const release = releasesIn(set, namespace).find(({ chart, full }) => chart === 'redis' && name.startsWith(full));
  if (!release || release.value('architecture') === 'standalone') return undefined;
  const rest = name.slice(release.full.length);
  if (rest === '-replicas') return 'leads to the replicas only';
  const isAll = rest === '-headless' || (rest === '' && release.value('sentinel.enabled') === true);
  return isAll ? 'leads to every node of it' : undefined;
}
