/** What an expression yields: one number, a series each, a range of samples each, or text. */
export type ValueType = 'scalar' | 'vector' | 'matrix' | 'string';

/** What a function takes. The last type repeats when there is no `max`. */
export interface Signature {
  readonly args: readonly ValueType[];
  /** Fewest arguments; all when absent. */
  readonly min?: number;
  /** Most arguments; as many as `args` when absent, `Infinity` for any number. */
  readonly max?: number;
  readonly returns: ValueType;
}

const onVector = one('vector');
const onRange = one('matrix');
const ofNow: Signature = { args: ['vector'], min: 0, returns: 'vector' };

function one(type: ValueType): Signature {
  return { args: [type], returns: 'vector' };
}

function all(names: string, signature: Signature): [string, Signature][] {
  return names.split(' ').map((name) => [name, signature]);
}

/** PromQL's functions. Source: Prometheus 3, promql/parser/functions.go. */
export const functions: ReadonlyMap<string, Signature> = new Map([
  ...all(
    'abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor ln log10 log2 rad sgn sin sinh sqrt tan tanh',
    onVector,
  ),
  ...all('sort sort_desc timestamp', onVector),
  ...all('histogram_avg histogram_count histogram_sum histogram_stddev histogram_stdvar', onVector),
  ...all('rate irate increase delta idelta deriv changes resets absent_over_time present_over_time', onRange),
  ...all('avg_over_time min_over_time max_over_time sum_over_time count_over_time last_over_time', onRange),
  ...all('stddev_over_time stdvar_over_time mad_over_time first_over_time', onRange),
  ...all('ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time ts_of_min_over_time', onRange),
  ...all('day_of_month day_of_week day_of_year days_in_month hour minute month year', ofNow),
  ['quantile_over_time', { args: ['scalar', 'matrix'], returns: 'vector' }],
  ['predict_linear', { args: ['matrix', 'scalar'], returns: 'vector' }],
  ['holt_winters', { args: ['matrix', 'scalar', 'scalar'], returns: 'vector' }],
  ['double_exponential_smoothing', { args: ['matrix', 'scalar', 'scalar'], returns: 'vector' }],
  ['clamp', { args: ['vector', 'scalar', 'scalar'], returns: 'vector' }],
  ['clamp_max', { args: ['vector', 'scalar'], returns: 'vector' }],
  ['clamp_min', { args: ['vector', 'scalar'], returns: 'vector' }],
  ['round', { args: ['vector', 'scalar'], min: 1, returns: 'vector' }],
  ['histogram_quantile', { args: ['scalar', 'vector'], returns: 'vector' }],
  [
    'histogram_quantiles',
    { args: ['vector', 'string', 'scalar'], min: 3, max: Number.POSITIVE_INFINITY, returns: 'vector' },
  ],
  ['histogram_fraction', { args: ['scalar', 'scalar', 'vector'], returns: 'vector' }],
  ['label_replace', { args: ['vector', 'string', 'string', 'string', 'string'], returns: 'vector' }],
  ['label_join', { args: ['vector', 'string', 'string'], max: Number.POSITIVE_INFINITY, min: 3, returns: 'vector' }],
  ['sort_by_label', { args: ['vector', 'string'], max: Number.POSITIVE_INFINITY, min: 1, returns: 'vector' }],
  ['sort_by_label_desc', { args: ['vector', 'string'], max: Number.POSITIVE_INFINITY, min: 1, returns: 'vector' }],
  ['info', { args: ['vector', 'vector'], min: 1, returns: 'vector' }],
  ['scalar', { args: ['vector'], returns: 'scalar' }],
  ['vector', { args: ['scalar'], returns: 'vector' }],
  ['time', { args: [], returns: 'scalar' }],
  ['pi', { args: [], returns: 'scalar' }],
]);

/** Aggregation operators, and what their first argument is where they take two. */
export const aggregations: ReadonlyMap<string, ValueType | undefined> = new Map([
  ...['sum', 'avg', 'min', 'max', 'count', 'group', 'stddev', 'stdvar'].map((name) => [name, undefined] as const),
  ...['topk', 'bottomk', 'quantile', 'limitk', 'limit_ratio'].map((name) => [name, 'scalar'] as const),
  ['count_values', 'string'],
]);

/** Functions that read how a counter grows. */
export const rates: ReadonlySet<string> = new Set(['rate', 'irate', 'increase', 'resets']);
