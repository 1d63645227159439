import type { Field } from '../../../manifest/field.js';
import type { Expr } from '../../../metrics/promql/ast.js';
import { typeOf, typeProblems } from '../../../metrics/promql/types.js';
import { unfilled } from '../../../metrics/promql/unfilled.js';
import { parseDuration } from '../../../values/duration.js';
import { adapterProblems } from '../../monitoring/adapter-queries.js';
import { alertTemplates } from '../../monitoring/alert-templates.js';
import { type AskedQuery, queriesOf, rulesOf } from '../../monitoring/queries.js';
import { type Report, report, rule } from '../../rule.js';

const example = (expr: string, mark = '') => `
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: shop
  namespace: api
spec:
  groups:
    - name: shop
      rules:
        - alert: ShopDown
          expr: ${expr}${mark}
          for: 5m
`;

export const ruleSchema = rule({
  id: 'rule-schema',
  severity: 'error',
  what: 'A rule or query that Prometheus refuses, or an alert that cannot say what it means',
  why: 'The operator leaves the whole object out, or Prometheus refuses its configuration: none of its alerts fires.',
  fix: 'Write the rule as Prometheus reads it; promtool check rules says the same.',
  exceptions: ['Queries with variables that something else fills in.'],
  source: 'Prometheus, "Alerting rules", "Recording rules", "Template reference"',
  wrong: example('sum(up{job="shop"}[5m]) == 0', ' # <--'),
  right: example('sum(up{job="shop"}) == 0'),
  *check({ set }) {
    for (const root of set.fields('PrometheusRule')) yield* groupNames(root);
    for (const query of queriesOf(set)) {
      const { by, field, name, problem, expr, sure } = query;
      const why = WHY[by];
      if (problem !== undefined && sure)
        yield report(field, `the query of "${name}" cannot be read: ${problem}`, {
          why,
          severity: by === 'panel' ? 'warning' : undefined,
        });
      else if (expr && sure) yield* queryProblems(query, expr);
      if (by === 'alert' || by === 'record') yield* variables(query);
    }
    yield* adapterProblems(set);
    for (const { rule: one, group } of rulesOf(set)) yield* shape(one, group);
    for (const { by, rule: one, expr } of queriesOf(set))
      if (one && expr && by === 'alert') yield* alertTemplates(one, expr);
  },
});

function* groupNames(root: Field): Iterable<Report> {
  const seen = new Set<string>();
  for (const group of root.items('spec.groups')) {
    const name = group.at('name');
    if (name.text !== undefined && seen.has(name.text))
      yield report(name, `group "${name.text}" is there twice`, { fix: 'Give each group a name of its own.' });
    if (name.text !== undefined) seen.add(name.text);
  }
}

const NEEDS: Readonly<Partial<Record<AskedQuery['by'], string>>> = {
  alert: 'an alert',
  record: 'a record',
  analysis: 'an analysis',
  trigger: 'a trigger',
};

/** What comes of it, where it is not a rule that Prometheus loads. */
const WHY: Readonly<Partial<Record<AskedQuery['by'], string>>> = {
  panel: 'Grafana shows an error where the panel should be.',
  analysis: 'Each measurement is an error: the fifth in a row aborts the rollout.',
  trigger: 'KEDA gets no number: the workload keeps the replicas it has, or those of its fallback.',
  adapter: 'The adapter does not start, and no autoscaler that looks at its metrics adds a pod.',
};

function* queryProblems({ field, name, by }: AskedQuery, expr: Expr): Iterable<Report> {
  const refused = typeProblems(expr);
  const why = WHY[by];
  const severity = by === 'panel' ? 'warning' : undefined;
  for (const { message } of refused)
    yield report(field, `the query of "${name}" is refused: ${message}`, { why, severity });
  const type = typeOf(expr);
  // A table shows a range as well.
  if (by === 'panel') return;
  if (refused.length === 0 && (type === 'matrix' || type === 'string')) {
    yield report(
      field,
      `the query of "${name}" gives ${type === 'matrix' ? 'a range' : 'a text'}, ${NEEDS[by] ?? 'it'} needs a value for each series`,
      { why },
    );
  }
}

/** `${…}` may be filled in by who applies the file. */
function* variables({ field, name, text }: AskedQuery): Iterable<Report> {
  const left = unfilled(text);
  if (left && !left.variable.startsWith('${'))
    yield report(field, `the query of "${name}" ${left.problem}`, { fix: left.fix });
}

function* shape(one: Field, group: Field): Iterable<Report> {
  const [alert, record, wait] = [one.at('alert'), one.at('record'), one.at('for')];
  const interval = group.at('interval');
  yield* names(one, record);
  if (alert.exists && record.exists)
    yield report(record, `a rule is either the alert "${alert.text}" or the record "${record.text}"`);
  if (!alert.exists && !record.exists) yield report(one, 'a rule has neither "alert" nor "record"');
  if (record.exists && wait.exists)
    yield report(wait, `the record "${record.text}" has "for", which belongs to alerts`);
  for (const field of [wait, one.at('keep_firing_for'), interval]) {
    if (field.text === undefined || parseDuration(field.text) !== undefined || field.text.includes('{{')) continue;
    yield report(field, `"${field.text}" is no duration`, { fix: 'Whole numbers with a unit: 30s, 5m, 1h30m, 1d.' });
  }
  const [hold, between] = [parseDuration(wait.text ?? ''), parseDuration(interval.text ?? '')];
  if (alert.exists && hold !== undefined && between !== undefined && hold > 0 && hold < between) {
    yield report(wait, `for ${wait.text} is shorter than the ${interval.text} between two evaluations`, {
      severity: 'warning',
      why: 'Nothing is seen in between: the alert fires at the second evaluation, whatever `for` says.',
      fix: `for: ${interval.text}, or none.`,
    });
  }
}

/** Source: Prometheus, concepts/data_model; model/rulefmt: a record has no annotations. */
function* names(one: Field, record: Field): Iterable<Report> {
  const annotations = one.at('annotations');
  if (record.exists && annotations.exists)
    yield report(annotations, `the record "${record.text}" has "annotations", which belong to alerts`);
  const labels = one.entries('labels').filter(([key]) => !/^[A-Za-z_]\w*$/.test(key));
  const wrong = [
    ...(record.text === undefined || /^[A-Za-z_:][\w:]*$/.test(record.text) ? [] : [{ field: record, of: 'metric' }]),
    ...labels.map(([, field]) => ({ field, of: 'label' })),
  ];
  for (const { field, of } of wrong) {
    const name = of === 'metric' ? (field.text ?? '') : String(field.path.at(-1));
    if (name.includes('{{')) continue;
    yield report(field, `"${name}" is no plain name of a ${of}`, {
      severity: 'warning',
      why: 'Prometheus before 3.0 refuses the whole file; later ones take it, and every query must then quote the name.',
      fix: `Write ${name.replace(/^(?=\d)/, '_').replaceAll(/[^\w:]+/g, '_')}.`,
    });
  }
}
