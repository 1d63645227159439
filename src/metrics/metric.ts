/** How a metric's value moves. A histogram is three series a set of labels: `_bucket`, `_sum`, `_count`. */
export type MetricType = 'counter' | 'gauge' | 'histogram';

/** What one of a metric is. `ratio`: 0 to 1. `none`: a number of things, or a state that is 0 or 1. */
export type Unit = 'seconds' | 'bytes' | 'ratio' | 'cores' | 'timestamp' | 'none';

/** A metric as its exporter yields it. */
export interface Metric<Label extends string = string, Type extends MetricType = MetricType> {
  readonly name: string;
  readonly type: Type;
  readonly unit: Unit;
  /** Labels of its series as Prometheus stores them: its own and those of the scrape. */
  readonly labels: readonly Label[];
  /** Upper bounds of a histogram's buckets, rising, without `+Inf`. Unit: the metric's. */
  readonly buckets?: readonly number[];
}

/** A metric before it has a name and is known who yields it. */
export interface MetricSpec<Label extends string, Type extends MetricType> extends Omit<Metric<Label, Type>, 'name'> {}

/** What only rises, until its process starts anew. */
export function counter<const Label extends string = never>(
  labels: readonly Label[] = [],
  unit: Unit = 'none',
): MetricSpec<Label, 'counter'> {
  return { type: 'counter', unit, labels };
}

/** What rises and falls. */
export function gauge<const Label extends string = never>(
  labels: readonly Label[] = [],
  unit: Unit = 'none',
): MetricSpec<Label, 'gauge'> {
  return { type: 'gauge', unit, labels };
}

/** Observations, counted by size. */
export function histogram<const Label extends string = never>(
  labels: readonly Label[],
  buckets: readonly number[],
  unit: Unit = 'seconds',
): MetricSpec<Label, 'histogram'> {
  return { type: 'histogram', unit, labels, buckets };
}

type LabelOf<M> = M extends MetricSpec<infer Label, MetricType> ? Label : never;
type TypeOf<M> = M extends MetricSpec<string, infer Type> ? Type : never;

/** The metrics of an exporter by name; each can be asked for its own labels and those of the scrape. */
export type Metrics<Table, Target extends string> = {
  readonly [Name in keyof Table]: Metric<LabelOf<Table[Name]> | Target, TypeOf<Table[Name]>>;
};

/**
 * Declares what an exporter yields, once: queries, dashboards and checks all read it from here.
 * @param target labels that the scrape adds to each of its series
 */
export function exporter<
  const Target extends string,
  Table extends Readonly<Record<string, MetricSpec<string, MetricType>>>,
>(target: readonly Target[], table: Table): Metrics<Table, Target> {
  const named = Object.entries(table).map(([name, own]) => {
    const labels = own.labels.length === 0 ? target : [...new Set([...own.labels, ...target])];
    return [name, { ...own, name, labels }];
  });
  return Object.fromEntries(named);
}

/** Labels that a ServiceMonitor's scrape adds. Source: prometheus-operator, "ServiceMonitor: target labels". */
export const serviceTarget = ['namespace', 'job', 'service', 'pod', 'container', 'endpoint', 'instance'] as const;
/** Labels that a PodMonitor's scrape adds. */
export const podTarget = ['namespace', 'job', 'pod', 'container', 'endpoint', 'instance'] as const;

/** The names under which a metric's series are stored. */
export function seriesNames({ name, type }: Metric): readonly string[] {
  return type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name];
}
