import type { Reference } from '../manifest/references.js';
import { place, shortName, suggestion } from './missing.js';
import type { Report, RuleInput } from './rule.js';

/** Reports of every reference whose row is checked by this rule and whose target is missing, each target once. */
export function* missingTargets(
  { set, graph }: Pick<RuleInput, 'set' | 'graph'>,
  rule: string,
  concerns: (edge: Reference) => boolean = () => true,
): Iterable<Report> {
  const said = new Set<string>();
  for (const edge of graph.all) {
    const { from, path, to, target, row } = edge;
    if (row.checkedBy !== rule || target.is !== 'missing' || edge.optional || !concerns(edge)) continue;
    const key = JSON.stringify([from.ref, to]);
    if (said.has(key)) continue;
    said.add(key);
    yield {
      manifest: from,
      path,
      message: `${to.kind} ${shortName(to.name)} does not exist ${place(to)}`,
      fix: suggestion(set, to),
      severity: target.sure ? undefined : 'warning',
    };
  }
}
