import { areResources, type Resources } from '../construct/pod/resources.js';
import { derive, from, type Input } from '../construct/traced.js';
import { Mi, parseBytes } from '../values/quantity.js';

/** A share of the memory limit, in whole mebibytes, at least 1. Above the limit the kernel kills the server. */
export function memoryShare(resources: Resources, share: number): Input<number> {
  // What resources have to be says the container that takes them.
  if (!areResources(resources)) return 64;
  return derive(from(resources.memory, 1), (limit) => Math.max(1, Math.floor(((parseBytes(limit) ?? 0) * share) / Mi)));
}
