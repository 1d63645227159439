/** The keys of an object's type as the compiler writes it, of the object itself alone: `{ port: number; scale: Scale; }`. */
export function keysOf(type: string): readonly string[] {
  if (!type.startsWith('{')) return [];
  return parts(type.slice(1, -1)).flatMap((part) => /^(?:readonly )?["']?([\w$-]+)["']?\??:/.exec(part)?.[1] ?? []);
}

/** What stands between semicolons that are in no brackets and no quotes. */
function parts(text: string): readonly string[] {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: mark, index } of `${text};`.matchAll(/"(?:[^"\\]|\\.)*"|=>|[()[\]{}<>;]/g)) {
    if ('([{<'.includes(mark)) depth += 1;
    else if (')]}>'.includes(mark)) depth -= 1;
    else if (mark === ';' && depth === 0) {
      found.push(text.slice(start, index).trim());
      start = index + 1;
    }
  }
  return found;
}
