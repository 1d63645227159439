import type { JsonObject } from '../manifest.js';

/** How strongly a reference orders two objects: `strict` forces an earlier sync wave, `weak` the same or an earlier one. */
export type Strength = 'strict' | 'weak';

/**
 * A kind as the table names it: `Service`, or with its group where two share a name
 * (`Gateway.networking.istio.io`), as `kubectl get` accepts it.
 */
export type KindId = string;

/**
 * A field that names another object. All other paths start at the object that holds `from`: of
 * `env[].valueFrom.secretKeyRef.name` that is `secretKeyRef`, so its key stands at `key`.
 */
export interface NameRow {
  readonly from: string;
  readonly to: KindId;
  /** `weak` when absent. */
  readonly strength?: Strength;
  /** Where a field names the namespace; without one the reference stays in its own. */
  readonly namespace?: string;
  /** Where a field names the kind, when it may be another than `to`. */
  readonly kind?: string;
  /** Where a field holds the group or the apiVersion of that kind. */
  readonly group?: string;
  /** Where the keys stand that are read of a ConfigMap or Secret. */
  readonly key?: string;
  /** Where `optional: true` may stand. */
  readonly optional?: string;
  /** `path` or `path=value`: only where that field is `true`, or that value; `unless`: only where it is not. */
  readonly when?: string;
  readonly unless?: string;
  /**
   * `host`: a Service's short name, or its host name that ends in `.svc` or `.svc.cluster.local`; other hosts are no
   * reference. `dotted`: `name` or `name.namespace`. `path`: `name` or `namespace/name`.
   */
  readonly form?: 'host' | 'dotted' | 'path';
  /** The rule that reports a missing target; `ref-missing` when absent. */
  readonly checkedBy?: string;
}

/** A field that selects objects by their labels. */
export interface SelectorRow {
  /** Where the selector stands. */
  readonly from: string;
  readonly selects: 'pods' | KindId;
  /** `map`: plain labels, as a Service has them. Else a LabelSelector with matchLabels and matchExpressions. */
  readonly form?: 'map';
  /** Where `namespaceSelector` (`any`, `matchNames`) stands; without one the selection stays in its own namespace. */
  readonly namespaces?: string;
}

/** An object that a controller makes from this one, so that a reference to it is not missing. */
export interface MakesRow {
  readonly kind: KindId;
  readonly names: (object: JsonObject) => readonly string[];
  /** Keys of the made Secret or ConfigMap; undefined when they cannot be known. */
  readonly keys?: (object: JsonObject) => ReadonlySet<string> | undefined;
  /** How pods that read it wait for its maker; `strict` when absent. */
  readonly strength?: Strength;
}

/** Pods that a controller makes of an object whose manifest has no pod template, or only adds to theirs. */
export interface MadePods {
  /** What they are, as a label may say it: `elasticsearch`. */
  readonly type: string;
  /** Labels that they certainly carry. */
  readonly labels: ReadonlyMap<string, string>;
  /** Keys of the labels that they may carry besides; where it is absent, that may be any. */
  readonly open?: RegExp;
  /** Names of those Services of the controller that lead to these pods alone; where it is absent, all of them do. */
  readonly services?: RegExp;
}

/** What the library knows of a kind. */
export interface KindRow {
  readonly group: string;
  readonly kind: string;
  readonly scope: 'namespaced' | 'cluster';
  /** Where its pod template stands: `spec.template`. A Pod is its own: the empty string. */
  readonly podTemplate?: string;
  /** A controller makes pods of it whose labels the manifest does not show. */
  readonly makesPods?: true;
  /** Those pods, where their labels are known. */
  readonly pods?: (object: JsonObject) => readonly MadePods[];
  /** Where parts of a pod spec stand that the controller copies into its pods: nodeSelector, tolerations, affinity. */
  readonly placements?: readonly string[];
  /** Lists whose elements have an identity: path → the fields that tell two of them apart. */
  readonly lists?: Readonly<Record<string, readonly string[]>>;
  readonly references?: readonly NameRow[];
  readonly selectors?: readonly SelectorRow[];
  readonly makes?: readonly MakesRow[];
}

/** Rows of one group: the group is written once. */
export function group(name: string, rows: readonly Omit<KindRow, 'group'>[]): KindRow[] {
  return rows.map((row) => ({ group: name, ...row }));
}

/** The same rows below another path. */
export function below(prefix: string, rows: readonly NameRow[]): NameRow[] {
  return rows.map((row) => ({ ...row, from: prefix ? `${prefix}.${row.from}` : row.from }));
}

/** Lists below another path. */
export function listsBelow(
  prefix: string,
  lists: Readonly<Record<string, readonly string[]>>,
): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(lists).map(([path, keys]) => [prefix ? `${prefix}.${path}` : path, keys]));
}
