import type { Place } from '../diagnostic/diagnostic.js';
import { type Field, fieldOf } from '../manifest/field.js';
import type { ObjectChange } from './change.js';

/**
 * Lines of TypeScript behind the changed fields: of one that came whole, those of its parts. The line that declares the
 * whole object is named only where none says more.
 */
export function originsOf({ after, fields }: ObjectChange): readonly Place[] {
  const from = after?.origin.from;
  if (!from) return [];
  const scalars = fields.flatMap((field) => (field.after ? scalarsOf(fieldOf(after, field.after)) : []));
  const places = scalars.flatMap(({ path }) => from(path) ?? []);
  const whole = from([]);
  const exact = places.filter(({ file, line }) => file !== whole?.file || line !== whole.line);
  return exact.length > 0 ? exact : places;
}

function scalarsOf(field: Field): readonly Field[] {
  const parts = [...field.items(), ...field.entries().map(([, part]) => part)];
  return parts.length > 0 ? parts.flatMap(scalarsOf) : [field];
}
