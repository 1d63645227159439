import { get } from '../manifest/access.js';
import type { Json } from '../manifest/manifest.js';
import type { Container, PodTemplate } from '../manifest/pod-template.js';
import { parseBytes, parseCpu } from '../values/quantity.js';

/** CPU in millicores, memory in bytes. */
export interface Resources {
  readonly cpu: number;
  readonly memory: number;
}

/**
 * What the scheduler sets aside for one pod: the sum of its containers, or what its start needs if that is more.
 * A request that is not written is the limit. One above its limit counts for nothing: the API server refuses the pod.
 * Source: Kubernetes, concepts/workloads/pods/init-containers#resource-sharing-within-containers.
 */
export function podRequests(pod: PodTemplate): Resources {
  return podAmount(pod, (container, name) => {
    const request = amount(container, 'requests', name);
    const limit = amount(container, 'limits', name);
    return request !== undefined && limit !== undefined && request > limit ? 0 : (request ?? limit);
  });
}

/** What the containers of one pod may use; undefined when one of them has no bound. */
export function podMemoryLimit(pod: PodTemplate): number | undefined {
  const main = pod.containers.filter(({ role }) => role === 'main' || role === 'sidecar');
  const limits = main.map((container) => amount(container, 'limits', 'memory'));
  return limits.includes(undefined) ? undefined : limits.reduce<number>((sum, limit) => sum + (limit ?? 0), 0);
}

type Read = (container: Container, name: keyof Resources) => number | undefined;

function podAmount(pod: PodTemplate, read: Read): Resources {
  const of = (name: keyof Resources): number => {
    let sidecars = 0;
    let start = 0;
    for (const container of pod.containers) {
      const value = read(container, name) ?? 0;
      // Init containers run one after the other, beside the sidecars that started before them.
      if (container.role === 'sidecar') sidecars += value;
      else if (container.role === 'init') start = Math.max(start, sidecars + value);
    }
    const main = pod.containers.filter(({ role }) => role === 'main');
    const running = sidecars + main.reduce((sum, container) => sum + (read(container, name) ?? 0), 0);
    return Math.max(running, start) + (parse(name, get(pod.spec.value, ['overhead', name])) ?? 0);
  };
  return { cpu: of('cpu'), memory: of('memory') };
}

function amount(container: Container, part: 'requests' | 'limits', name: keyof Resources): number | undefined {
  return parse(name, get(container.field.value, ['resources', part, name]));
}

function parse(name: keyof Resources, written: Json | undefined): number | undefined {
  if (typeof written !== 'string' && typeof written !== 'number') return undefined;
  return name === 'cpu' ? parseCpu(written) : parseBytes(written);
}
