import type { Field } from '../../manifest/field.js';
import type { PodTemplate } from '../../manifest/pod-template.js';
import { type Report, report } from '../rule.js';

const HARD = 'requiredDuringSchedulingIgnoredDuringExecution';
const SOFT = 'preferredDuringSchedulingIgnoredDuringExecution';

/**
 * What the API server refuses of where a pod may run, though every field has its type.
 * Source: Kubernetes, pkg/apis/core/validation/validation.go, validateAffinity, ValidateNodeSelectorRequirement and
 * validateTopologySpreadConstraints; k8s.io/apimachinery, ValidateLabelSelectorRequirement.
 */
export function* refusedPlacement({ spec }: PodTemplate): Iterable<Report> {
  const affinity = spec.at('affinity');
  if (affinity.exists) {
    yield* ofNodes(affinity.at('nodeAffinity'));
    for (const name of ['podAffinity', 'podAntiAffinity']) yield* ofPods(affinity.at(name));
  }
  const spreads = spec.items('topologySpreadConstraints');
  const seen = new Set<string>();
  for (const spread of spreads) {
    const [key, when] = [spread.at('topologyKey').text, spread.at('whenUnsatisfiable').text];
    if (seen.has(`${key} ${when}`))
      yield report(spread, `topologyKey "${key}" with ${when} is there twice`, { fix: 'Keep one of the two.' });
    seen.add(`${key} ${when}`);
    if (spread.at('minDomains').exists && when === 'ScheduleAnyway')
      yield report(spread.at('minDomains'), '"minDomains" is set, and whenUnsatisfiable is ScheduleAnyway', {
        fix: 'Drop the field, or write DoNotSchedule.',
      });
    yield* expressions(spread.at('labelSelector'));
  }
}

function* ofNodes(affinity: Field): Iterable<Report> {
  const hard = affinity.at(HARD);
  const terms = hard.items('nodeSelectorTerms');
  if (hard.at('nodeSelectorTerms').exists && terms.length === 0)
    yield report(hard.at('nodeSelectorTerms'), '"nodeSelectorTerms" has no entry, at least one is needed', {
      fix: 'Add one, or drop the affinity.',
    });
  for (const term of [...terms, ...affinity.items(SOFT).map((one) => one.at('preference'))]) yield* expressions(term);
}

function* ofPods(affinity: Field): Iterable<Report> {
  for (const term of [...affinity.items(HARD), ...affinity.items(SOFT).map((one) => one.at('podAffinityTerm'))]) {
    const key = term.at('topologyKey');
    if (key.text === '')
      yield report(key, '"topologyKey" is empty', {
        fix: 'Write kubernetes.io/hostname, or topology.kubernetes.io/zone.',
      });
    for (const name of ['labelSelector', 'namespaceSelector']) yield* expressions(term.at(name));
  }
}

/** Whether the values are those that the operator takes. */
function* expressions(selector: Field): Iterable<Report> {
  for (const one of selector.items('matchExpressions')) {
    const [operator, values] = [one.at('operator').text, one.at('values')];
    const count = one.items('values').length;
    if ((operator === 'In' || operator === 'NotIn') && count === 0)
      yield report(one, `operator ${operator} has no values`, { fix: 'Add values, or write operator: Exists.' });
    else if ((operator === 'Exists' || operator === 'DoesNotExist') && count > 0)
      yield report(values, `operator ${operator} has values`, {
        fix: `Drop them, or write operator: ${operator === 'Exists' ? 'In' : 'NotIn'}.`,
      });
    else if ((operator === 'Gt' || operator === 'Lt') && count !== 1)
      yield report(one, `operator ${operator} has ${count} values, it takes one`, {
        fix: 'Keep one number, in quotes.',
      });
  }
}
