import type { AnnotationQuery, Dashboard, FieldConfig, Panel, RowPanel, VariableModel } from '@grafana/schema';
import type { PrometheusDataQuery } from '@grafana/schema/dist/esm/raw/composable/prometheus/dataquery/x/PrometheusDataQuery_types.gen.js';
import type {
  FieldConfig as TimeSeriesFieldConfig,
  Options as TimeSeriesOptions,
} from '@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen.js';

/*
 * A dashboard as Grafana publishes its form, closed where that leaves a field open for what a kind of panel or of data
 * source brings: options and fields of time series, queries and marks of Prometheus.
 */

/** What JSON says in place of a member of an enumeration: its value. */
type Json<T> = T extends string
  ? `${T}`
  : T extends readonly (infer Item)[]
    ? readonly Json<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Json<T[Key]> }
      : T;

interface Chart extends Omit<Panel, 'type' | 'options' | 'fieldConfig' | 'targets'> {
  readonly type: 'timeseries';
  readonly options: TimeSeriesOptions;
  readonly fieldConfig: {
    readonly defaults: Omit<FieldConfig, 'custom'> & { readonly custom?: TimeSeriesFieldConfig };
    readonly overrides: readonly never[];
  };
  readonly targets: readonly Omit<PrometheusDataQuery, 'datasource'>[];
}

/** What is below a row that is open stands beside it. */
interface Row extends Omit<RowPanel, 'panels'> {
  readonly panels: readonly never[];
}

/** Source: Grafana, "Prometheus data source: annotations"; its query stands beside the mark, not below `target`. */
interface Mark extends Omit<AnnotationQuery, 'target'> {
  readonly expr: string;
  readonly step?: string;
  readonly titleFormat?: string;
  readonly textFormat?: string;
  readonly tagKeys?: string;
  readonly useValueForTime?: boolean;
}

export type GrafanaDashboard = Json<
  Omit<Dashboard, 'panels' | 'annotations' | 'templating' | 'uid' | 'title'> & {
    readonly uid: string;
    readonly title: string;
    readonly panels: readonly ((Chart | Row) & {
      readonly id: number;
      readonly title: string;
      readonly gridPos: NonNullable<Panel['gridPos']>;
    })[];
    readonly annotations: { readonly list: readonly Mark[] };
    readonly templating: { readonly list: readonly VariableModel[] };
  }
>;
