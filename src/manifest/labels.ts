import { get, isObject, records, stringMap, strings, text } from './access.js';
import type { Json, JsonObject } from './manifest.js';

export type Labels = ReadonlyMap<string, string>;

/** A label selector, whichever way its kind writes it. Matches nothing when it is null or absent, all when empty. */
export interface Selector {
  readonly labels: Labels;
  readonly expressions: readonly Expression[];
}

export interface Expression {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** Reads a LabelSelector (`matchLabels`, `matchExpressions`); undefined where there is none. */
export function labelSelector(value: Json | undefined): Selector | undefined {
  if (!isObject(value)) return undefined;
  const expressions = records(value, 'matchExpressions').map((row) => ({
    key: text(row, 'key') ?? '',
    operator: text(row, 'operator') ?? '',
    values: strings(row, 'values'),
  }));
  return { labels: stringMap(value, 'matchLabels'), expressions };
}

/** Reads a selector written as plain labels, as a Service has it; undefined where there is none. */
export function mapSelector(value: Json | undefined): Selector | undefined {
  return isObject(value) ? { labels: stringMap(value), expressions: [] } : undefined;
}

/** Whether an object with these labels is selected. Source: Kubernetes, concepts/overview/working-with-objects/labels. */
export function selects(selector: Selector, labels: Labels): boolean {
  for (const key of selector.labels.keys()) if (labels.get(key) !== selector.labels.get(key)) return false;
  const { expressions } = selector;
  return expressions.length === 0 || expressions.every((one) => holds(one, labels.get(one.key)));
}

function holds({ operator, values }: Expression, value: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}

/** An object's own labels. */
export function labelsOf(object: JsonObject): Labels {
  return stringMap(get(object, 'metadata.labels'));
}

/** `app=waste-api,version=v2`, as kubectl prints and reads it. */
export function formatSelector({ labels, expressions }: Selector): string {
  const terms = [...labels].map(([key, value]) => `${key}=${value}`);
  for (const { key, operator, values } of expressions) {
    if (operator === 'Exists') terms.push(key);
    else if (operator === 'DoesNotExist') terms.push(`!${key}`);
    else terms.push(`${key} ${operator === 'In' ? 'in' : 'notin'} (${values.join(',')})`);
  }
  return terms.join(',');
}
