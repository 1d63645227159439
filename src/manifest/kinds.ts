import type { ObjectRef } from '../diagnostic/diagnostic.js';
import { text } from './access.js';
import { ARGO } from './kinds/argo.js';
import { CORE } from './kinds/core.js';
import { DATA } from './kinds/data.js';
import { DELIVERY } from './kinds/delivery.js';
import { ISTIO } from './kinds/istio.js';
import { MONITORING } from './kinds/monitoring.js';
import type { KindId, KindRow } from './kinds/row.js';
import { SECRETS } from './kinds/secrets.js';
import { WORKLOADS } from './kinds/workloads.js';
import { apiGroup, type Json, type KubeObject } from './manifest.js';

/** What the library knows of each kind: one row a kind. A bare name means the first row that has it. */
export const KINDS: readonly KindRow[] = [
  ...CORE,
  ...WORKLOADS,
  ...ARGO,
  ...ISTIO,
  ...MONITORING,
  ...SECRETS,
  ...DELIVERY,
  ...DATA,
];

const byName = new Map<string, KindRow>();
for (const row of KINDS) {
  byName.set(`${row.kind}.${row.group}`, row);
  if (!byName.has(row.kind)) byName.set(row.kind, row);
}

/** The row of a kind as the table names it: `Service`, `Gateway.networking.istio.io`. */
export function kindRow(id: KindId): KindRow | undefined {
  return byName.get(id);
}

/** The row of an object, whatever version it is written in. */
export function rowOf(object: { readonly apiVersion: string; readonly kind: string }): KindRow | undefined {
  const { apiVersion, kind } = object;
  let rows = byVersion.get(apiVersion);
  if (!rows) {
    rows = new Map();
    byVersion.set(apiVersion, rows);
  }
  const known = rows.get(kind);
  if (known || rows.has(kind)) return known;
  const row = byName.get(`${kind}.${apiGroup(apiVersion)}`);
  rows.set(kind, row);
  return row;
}

// Asked for each manifest by most rules: what was worked out once is kept.
const byVersion = new Map<string, Map<string, KindRow | undefined>>();

/** Group and kind of an id; a kind that is in no row belongs to any group. */
export function resolveKind(id: KindId): { readonly group?: string; readonly kind: string } {
  const row = byName.get(id);
  if (row) return row;
  const dot = id.indexOf('.');
  return dot < 0 ? { kind: id } : { kind: id.slice(0, dot), group: id.slice(dot + 1) };
}

/** Whether an object lives in a namespace; of an unknown kind, what the object itself says. */
export function isNamespaced(object: KubeObject): boolean {
  const row = rowOf(object);
  return row ? row.scope === 'namespaced' : text(object, 'metadata.namespace') !== undefined;
}

/** Whether plain data is an object of Kubernetes: it says what it is and has a name. */
export function isKubeObject(value: Json | undefined): value is KubeObject {
  const name = text(value, 'metadata.name');
  return (
    text(value, 'apiVersion') !== undefined && text(value, 'kind') !== undefined && name !== undefined && name !== ''
  );
}

/** An object's identity. A namespace written on a cluster-scoped object means nothing. */
export function refOf(object: KubeObject): ObjectRef {
  const { name, namespace } = object.metadata;
  const { apiVersion, kind } = object;
  // Whatever else stands there, the schema refuses: null is the same as none.
  const isPlaced = typeof namespace === 'string' && isNamespaced(object);
  return isPlaced ? { apiVersion, kind, name, namespace } : { apiVersion, kind, name };
}

/**
 * The kind that a reference leads to, from the table's own and what the manifest says of it. Undefined for what is no
 * object: the users and groups of RBAC.
 */
export function targetKind(
  to: KindId,
  kind: string | undefined,
  group: string | undefined,
): { readonly group: string; readonly kind: string; readonly namespaced: boolean } | undefined {
  const usual = byName.get(to);
  if (kind === 'User' || kind === 'Group') return undefined;
  const named = kind ?? usual?.kind ?? to;
  const groupName = group === undefined ? undefined : groupOf(group);
  const row =
    groupName === undefined
      ? (byName.get(`${named}.${usual?.group ?? ''}`) ?? byName.get(named))
      : byName.get(`${named}.${groupName}`);
  return {
    group: row?.group ?? groupName ?? usual?.group ?? '',
    kind: named,
    namespaced: row ? row.scope === 'namespaced' : true,
  };
}

// Some kinds ask for a group, others for an apiVersion: `apps/v1`, `v1`, `cert-manager.io`.
function groupOf(written: string): string {
  if (written.includes('/')) return apiGroup(written);
  return /^v\d/.test(written) ? '' : written;
}
