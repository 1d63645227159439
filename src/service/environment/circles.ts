import type { Finding } from '../../diagnostic/diagnostic.js';
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
      const circle = [...path.slice(start), name];
      findings.push({
        rule: 'uses-circular',
        severity: 'error',
        message: `services need each other in a circle: ${circle.join(' -> ')}`,
        at: specs.get(name)?.definition.site(),
        why: 'At the first start each waits for the other.',
        fix: 'Break the circle: let one of them be told of results by a queue, or move what both need into a third.',
      });
      return;
    }
    if (done.has(name)) return;
    for (const used of specs.get(name)?.spec.uses ?? []) if (used.kind === 'service') visit(used.name, [...path, name]);
    done.add(name);
  };
  for (const name of specs.keys()) visit(name, []);
  return findings;
}
