import { isList, list, records, stringMap, strings, text } from '../manifest/access.js';
import type { Json, JsonObject } from '../manifest/manifest.js';
import type { NodeFacts, Taint } from './facts.js';

/** Where pods of a spec can run. */
export interface Candidates {
  /** Nodes that the spec asks for: nodeName, nodeSelector and required affinity. */
  readonly selected: readonly NodeFacts[];
  /** Those of them whose taints it tolerates. */
  readonly tolerated: readonly NodeFacts[];
}

/**
 * The nodes on which the scheduler may put a pod, as far as labels and taints decide.
 * Source: Kubernetes, concepts/scheduling-eviction/assign-pod-node and taint-and-toleration.
 */
export function candidatesFor(spec: Json | undefined, nodes: readonly NodeFacts[]): Candidates {
  const selected = nodes.filter((node) => isSelected(spec, node));
  return { selected, tolerated: selected.filter((node) => repelling(spec, node).length === 0) };
}

function isSelected(spec: Json | undefined, node: NodeFacts): boolean {
  const name = text(spec, 'nodeName');
  if (name !== undefined && name !== node.name) return false;
  for (const [key, value] of stringMap(spec, 'nodeSelector')) if (label(node, key) !== value) return false;
  const terms = list(spec, 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms');
  return terms.length === 0 || terms.some((term) => matches(term, node));
}

/** One of several terms; all that it asks for must hold, and an empty one matches nothing. */
function matches(term: Json, node: NodeFacts): boolean {
  const expressions = records(term, 'matchExpressions');
  const fields = records(term, 'matchFields');
  if (expressions.length + fields.length === 0) return false;
  return (
    expressions.every((row) => holds(row, label(node, text(row, 'key') ?? ''))) &&
    fields.every((row) => holds(row, text(row, 'key') === 'metadata.name' ? node.name : undefined))
  );
}

function holds(row: JsonObject, value: string | undefined): boolean {
  const values = strings(row, 'values');
  switch (text(row, 'operator')) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return Number(value) > Number(values[0]);
    case 'Lt':
      return Number(value) < Number(values[0]);
    default:
      // What the API server refuses is not the scheduler's matter.
      return true;
  }
}

function label(node: NodeFacts, key: string): string | undefined {
  return Object.hasOwn(node.labels, key) ? node.labels[key] : undefined;
}

/** The taints that keep pods of a spec away from a node. */
export function repelling(spec: Json | undefined, node: NodeFacts): readonly Taint[] {
  const tolerations = records(spec, 'tolerations');
  return node.taints.filter(
    (taint) => taint.effect !== 'PreferNoSchedule' && !tolerations.some((toleration) => tolerates(toleration, taint)),
  );
}

function tolerates(toleration: JsonObject, taint: Taint): boolean {
  const { key, effect, operator, value } = toleration;
  if (effect !== undefined && effect !== '' && effect !== taint.effect) return false;
  // Without a key, `Exists` tolerates every taint.
  if (key === undefined || key === '') return operator === 'Exists';
  if (key !== taint.key) return false;
  return operator === 'Exists' || (value ?? '') === (taint.value ?? '');
}

/** `node-role.kubernetes.io/infrastructure=true:NoSchedule`, as kubectl writes a taint. */
export function formatTaint({ key, value, effect }: Taint): string {
  return `${key}${value ? `=${value}` : ''}:${effect}`;
}

/** Whether nodes come and go by themselves, so that a list of nodes says nothing of tomorrow's. */
export function isAutoscaled(kinds: { kind(id: string): readonly unknown[] }): boolean {
  const provisioners = ['NodePool', 'Provisioner', 'MachineDeployment', 'MachineSet'].map((id) => kinds.kind(id));
  return provisioners.some((found) => isList(found) && found.length > 0);
}
