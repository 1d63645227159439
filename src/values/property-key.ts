/** A name as TypeScript writes it for a key of an object: in quotes where it has to be. */
export function propertyKey(name: string): string {
  return /^[a-z_$][\w$]*$/i.test(name) ? name : `'${name}'`;
}
