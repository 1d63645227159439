import type { Field } from '../../manifest/field.js';
import { labelsOf } from '../../metrics/promql/labels.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';
import { type DashboardField, type PanelQuery, queriesIn } from './dashboards.js';
import { readQuery } from './read-query.js';

/** What a dashboard's queries take for granted of it, and what its panels take for granted of their queries. */
export function* strangeQueries({ field, name, json }: DashboardField): Iterable<Report> {
  const queries = queriesIn(json).filter(({ sure }) => sure);
  yield* variables(field, name, variablesOf(json), queries);
  for (const query of queries) yield* legend(field, name, query);
}

/** Names of the variables of a dashboard. */
function variablesOf(json: unknown): string[] {
  const templating = at(json, 'templating');
  const list = at(templating, 'list');
  return Array.isArray(list) ? list.flatMap((one) => String(at(one, 'name') ?? '')) : [];
}

function at(json: unknown, key: string): unknown {
  return typeof json === 'object' && json !== null ? (json as Readonly<Record<string, unknown>>)[key] : undefined;
}

/** Variables that a query asks for and the dashboard does not have: they are asked for as they are written. */
function* variables(
  field: Field,
  name: string,
  own: readonly string[],
  queries: readonly PanelQuery[],
): Iterable<Report> {
  if (own.length === 0) return;
  const asked = queries.flatMap(({ text }) => [...text.matchAll(/\$\{?([A-Za-z]\w*)/g)].map(([, one]) => one ?? ''));
  for (const one of new Set(asked)) {
    if (own.includes(one) || /^(?:__\w+|timeFilter|interval|[0-9]+)$/.test(one)) continue;
    const near = didYouMean(one, own);
    yield report(field, `"${name}" asks for the variable "$${one}", which it does not have`, {
      why: 'It is sent as it is written: no series has that value, and the panel is empty.',
      fix: near ? `Did you mean "$${near}"?` : `It has ${own.map((other) => `$${other}`).join(', ')}.`,
    });
  }
}

/** Lines that are called by a label which their query does not keep. */
function* legend(field: Field, name: string, { text, part = '', legend: format = '' }: PanelQuery): Iterable<Report> {
  const asked = [...format.matchAll(/\{\{\s*([A-Za-z_]\w*)\s*\}\}/g)].map(([, label]) => label ?? '');
  const expr = asked.length > 0 ? readQuery(text).expr : undefined;
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
