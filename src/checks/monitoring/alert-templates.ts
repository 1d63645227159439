import type { Field } from '../../manifest/field.js';
import { knownSeries } from '../../metrics/catalogue.js';
import type { Expr } from '../../metrics/promql/ast.js';
import { type Labels, labelsOf } from '../../metrics/promql/labels.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';
import { templateFunctions } from './template-functions.js';

/** What annotations and labels ask of the alert. */
export function* alertTemplates(one: Field, expr: Expr): Iterable<Report> {
  const texts = [...one.entries('annotations'), ...one.entries('labels')];
  for (const [, field] of texts) yield* braces(field);
  const templated = texts.flatMap(([, field]) => (field.text?.includes('{{') ? [field] : []));
  if (templated.length === 0) return;
  // Relabelling may give a series any label: only what an aggregation keeps is known.
  const kept = labelsOf(expr, () => undefined);
  const own = kept === 'any' ? labelsOf(expr, (metric) => labelsOfMetric(metric)) : 'any';
  for (const field of templated) {
    for (const [, action = ''] of (field.text ?? '').matchAll(/\{\{-?\s*(.*?)\s*-?\}\}/gs)) {
      yield* labels(field, action, kept);
      yield* renamed(field, action, own);
      yield* variables(field, action);
      yield* functions(field, action);
    }
    yield* percent(field, expr);
  }
}

function labelsOfMetric(metric: string): ReadonlySet<string> | undefined {
  const known = knownSeries(metric)?.metric.labels;
  return known && new Set(known);
}

/** Labels that an aggregation has dropped. */
function* labels(field: Field, action: string, kept: Labels): Iterable<Report> {
  for (const label of asked(action)) {
    if (kept === 'any' || kept.has(label)) continue;
    const near = didYouMean(label, kept) ?? [...kept][0];
    yield report(field, `label "${label}" is not in the result of the query`, {
      severity: 'warning',
      why: 'The message has nothing there: nobody can tell whom it is about.',
      fix: near ? `{{ $labels.${near} }}, or keep the label: by (${label}).` : `Keep the label: by (${label}).`,
    });
  }
}

/** Labels by the name that they had in old releases, `pod_name`, of metrics that have them by the new one. */
function* renamed(field: Field, action: string, own: Labels): Iterable<Report> {
  for (const label of asked(action)) {
    const today = label.replace(/_name$/, '');
    if (own === 'any' || own.has(label) || today === label || !own.has(today)) continue;
    yield report(field, `label "${label}" is called "${today}" in the result of the query`, {
      severity: 'warning',
      why: 'The message has nothing there: nobody can tell whom it is about.',
      fix: `{{ $labels.${today} }}`,
    });
  }
}

function asked(action: string): string[] {
  return [...action.matchAll(/\$labels\.([A-Za-z_]\w*)/g)].map(([, label]) => label ?? '');
}

function* variables(field: Field, action: string): Iterable<Report> {
  for (const [, name = ''] of action.matchAll(/\$([A-Za-z_]\w*)/g)) {
    if (VARIABLES.has(name) || new RegExp(`\\$${name}\\s*(?:,|:=)`).test(field.text ?? '')) continue;
    yield report(field, `template variable "$${name}" does not exist`, {
      why: 'The template cannot be read: the message holds the error instead.',
      fix: `One of ${[...VARIABLES].map((one) => `$${one}`).join(', ')}.`,
    });
  }
}

function* functions(field: Field, action: string): Iterable<Report> {
  for (const [, name = '', after = ''] of action.matchAll(/(?:^|\||\()\s*([A-Za-z_]\w*)(?=([\s.|]|$))/g)) {
    if (/^value\s*(?:\||$)/.test(action) && name === 'value') {
      yield report(field, 'the template function "value" is given no sample', { fix: 'Write $value.' });
      continue;
    }
    if (templateFunctions.has(name) && after !== '.') continue;
    if (VARIABLES.has(name)) {
      yield report(field, `template function "${name}" does not exist`, { fix: `Write $${name}.` });
      continue;
    }
    const near = didYouMean(name, templateFunctions);
    yield report(field, `template function "${name}" does not exist`, near ? { fix: `{{ … | ${near} }}` } : {});
  }
  const unquoted = action.replaceAll(/"(?:\\.|[^"\\])*"|`[^`]*`/g, '""');
  const strange = /[A-Za-z]\w*\(|%/.exec(unquoted)?.[0];
  if (strange === undefined) return;
  yield report(field, `"{{ ${action} }}" is no template: "${strange}" stands where a value should`, {
    why: 'The template cannot be read: the message holds the error instead.',
    fix:
      strange === '%'
        ? 'Put the format in quotes: printf "%.1f".'
        : 'Arguments stand behind a blank: printf "%.1f" $value.',
  });
}

function* percent(field: Field, expr: Expr): Iterable<Report> {
  const text = field.text ?? '';
  if (!/\{\{\s*\$value[^}]*\}\}\s*%/.test(text) || /humanizePercentage|mul/.test(text) || !isShare(expr)) return;
  yield report(field, 'a ratio is printed with a percent sign', {
    severity: 'warning',
    why: 'It reads 0.07% for 7 %: whoever is woken up takes it for nothing.',
    fix: '{{ $value | humanizePercentage }}',
  });
}

/** What stands outside the braces is printed as it is, and what is not closed is no template. */
function* braces(field: Field): Iterable<Report> {
  const text = field.text ?? '';
  const plain = text.replaceAll(/\{\{.*?\}\}/gs, '');
  if (plain.includes('{{'))
    yield report(field, 'a template is not closed: "{{" without "}}"', {
      why: 'The template cannot be read: the message holds the error instead.',
      fix: 'Write {{ … }}.',
    });
  const variable = /\$(?:labels\.\w+|value)\b/.exec(plain)?.[0];
  if (variable !== undefined && !plain.includes('{{'))
    yield report(field, `"${variable}" stands outside the braces`, {
      severity: 'warning',
      why: 'It is printed as it is: nobody can tell whom the message is about.',
      fix: `Write {{ ${variable} }}.`,
    });
}

// Source: Prometheus, template/template.go: what every template begins with.
const VARIABLES: ReadonlySet<string> = new Set(['labels', 'externalLabels', 'externalURL', 'value']);

/** A quotient that is compared with a number below 1. */
function isShare(expr: Expr): boolean {
  if (expr.kind !== 'binary') return false;
  if (expr.op === 'and') return isShare(expr.left);
  if (!['>', '>=', '<', '<='].includes(expr.op) || expr.right.kind !== 'number' || expr.right.value >= 1) return false;
  return expr.left.kind === 'binary' && expr.left.op === '/';
}
