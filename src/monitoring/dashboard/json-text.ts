const width = 140;

/** JSON of which everything that fits stands on one line: a reader sees a panel at a time, a difference is a line. */
export function jsonText(value: unknown): string {
  return text(value, '', 0, new Map());
}

/** Objects and lists on one line; empty of those that are too long for any. */
type Lines = Map<object, string>;

/** @param taken columns of the line before it */
function text(value: unknown, pad: string, taken: number, lines: Lines): string {
  const flat = inline(value, lines);
  if (flat !== '' && flat.length + taken <= width) return flat;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const fields = value as Readonly<Record<string, unknown>>;
  const deeper = `${pad}  `;
  let out = '';
  for (const key in fields) {
    const head = isList ? '' : beforeValue(key);
    const before = deeper.length + (isList ? 0 : head.length + 1);
    out += `${out === '' ? '' : ','}\n${deeper}${head}${text(fields[key], deeper, before, lines)}`;
  }
  return isList ? `[${out}\n${pad}]` : `{${out}\n${pad}}`;
}

function inline(value: unknown, lines: Lines): string {
  if (typeof value === 'string' && value.length > width) return '';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const known = lines.get(value);
  if (known !== undefined) return known;
  const line = lineOf(value, lines);
  lines.set(value, line);
  return line;
}

function lineOf(value: object, lines: Lines): string {
  const isList = Array.isArray(value);
  const fields = value as Readonly<Record<string, unknown>>;
  let line = '';
  for (const key in fields) {
    const item = inline(fields[key], lines);
    if (item === '') return '';
    line += `${line === '' ? '' : ', '}${isList ? '' : beforeValue(key)}${item}`;
    if (line.length > width) return '';
  }
  if (isList) return `[${line}]`;
  return line === '' ? '{}' : `{ ${line} }`;
}

/** The same few keys stand in every panel: each is written once. */
const known = new Map<string, string>();

function beforeValue(key: string): string {
  const seen = known.get(key);
  if (seen !== undefined) return seen;
  const made = `${JSON.stringify(key)}: `;
  known.set(key, made);
  return made;
}
