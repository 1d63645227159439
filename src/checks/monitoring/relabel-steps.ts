import { labelsOf } from '../../manifest/labels.js';
import { regexProblem } from '../../metrics/promql/regex.js';
import { type Report, report } from '../rule.js';
import type { Monitor } from './monitors.js';
import { lets, metaValue, type Relabeling } from './relabelings.js';

/** What is wrong with a step by itself. */
export function* stepMistakes({ field, action, sources, regex }: Relabeling): Iterable<Report> {
  const problem = regexProblem(regex);
  if (problem !== undefined)
    yield report(field.at('regex'), `regex "${regex}" ${problem}`, {
      severity: 'error',
      why: 'The operator leaves the monitor out: nothing of it is read.',
      fix: 'Write it as RE2 reads it; \\ before what is meant as it stands.',
    });
  if (action === 'labeldrop' && !field.at('regex').exists)
    yield report(field, 'labeldrop has no regex, and drops every label', {
      fix: 'Add a regex for the labels that are meant.',
    });
  const isLate = field.path.includes('metricRelabelings');
  for (const source of sources) {
    if (/[^\w]/.test(source))
      yield report(field.at('sourceLabels'), `"${source}" is the name of no label`, {
        fix: `Prometheus writes ${source.replaceAll(/\W/g, '_')}.`,
      });
    else if (isLate && source.startsWith('__meta_'))
      yield report(field.at('sourceLabels'), `"${source}" is gone when metrics are relabelled`, {
        why: 'The step sees nothing, and does nothing.',
        fix: 'Move the step to relabelings.',
      });
  }
}

/** Targets that are left by `keep` and `drop` on a label of their pods or Services. */
export function* noTargetLeft(step: Relabeling, { pods, services }: Monitor): Iterable<Report> {
  const [source, more] = step.sources;
  if (source === undefined || more !== undefined || !/^(?:keep|drop)$/.test(step.action)) return;
  if (/_(?:hash|revision|index|ordinal)$/.test(source) || regexProblem(step.regex) !== undefined) return;
  const labels = source.startsWith('__meta_kubernetes_service_')
    ? services.map(({ object }) => labelsOf(object))
    : pods.map((pod) => pod.labels);
  const values = labels.map((one) => metaValue(one, source));
  if (values.length === 0 || values.some((value) => value === undefined || lets(step, value))) return;
  const found = [...new Set(values)].map((value) => (value ? `"${value}"` : 'none')).join(', ');
  yield report(step.field, `no target is left: ${step.action} "${step.regex}" of ${source}, which is ${found}`, {
    severity: 'error',
    why: 'Prometheus has no target and says nothing: every alert on these metrics stays silent for ever.',
    fix: 'Write a regex that the label fits, or drop the step.',
  });
}
