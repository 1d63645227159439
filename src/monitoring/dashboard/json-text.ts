const width = 140;

/** JSON of which everything that fits stands on one line: a reader sees a panel at a time, a difference is a line. */
export function jsonText(value: unknown, indent = 0, taken = indent): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const flat = inline(value, width - taken);
  if (flat !== undefined) return flat;
  const pad = ' '.repeat(indent + 2);
  const end = `\n${' '.repeat(indent)}`;
  if (Array.isArray(value)) return `[\n${value.map((item) => pad + jsonText(item, indent + 2)).join(',\n')}${end}]`;
  const entries = Object.entries(value).map(([key, item]) => {
    const head = `${JSON.stringify(key)}: `;
    return pad + head + jsonText(item, indent + 2, indent + 2 + head.length + 1);
  });
  return `{\n${entries.join(',\n')}${end}}`;
}

/** A value on one line. Undefined as soon as it is longer than `room`: most of what is asked for is far longer. */
function inline(value: unknown, room: number): string | undefined {
  if (typeof value !== 'object' || value === null) return within(JSON.stringify(value), room);
  const isList = Array.isArray(value);
  const parts: string[] = [];
  let left = room - 2;
  for (const [key, item] of Object.entries(value)) {
    const head = isList ? '' : `${JSON.stringify(key)}: `;
    const text = inline(item, left - head.length);
    if (text === undefined) return undefined;
    left -= head.length + text.length + 2;
    parts.push(head + text);
  }
  const text = parts.join(', ');
  return within(isList ? `[${text}]` : parts.length === 0 ? '{}' : `{ ${text} }`, room);
}

function within(text: string, room: number): string | undefined {
  return text.length <= room ? text : undefined;
}
