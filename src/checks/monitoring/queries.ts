import { type Field, fieldOf } from '../../manifest/field.js';
import { type ManifestSet, perSet } from '../../manifest/manifest-set.js';
import type { Expr } from '../../metrics/promql/ast.js';
import { parse } from '../../metrics/promql/parse.js';
import { treeOf } from '../../metrics/promql/written.js';

/** A query that somebody asks Prometheus, and where it stands. */
export interface AskedQuery {
  readonly field: Field;
  readonly text: string;
  /** Undefined where it cannot be read, or has variables that only the asker fills in. */
  readonly expr: Expr | undefined;
  readonly problem: string | undefined;
  /** `alert` and `record`: a rule of Prometheus, whose name it is. `panel`: of a dashboard. */
  readonly by: 'alert' | 'record' | 'panel';
  readonly name: string;
  /** The rule that asks; undefined of a panel. */
  readonly rule?: Field;
}

/** Rules of Prometheus: the rule, and the group that it is in. */
export interface RuleField {
  readonly rule: Field;
  readonly group: Field;
}

/** Every rule of every PrometheusRule. */
export const rulesOf = perSet((set: ManifestSet): readonly RuleField[] =>
  set
    .fields('PrometheusRule')
    .flatMap((root) =>
      root.items('spec.groups').flatMap((group) => group.items('rules').map((rule) => ({ rule, group }))),
    ),
);

/** Every query of rules and dashboards that lie in the set. */
export const queriesOf = perSet((set: ManifestSet): readonly AskedQuery[] => [
  ...ruleQueries(set),
  ...panelQueries(set),
]);

function ruleQueries(set: ManifestSet): AskedQuery[] {
  return rulesOf(set).flatMap(({ rule }): AskedQuery[] => {
    const field = rule.at('expr');
    const text = field.scalar;
    if (text === undefined) return [];
    const alert = rule.at('alert').text;
    const name = alert ?? rule.at('record').text ?? '';
    const { expr, problem } = read(text);
    return [{ field, text, expr, problem, by: alert === undefined ? 'record' : 'alert', name, rule }];
  });
}

function panelQueries(set: ManifestSet): AskedQuery[] {
  return dashboardsOf(set).flatMap(({ field, json }) => {
    const name = field.path.at(-1)?.toString() ?? '';
    return expressions(json).map((text): AskedQuery => {
      const { expr, problem } = read(text);
      return { field, text, expr, problem, by: 'panel', name };
    });
  });
}

/** A dashboard of Grafana in a ConfigMap. `json` is undefined where it cannot be read. */
export interface DashboardField {
  readonly field: Field;
  readonly json: unknown;
  readonly problem?: string;
}

/** Dashboards by the label that the sidecar beside Grafana selects by. */
export const dashboardsOf = perSet((set: ManifestSet): readonly DashboardField[] =>
  set.kind('ConfigMap').flatMap((manifest) => {
    if (!fieldOf(manifest, ['metadata', 'labels', 'grafana_dashboard']).exists) return [];
    return fieldOf(manifest)
      .entries('data')
      .filter(([key]) => key.endsWith('.json'))
      .map(([, field]) => ({ field, ...readJson(field.text ?? '') }));
  }),
);

function readJson(text: string): { readonly json: unknown; readonly problem?: string } {
  try {
    return { json: JSON.parse(text) };
  } catch (error) {
    return { json: undefined, problem: error instanceof Error ? error.message : 'it cannot be read' };
  }
}

/** Every `expr` below a value. */
function expressions(json: unknown, found: string[] = []): readonly string[] {
  if (typeof json !== 'object' || json === null) return found;
  const holder = json as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(holder)) {
    const value = holder[key];
    if (typeof value === 'object') expressions(value, found);
    else if (key === 'expr' && typeof value === 'string') found.push(value);
  }
  return found;
}

/** Reading says the same of the same text, and environments ask the same: each text is read once. */
const readings = new Map<string, ReturnType<typeof readAnew>>();

function read(text: string): ReturnType<typeof readAnew> {
  const known = readings.get(text) ?? readAnew(text);
  readings.set(text, known);
  return known;
}

const VARIABLE = /\$|\[\[|\{\{/;

/** Variables of Grafana and Helm are filled in later: `$window`, `[[job]]`, `{{ .Values.x }}`. */
function readAnew(text: string): Pick<AskedQuery, 'expr' | 'problem'> {
  if (VARIABLE.test(text) && VARIABLE.test(text.replaceAll(/"[^"]*"/g, '""')))
    return { expr: undefined, problem: undefined };
  const tree = treeOf(text);
  const parsed = tree ? { expr: tree } : parse(text);
  return 'expr' in parsed
    ? { expr: parsed.expr, problem: undefined }
    : { expr: undefined, problem: parsed.problem.message };
}
