/** The library that knows positions. Loading it takes longer than checking a hundred files, and most runs need none. */
export function yaml(): typeof import('yaml') {
  return require('yaml');
}

/** The library that reads all of YAML. Most runs meet no more than `block-yaml.ts` reads. */
export function anyYaml(): typeof import('./yaml-schema.js') {
  return require('./yaml-schema.js');
}

/** From the first character of a node to behind its last, comments and spaces behind it left out. */
export function rangeOf(node: unknown): [start: number, end: number] | undefined {
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
  return Array.isArray(range) ? [Number(range[0]), Number(range[1])] : undefined;
}
