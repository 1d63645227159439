import type { Field } from '../../manifest/field.js';
import { baselineOnly, shared } from './baseline.js';
import { type Problem, podOf } from './pod.js';
import { restrictedOnly } from './restricted.js';

export type Level = 'baseline' | 'restricted';

/**
 * What a pod has that the level does not allow.
 * @param minor minor version of Kubernetes whose standard counts: 28 of `1.28`; unknown when absent
 */
export function podProblems(spec: Field, level: Level, minor?: number): readonly Problem[] {
  const pod = podOf(spec, minor);
  const controls = [...shared, ...(level === 'restricted' ? restrictedOnly : baselineOnly)];
  return controls.flatMap((control) => control(pod));
}
