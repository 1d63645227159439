import type { Reference } from '../../manifest/references.js';
import type { Report, RuleInput } from '../rule.js';
import { place, shortName, suggestion } from './missing.js';

/**
 * Reports of every reference whose row is checked by this rule and whose target is missing, each target once.
 * `isSure` tells what is missing for certain though nothing of its kind stands in the namespace.
 */
export function* missingTargets(
  { set, graph }: Pick<RuleInput, 'set' | 'graph'>,
  rule: string,
  concerns: (edge: Reference) => boolean = () => true,
  isSure: (edge: Reference) => boolean = () => false,
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
      severity: target.sure || isSure(edge) ? undefined : 'warning',
    };
  }
}
