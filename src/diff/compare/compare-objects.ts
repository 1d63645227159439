import { isList, isObject } from '../../manifest/access.js';
import type { KindRow } from '../../manifest/kinds/row.js';
import { rowOf } from '../../manifest/kinds.js';
import { apiGroup, type FieldPath, type Json, type JsonObject, type KubeObject } from '../../manifest/manifest.js';
import { type FieldChange, isWithin } from '../change.js';
import { Defaults } from './defaults.js';
import { listNature } from './lists.js';
import { pairElements } from './pair-elements.js';
import { sameValue, saysNothing } from './scalar.js';

/** Two objects under comparison. */
interface Comparison {
  readonly row: KindRow | undefined;
  readonly defaults: Defaults;
  /** Where the pod template stands: `spec.template`. */
  readonly template: string | undefined;
  readonly changes: FieldChange[];
}

/** One place of both objects. */
interface Spot {
  readonly pattern: string;
  readonly label: string;
  readonly before: FieldPath;
  readonly after: FieldPath;
}

// The cluster's own notes, there when objects were exported from it.
const SERVER = new Set([
  'status',
  'metadata.uid',
  'metadata.resourceVersion',
  'metadata.generation',
  'metadata.creationTimestamp',
  'metadata.managedFields',
  'metadata.selfLink',
  'metadata.annotations.kubectl.kubernetes.io/last-applied-configuration',
]);

/**
 * The fields in which two objects differ in meaning: lists are matched by their merge keys, and what is only written
 * differently (`1000m` for `1`, a default spelled out, other key order) is no change.
 */
export function compareObjects(before: KubeObject, after: KubeObject): FieldChange[] {
  const row = rowOf(after);
  const template = row?.podTemplate;
  const podSpec = template === undefined ? undefined : template ? `${template}.spec` : 'spec';
  const defaults = defaultsOf(`${after.kind}.${apiGroup(after.apiVersion)}`, podSpec);
  const comparison: Comparison = { row, defaults, template, changes: [] };
  fields(before, after, { pattern: '', label: '', before: [], after: [] }, comparison);
  return comparison.changes;
}

const known = new Map<string, Defaults>();

function defaultsOf(kind: string, podSpec: string | undefined): Defaults {
  const found = known.get(kind) ?? new Defaults(kind, podSpec);
  known.set(kind, found);
  return found;
}

function fields(a: JsonObject, b: JsonObject, spot: Spot, comparison: Comparison): void {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  for (const key of keys) {
    const below = step(spot, key);
    if (SERVER.has(below.pattern)) continue;
    const [x, y] = [perEntry(a[key], b[key], below.pattern), perEntry(b[key], a[key], below.pattern)];
    if (x === undefined || x === null) {
      if (y !== undefined && !means(y, below.pattern, a, comparison))
        comparison.changes.push(change('added', below, x, y));
    } else if (y === undefined || y === null) {
      if (!means(x, below.pattern, b, comparison)) comparison.changes.push(change('removed', below, x, y));
    } else values(x, y, below, comparison);
  }
}

// Maps of texts that stand for themselves: each entry is a change of its own, also when all of them came at once.
const ENTRIES = /(?:^|\.)(?:labels|annotations|data|stringData|binaryData|nodeSelector)$/;

function perEntry(own: Json | undefined, other: Json | undefined, pattern: string): Json | undefined {
  return (own === undefined || own === null) && isObject(other) && ENTRIES.test(pattern) ? {} : own;
}

function values(a: Json, b: Json, spot: Spot, comparison: Comparison): void {
  if (isObject(a) && isObject(b)) fields(a, b, spot, comparison);
  else if (isList(a) && isList(b)) elements(a, b, spot, comparison);
  else if (!sameValue(a, b, spot.pattern)) comparison.changes.push(change('changed', spot, a, b));
}

function elements(a: readonly Json[], b: readonly Json[], spot: Spot, comparison: Comparison): void {
  const { template, row, changes } = comparison;
  const inPods = template !== undefined && isWithin(spot.pattern, template);
  const nature = listNature(row, spot.pattern, inPods);
  if (a.length + b.length > 0 && [...a, ...b].every((item) => typeof item !== 'object')) {
    if (!sameWords(a, b, spot.pattern, nature.ordered)) changes.push(change('changed', spot, a, b));
    return;
  }
  const { pairs, name, moved } = pairElements(a, b, nature);
  if (moved) changes.push(change('moved', spot, a, b));
  for (const pair of pairs) {
    const [i, j] = pair;
    const below: Spot = {
      pattern: `${spot.pattern}[]`,
      label: `${spot.label}[${name(pair)}]`,
      before: [...spot.before, i ?? 0],
      after: [...spot.after, j ?? 0],
    };
    const [x, y] = [i === undefined ? undefined : a[i], j === undefined ? undefined : b[j]];
    if (x === undefined || x === null) {
      if (y !== undefined && y !== null) changes.push(change('added', below, x, y));
    } else if (y === undefined || y === null) changes.push(change('removed', below, x, y));
    else values(x, y, below, comparison);
  }
}

function sameWords(a: readonly Json[], b: readonly Json[], pattern: string, ordered: boolean): boolean {
  if (a.length !== b.length) return false;
  const [x, y] = ordered ? [a, b] : [a.toSorted(), b.toSorted()];
  return x.every((item, i) => sameValue(item, y[i], pattern));
}

/** Whether a value says what its absence would say: nothing, the default, or an object of nothing but that. */
function means(value: Json, pattern: string, holder: JsonObject, comparison: Comparison): boolean {
  if (saysNothing(value, pattern)) return true;
  const usual = comparison.defaults.of(pattern, holder);
  if (usual !== undefined) {
    if (isList(usual) && isList(value)) return sameWords(usual, value, pattern, false);
    if (usual === value || sameValue(usual, value, pattern)) return true;
  }
  if (!isObject(value) || Object.keys(value).length === 0) return false;
  return Object.entries(value).every(
    ([key, item]) => item === undefined || means(item, `${pattern}.${key}`, {}, comparison),
  );
}

function step(spot: Spot, key: string): Spot {
  const shown = /^[A-Za-z_][\w-]*$/.test(key) ? `${spot.label ? '.' : ''}${key}` : `["${key}"]`;
  return {
    pattern: spot.pattern ? `${spot.pattern}.${key}` : key,
    label: `${spot.label}${shown}`,
    before: [...spot.before, key],
    after: [...spot.after, key],
  };
}

function change(op: FieldChange['op'], spot: Spot, from: Json | undefined, to: Json | undefined): FieldChange {
  const { pattern, label, before, after } = spot;
  return {
    op,
    pattern,
    label,
    ...(op === 'added' ? {} : { before, ...(from === undefined ? {} : { from }) }),
    ...(op === 'removed' ? {} : { after, ...(to === undefined ? {} : { to }) }),
  };
}
