import type { Finding } from '../../diagnostic/diagnostic.js';
import { circularUse } from '../circular-use.js';
import type { AnyDefinition } from '../fleet.js';
import type { ServiceSpec, WorkerSpec } from '../spec.js';

/** Services that need each other in a circle: none of them can be the first to start. */
export function circles(
  specs: ReadonlyMap<string, { definition: AnyDefinition; spec: ServiceSpec | WorkerSpec }>,
): Finding[] {
  const findings: Finding[] = [];
  const done = new Set<string>();
  const visit = (name: string, path: readonly string[]): void => {
    const start = path.indexOf(name);
    if (start >= 0) {
      findings.push(circularUse([...path.slice(start), name], specs.get(name)?.definition.site()));
      return;
    }
    if (done.has(name)) return;
    for (const used of specs.get(name)?.spec.uses ?? []) if (used.kind === 'service') visit(used.name, [...path, name]);
    done.add(name);
  };
  for (const name of specs.keys()) visit(name, []);
  return findings;
}
