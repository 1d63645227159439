import { get, isList, isObject, text } from '../../manifest/access.js';
import { applicationSources, valueBelow } from '../../manifest/argocd/application-sources.js';
import { type Field, fieldOf } from '../../manifest/field.js';
import type { Json, JsonObject } from '../../manifest/manifest.js';
import { type ManifestSet, perSet } from '../../manifest/manifest-set.js';

/** A dashboard of Grafana. `json` is undefined where it cannot be read. */
export interface DashboardField {
  /** The text: a key of a ConfigMap, or a value of Grafana's chart. */
  readonly field: Field;
  /** The key under which it stands. */
  readonly name: string;
  readonly json: Json | undefined;
  readonly problem?: string;
}

/** Dashboards in ConfigMaps, by the label that the sidecar beside Grafana selects by, and in the values of its chart. */
export const dashboardsOf = perSet((set: ManifestSet): readonly DashboardField[] => [
  ...set.kind('ConfigMap').flatMap((manifest) => {
    if (!fieldOf(manifest, ['metadata', 'labels', 'grafana_dashboard']).exists) return [];
    return fieldOf(manifest)
      .entries('data')
      .filter(([key]) => key.endsWith('.json'))
      .map(([name, field]) => ({ field, name, ...readJson(field.text ?? '') }));
  }),
  ...ofCharts(set),
]);

/** Source: grafana/helm-charts, grafana, values.yaml: `dashboards.<provider>.<name>.json`. */
function ofCharts(set: ManifestSet): readonly DashboardField[] {
  return applicationSources(set)
    .filter(({ chart }) => GRAFANA.has(chart))
    .flatMap((source) =>
      valueBelow(source, chartKey(source.chart, 'dashboards'))
        .entries()
        .flatMap(([, provider]) => provider.entries())
        .flatMap(([name, one]) => {
          const field = one.at('json');
          return field.text === undefined ? [] : [{ field, name, ...readJson(field.text) }];
        }),
    );
}

/** Charts that bring a Grafana. */
export const GRAFANA: ReadonlySet<string> = new Set(['grafana', 'kube-prometheus-stack']);

/** Where a value of Grafana stands: in its own chart, or below `grafana` in the one that brings it along. */
export function chartKey(chart: string, ...path: readonly string[]): readonly string[] {
  return chart === 'grafana' ? path : ['grafana', ...path];
}

/** The text of a dashboard, read; or why it cannot be. */
export function readJson(written: string): Pick<DashboardField, 'json' | 'problem'> {
  try {
    const json: Json = JSON.parse(written);
    return { json };
  } catch (error) {
    return { json: undefined, problem: error instanceof Error ? error.message : 'it cannot be read' };
  }
}

/** A query of a dashboard: of a panel, or of a variable. */
export interface PanelQuery {
  readonly text: string;
  /** Whether it says itself that it is for Prometheus; logs are asked for under the same key. */
  readonly sure: boolean;
  /** The title of the panel, or the variable as it is asked for; undefined where it has none. */
  readonly part: string | undefined;
  /** What the lines are called, of a panel. */
  readonly legend?: string | undefined;
}

/** Every query of a dashboard that may be one of Prometheus. */
export function queriesIn(json: Json | undefined): readonly PanelQuery[] {
  const found: PanelQuery[] = [];
  collect(json, { sure: false, part: undefined }, found);
  return found;
}

function collect(json: Json | undefined, above: Pick<PanelQuery, 'sure' | 'part'>, found: PanelQuery[]): void {
  if (isList(json)) for (const one of json) collect(one, above, found);
  if (!isObject(json)) return;
  const type = get(json, 'datasource.type');
  const sure = type === undefined ? above.sure : type === 'prometheus';
  if (type !== undefined && !sure) return;
  const part = partOf(json) ?? above.part;
  const legend = text(json, 'legendFormat');
  for (const key of Object.keys(json)) {
    const value = json[key];
    if (typeof value !== 'string') collect(value, { sure, part }, found);
    else if (key === 'expr') found.push({ text: value, sure, part, legend });
    else if (key === 'query') {
      const asked = LABEL_VALUES.exec(value)?.[1];
      if (asked !== undefined) found.push({ text: asked, sure: true, part });
    }
  }
}

/** What a part of a dashboard is called, where it is a panel or a variable. */
function partOf({ title, targets, name, query }: JsonObject): string | undefined {
  if (isList(targets) && typeof title === 'string' && title !== '') return title;
  return query !== undefined && typeof name === 'string' ? `$${name}` : undefined;
}

/** The series of which a variable takes the values. Source: Grafana, datasources/prometheus/template-variables. */
const LABEL_VALUES = /^\s*label_values\((.*),\s*\w+\s*\)\s*$/s;
