import { get, text } from '../../manifest/access.js';
import type { Json, JsonObject } from '../../manifest/manifest.js';
import { parseBytes } from '../../values/quantity.js';
import type { FieldChange } from '../change.js';

/** One change of a field that mostly may not change. */
export interface Case {
  readonly before: JsonObject;
  readonly after: JsonObject;
  readonly change: FieldChange;
  /** Whether a StorageClass lets its volumes grow; undefined when it is not of the set. */
  readonly expands: boolean | undefined;
}

// While a Job is suspended, where its pods go may still change.
const SCHEDULING =
  /^spec\.template\.(?:metadata\.(?:labels|annotations)|spec\.(?:nodeSelector|tolerations|affinity|schedulingGates))/;

export function jobRefuses({ before, after, change }: Case): boolean {
  const suspended = get(before, 'spec.suspend') === true;
  if (suspended && SCHEDULING.test(change.pattern)) return false;
  if (change.pattern !== 'spec.completions') return true;
  const indexed = get(before, 'spec.completionMode') === 'Indexed';
  return !(indexed && get(after, 'spec.completions') === get(after, 'spec.parallelism'));
}

/** A node set of the same name keeps its claims: only their size may grow. A new one has claims of its own. */
export function nodeSetRefuses({ before, after, change }: Case): boolean {
  const { pattern, from, to } = change;
  if (!pattern.startsWith('spec.nodeSets[].volumeClaimTemplates')) return false;
  const nameIn = (object: JsonObject, path: FieldChange['before']) =>
    text(object, [...(path ?? []).slice(0, 3), 'name']);
  if (nameIn(before, change.before ?? change.after) !== nameIn(after, change.after ?? change.before)) return false;
  return !pattern.endsWith('.resources.requests.storage') || bytes(to) < bytes(from);
}

function bytes(size: Json | undefined): number {
  return (typeof size === 'string' || typeof size === 'number' ? parseBytes(size) : 0) ?? 0;
}

const SIZE = 'spec.resources.requests.storage';

export function claimRefuses({ before, after, change, expands }: Case): boolean {
  if (change.pattern !== SIZE) {
    // Filled in when the claim is bound: leaving it out again changes nothing.
    return change.pattern !== 'spec.volumeName' || change.op !== 'removed';
  }
  const [from, to] = [get(before, SIZE), get(after, SIZE)];
  return bytes(to) < bytes(from) || expands === false;
}
