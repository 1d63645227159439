const width = 140;

/** JSON of which everything that fits stands on one line: a reader sees a panel at a time, a difference is a line. */
export function jsonText(value: unknown, indent = 0, taken = indent): string {
  const flat = inline(value);
  if (flat.length + taken <= width || typeof value !== 'object' || value === null) return flat;
  const pad = ' '.repeat(indent + 2);
  const end = `\n${' '.repeat(indent)}`;
  if (Array.isArray(value)) return `[\n${value.map((item) => pad + jsonText(item, indent + 2)).join(',\n')}${end}]`;
  const entries = Object.entries(value).map(([key, item]) => {
    const head = `${JSON.stringify(key)}: `;
    return pad + head + jsonText(item, indent + 2, indent + 2 + head.length + 1);
  });
  return `{\n${entries.join(',\n')}${end}}`;
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${inline(item)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}
