import type { ObjectRef } from '../diagnostic/diagnostic.js';
import type { FieldPath, Json, Manifest } from '../manifest/manifest.js';

/** One field that differs in meaning. A whole subtree that came or went is one change. */
export interface FieldChange {
  /** `moved`: the elements of a list are the same, their order is not, and it matters. */
  readonly op: 'added' | 'removed' | 'changed' | 'moved';
  /** Where, for tables of fields: `spec.template.spec.containers[].image`. */
  readonly pattern: string;
  /** Where, for readers: `spec.template.spec.containers[web].image`. */
  readonly label: string;
  /** Steps in the old object; absent for what was added. */
  readonly before?: FieldPath;
  /** Steps in the new object; absent for what was removed. */
  readonly after?: FieldPath;
  readonly from?: Json;
  readonly to?: Json;
}

/** How an object of one side became one of the other. */
export type ObjectChange =
  | {
      readonly how: 'added';
      readonly ref: ObjectRef;
      readonly before?: undefined;
      readonly after: Manifest;
      readonly fields: readonly FieldChange[];
    }
  | {
      readonly how: 'removed';
      readonly ref: ObjectRef;
      readonly before: Manifest;
      readonly after?: undefined;
      readonly fields: readonly FieldChange[];
    }
  | {
      /** `renamed`: the old one goes and a new one comes, alike but for the name. `rekinded`: but for the kind. */
      readonly how: 'changed' | 'renamed' | 'rekinded';
      readonly ref: ObjectRef;
      readonly before: Manifest;
      readonly after: Manifest;
      /** Empty when the two are only written differently. */
      readonly fields: readonly FieldChange[];
    };

/** Whether a change touches the field at a pattern: the field itself, what is below it, or what holds it. */
export function touches({ pattern }: Pick<FieldChange, 'pattern'>, field: string): boolean {
  return isWithin(pattern, field) || isWithin(field, pattern);
}

/** Whether a pattern is a field or stands below it. */
export function isWithin(pattern: string, field: string): boolean {
  if (!pattern.startsWith(field)) return false;
  const next = pattern[field.length];
  return field === '' || next === undefined || next === '.' || next === '[';
}
