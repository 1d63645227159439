const width = 140;

/** JSON of which everything that fits stands on one line: a reader sees a panel at a time, a difference is a line. */
export function jsonText(value: unknown): string {
  return text(value, 0, 0, new Map());
}

/** @param taken columns of the line before it; `flats`: what was put on one line already, each part once */
function text(value: unknown, indent: number, taken: number, flats: Map<unknown, string>): string {
  const flat = inline(value, flats);
  if (flat.length + taken <= width || typeof value !== 'object' || value === null) return flat;
  const pad = ' '.repeat(indent + 2);
  const end = `\n${' '.repeat(indent)}`;
  const below = (item: unknown, head: string) =>
    pad + head + text(item, indent + 2, indent + 2 + (head === '' ? 0 : head.length + 1), flats);
  if (Array.isArray(value)) return `[\n${value.map((item) => below(item, '')).join(',\n')}${end}]`;
  const entries = Object.entries(value).map(([key, item]) => below(item, `${JSON.stringify(key)}: `));
  return `{\n${entries.join(',\n')}${end}}`;
}

function inline(value: unknown, flats: Map<unknown, string>): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const known = flats.get(value);
  if (known !== undefined) return known;
  const flat = Array.isArray(value)
    ? `[${value.map((item) => inline(item, flats)).join(', ')}]`
    : braced(Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${inline(item, flats)}`));
  flats.set(value, flat);
  return flat;
}

function braced(entries: readonly string[]): string {
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}
