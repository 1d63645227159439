/** A line of a source text, counted from 1. */
export interface Line {
  readonly number: number;
  readonly line: string;
}

/** A place in such lines. */
interface Spot {
  readonly number: number;
  readonly column: number;
}

/** A line with blanks for what stands in quotes, and without comments: brackets in them open nothing. */
export function withoutTexts(line: string): string {
  const blank = (text: string) => ' '.repeat(text.length);
  return line.replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`/g, blank).replace(/\/\/.*$/, '');
}

/** What stands between the brackets that are nearest around a place. */
export function textAround(lines: readonly Line[], { number, column }: Spot): string {
  const text = lines.map(({ line }) => line).join('\n');
  const shape = shapeOf(lines);
  const here = lines.findIndex((one) => one.number === number);
  const at = lines.slice(0, here).reduce((sum, { line }) => sum + line.length + 1, column - 1);
  return text.slice(edge(shape, at, -1) + 1, edge(shape, at, 1));
}

/**
 * An item of the list that a key is, `uses: [stock, cart]`, or an argument of a call, `compose(stock, cart)`. Undefined where
 * no list stands there, or others are spread into it before.
 *
 * @param spot of the key, or of the call
 */
export function itemPlace(lines: readonly Line[], spot: Spot, index: number) {
  const rest = lines.flatMap(({ number, line }) => {
    if (number < spot.number) return [];
    const code = line.slice(0, withoutTexts(line).length).padEnd(line.length);
    return number > spot.number ? code : ' '.repeat(spot.column - 1) + code.slice(spot.column - 1);
  });
  const text = rest.join('\n');
  const shape = shapeOf(rest.map((line, i) => ({ number: i, line })));
  const open = /^\s*(?:['"]?[\w$]+['"]?\s*:\s*\[|[\w$.]*\()/.exec(text)?.[0].length;
  if (open === undefined) return undefined;
  const end = edge(shape, open, 1);
  let from = open;
  for (let i = 0; from < end; i += 1) {
    const to = comma(shape, from, end);
    const item = text.slice(from, to);
    const found = item.trim();
    if (found.startsWith('...') || found === '') return undefined;
    if (i === index) {
      const before = text.slice(0, from + item.search(/\S/)).split('\n');
      const length = found.includes('\n') ? {} : { length: found.length };
      return { line: spot.number + before.length - 1, column: (before.at(-1)?.length ?? 0) + 1, ...length };
    }
    from = to + 1;
  }
  return undefined;
}

/** The lines with nothing but what opens, closes and parts, each where it stood. */
function shapeOf(lines: readonly Line[]): string {
  return lines.map(({ line }) => withoutTexts(line).padEnd(line.length)).join('\n');
}

/** Where the bracket stands that is open at a place, ahead (1) or behind (-1); the end of the text where none is. */
function edge(shape: string, at: number, step: 1 | -1): number {
  const [opens, closes] = step > 0 ? ['([{', ')]}'] : [')]}', '([{'];
  let depth = 0;
  let here = step > 0 ? at : at - 1;
  for (; here >= 0 && here < shape.length; here += step) {
    const character = shape[here] ?? '';
    if (opens.includes(character)) depth += 1;
    else if (closes.includes(character)) depth -= 1;
    if (depth < 0) return here;
  }
  return here;
}

/** The next comma that parts items. */
function comma(shape: string, from: number, end: number): number {
  for (let here = from; here < end; here += 1) {
    if (shape[here] === ',') return here;
    if ('([{'.includes(shape[here] ?? '')) here = edge(shape, here + 1, 1);
  }
  return end;
}
