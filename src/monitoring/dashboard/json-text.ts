const width = 140;

/** JSON of which everything that fits stands on one line: a reader sees a panel at a time, a difference is a line. */
export function jsonText(value: unknown): string {
  return text(value, 0, 0, new Map());
}

/** Objects and lists on one line; undefined of those that are too long for any. */
type Lines = Map<object, string | undefined>;

/** @param taken columns of the line before it */
function text(value: unknown, indent: number, taken: number, lines: Lines): string {
  const flat = inline(value, lines);
  if (flat !== undefined && flat.length + taken <= width) return flat;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const pad = ' '.repeat(indent + 2);
  const end = `\n${' '.repeat(indent)}`;
  const below = (item: unknown, head: string) =>
    pad + head + text(item, indent + 2, indent + 2 + (head === '' ? 0 : head.length + 1), lines);
  if (Array.isArray(value)) return `[\n${value.map((item) => below(item, '')).join(',\n')}${end}]`;
  const entries = Object.entries(value).map(([key, item]) => below(item, `${JSON.stringify(key)}: `));
  return `{\n${entries.join(',\n')}${end}}`;
}

function inline(value: unknown, lines: Lines): string | undefined {
  if (typeof value === 'string' && value.length > width) return undefined;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (lines.has(value)) return lines.get(value);
  const line = lineOf(value, lines);
  lines.set(value, line);
  return line;
}

function lineOf(value: object, lines: Lines): string | undefined {
  const isList = Array.isArray(value);
  const fields = value as Readonly<Record<string, unknown>>;
  let line = '';
  for (const key in fields) {
    const item = inline(fields[key], lines);
    if (item === undefined) return undefined;
    line += `${line === '' ? '' : ', '}${isList ? '' : `${JSON.stringify(key)}: `}${item}`;
    if (line.length > width) return undefined;
  }
  if (isList) return `[${line}]`;
  return line === '' ? '{}' : `{ ${line} }`;
}
