const width = 140;

/** JSON of which everything that fits stands on one line: a reader sees a panel at a time, a difference is a line. */
export function jsonText(value: unknown): string {
  return text(value, 0, 0);
}

/** @param taken columns of the line before it */
function text(value: unknown, indent: number, taken: number): string {
  const flat = inline(value, width - taken);
  if (flat !== undefined) return flat;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const pad = ' '.repeat(indent + 2);
  const end = `\n${' '.repeat(indent)}`;
  const below = (item: unknown, head: string) =>
    pad + head + text(item, indent + 2, indent + 2 + (head === '' ? 0 : head.length + 1));
  if (Array.isArray(value)) return `[\n${value.map((item) => below(item, '')).join(',\n')}${end}]`;
  const entries = Object.entries(value).map(([key, item]) => below(item, `${JSON.stringify(key)}: `));
  return `{\n${entries.join(',\n')}${end}}`;
}

/** A value on one line; undefined as soon as it takes more than `room` columns. */
function inline(value: unknown, room: number): string | undefined {
  if (typeof value === 'string' && value.length > room) return undefined;
  if (typeof value !== 'object' || value === null) return within(JSON.stringify(value), room);
  const isList = Array.isArray(value);
  const holder = value as Readonly<Record<string, unknown>>;
  let flat = '';
  // By `in`: nearly every object is too long, and most are so at their first field.
  for (const key in holder) {
    const head = `${flat === '' ? '' : ', '}${isList ? '' : `${JSON.stringify(key)}: `}`;
    const rest = inline(holder[key], room - flat.length - head.length);
    if (rest === undefined) return undefined;
    flat += head + rest;
  }
  return within(isList ? `[${flat}]` : flat === '' ? '{}' : `{ ${flat} }`, room);
}

function within(flat: string, room: number): string | undefined {
  return flat.length <= room ? flat : undefined;
}
