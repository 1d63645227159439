import type { Finding, Place } from './diagnostic.js';
import { sortFindings } from './order.js';

/** One cause: what shows it best, and what else it brings about. */
export interface Cause {
  readonly head: Finding;
  readonly consequences: readonly Finding[];
}

/** The cause of all that misses a definition which was forgotten in the list of its fleet. */
export function notInList(name: string): string {
  return `"${name}" is not in the list of the fleet`;
}

/**
 * Findings by cause. One and the same are: what rules say comes of one thing (`cause`); what one line of the author's
 * brings about by one rule, or in objects once the property there was refused; and one sentence about many objects. Causes with the most consequences come first, then
 * by place.
 */
export function causesOf(findings: readonly Finding[]): Cause[] {
  const groups = new Map<string, Finding[]>();
  const refused = new Map(findings.flatMap((finding) => (isRefused(finding) ? [[spot(finding.at), finding]] : [])));
  for (const finding of sortFindings(findings)) {
    const { cause, object, from } = finding;
    const key = keyOf((cause === undefined && object && from && refused.get(spot(from))) || finding);
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()].map(causeOf).sort((a, b) => b.consequences.length - a.consequences.length);
}

/** A property that was refused before there was an object of it. */
function isRefused({ cause, severity, object, at }: Finding): boolean {
  return cause === undefined && severity === 'error' && !object && at?.length !== undefined;
}

function spot(at: Place | undefined): string {
  return JSON.stringify([at?.file, at?.line, at?.column]);
}

function keyOf({ cause, rule, severity, message, object, at, from: line }: Finding): string {
  if (cause !== undefined) return JSON.stringify([cause]);
  // What is about no object was refused before there was one: it stands at the author's line.
  const from = line ?? (object ? undefined : at);
  if (from) return JSON.stringify([rule, severity, from.file, from.line, from.column]);
  return JSON.stringify([rule, severity, message]);
}

// What is about a file and no object is why objects are missing; then the object that the cause speaks of; an error
// says more than a warning, and what stands for most places more than what stands for one.
function causeOf(group: readonly Finding[]): Cause {
  const rank = (finding: Finding) =>
    (finding.object ? 4 : 0) - (isNamed(finding) ? 2 : 0) + (finding.severity === 'error' ? 0 : 1);
  const places = ({ also = [] }: Finding) => also.length;
  const [head, ...consequences] = group.toSorted((a, b) => rank(a) - rank(b) || places(b) - places(a));
  if (!head) throw new Error('a cause without a finding');
  return { head, consequences };
}

function isNamed({ object, cause }: Finding): boolean {
  if (!object || cause === undefined) return false;
  const { kind, namespace, name } = object;
  return cause.startsWith(`${kind} ${namespace === undefined ? '' : `${namespace}/`}${name} `);
}
