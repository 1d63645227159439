import { list, text } from '../../manifest/access.js';
import type { Field } from '../../manifest/field.js';
import type { Json } from '../../manifest/manifest.js';
import { labelsOf } from '../../metrics/promql/labels.js';
import { didYouMean, isOneSlip } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';
import { type DashboardField, type PanelQuery, queriesIn } from './dashboards.js';
import { readQuery } from './read-query.js';

/** What a dashboard's queries take for granted of it, and what its panels take for granted of their queries. */
export function* strangeQueries({ field, name, json }: DashboardField): Iterable<Report> {
  const queries = queriesIn(json).filter(({ sure }) => sure);
  const own = variablesOf(json);
  yield* variables(field, name, own, queries);
  yield* builtIn(field, name, queries);
  for (const one of list(json, VARIABLES)) yield* unread(field, name, one);
  for (const query of queries) yield* legend(field, name, query);
}

/** Names of the variables of a dashboard. */
export function variablesOf(json: Json | undefined): string[] {
  return list(json, VARIABLES).flatMap((one) => text(one, 'name') ?? []);
}

const VARIABLES = 'templating.list';

/** Variables that a query asks for and the dashboard does not have: they are asked for as they are written. */
function* variables(
  field: Field,
  name: string,
  own: readonly string[],
  queries: readonly PanelQuery[],
): Iterable<Report> {
  if (own.length === 0) return;
  const asked = queries.flatMap((query) => [...query.text.matchAll(/\$\{?([A-Za-z]\w*)/g)].map(([, one]) => one ?? ''));
  for (const one of new Set(asked)) {
    if (own.includes(one) || /^(?:__\w+|timeFilter|interval|[0-9]+)$/.test(one)) continue;
    const near = didYouMean(one, own);
    yield report(field, `"${name}" asks for the variable "$${one}", which it does not have`, {
      why: 'It is sent as it is written: no series has that value, and the panel is empty.',
      fix: near ? `Did you mean "$${near}"?` : `It has ${own.map((other) => `$${other}`).join(', ')}.`,
    });
  }
}

// Source: Grafana, dashboards/variables/add-template-variables#global-variables.
const BUILT_IN = '__interval __interval_ms __rate_interval __range __range_s __range_ms __from __to __dashboard __name'
  .concat(' __org __user __timezone __timeFilter __all')
  .split(' ');

/** A variable of Grafana itself, with a slip. */
function* builtIn(field: Field, name: string, queries: readonly PanelQuery[]): Iterable<Report> {
  const asked = queries.flatMap((query) => [...query.text.matchAll(/\$\{?(__\w+)/g)].map(([, one]) => one ?? ''));
  for (const one of new Set(asked)) {
    const near = BUILT_IN.includes(one) ? undefined : BUILT_IN.find((other) => isOneSlip(one, other));
    if (near)
      yield report(field, `"${name}" asks for the variable "$${one}", which Grafana does not have`, {
        why: 'It is sent as it is written: Prometheus cannot read the query.',
        fix: `Did you mean "$${near}"?`,
      });
  }
}

/** The query of a variable that is no call of a function that Grafana has. */
function* unread(field: Field, name: string, variable: Json): Iterable<Report> {
  const query = text(variable, 'query') ?? text(variable, 'query.query') ?? '';
  if (!/^\s*label_values\(/.test(query) || LABEL_VALUES.test(query)) return;
  yield report(field, `the variable "$${text(variable, 'name') ?? ''}" of "${name}" cannot be read: ${query}`, {
    why: 'The list is empty: every panel that asks for it is empty, too.',
    fix: 'label_values(METRIC, LABEL), with a comma between.',
  });
}

const LABEL_VALUES = /^\s*label_values\(\s*(?:\w+|.*,\s*\w+)\s*\)\s*$/s;

/** Lines that are called by a label which their query does not keep. */
function* legend(field: Field, name: string, query: PanelQuery): Iterable<Report> {
  const { part = '', legend: format = '' } = query;
  const asked = [...format.matchAll(/\{\{\s*([A-Za-z_]\w*)\s*\}\}/g)].map(([, label]) => label ?? '');
  const expr = asked.length > 0 ? readQuery(query.text).expr : undefined;
  const kept = expr && labelsOf(expr, () => undefined);
  if (!kept || kept === 'any') return;
  for (const label of asked) {
    if (kept.has(label)) continue;
    const near = didYouMean(label, kept) ?? [...kept][0];
    yield report(field, `panel "${part}" of "${name}" calls its lines by "${label}", which the query does not keep`, {
      why: 'The name of every line lacks it: nobody can tell whose line it is.',
      fix: near ? `{{${near}}}, or keep the label: by (${label}).` : `Keep the label: by (${label}).`,
    });
  }
}
