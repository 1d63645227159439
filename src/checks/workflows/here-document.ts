const HERE = /(?<!<)<<(-?)\s*(["']?)([A-Za-z_]\w*)\2(?![\w<])/;

/** What a line begins that is no command: the text up to a line with that word. */
export function hereDocument(line: string): { readonly word: string; readonly tabs: boolean } | undefined {
  const found = HERE.exec(line);
  if (!found) return undefined;
  const [, dash, , word = ''] = found;
  const before = line.slice(0, found.index);
  const isText = [/"/g, /'/g].some((quote) => (before.match(quote) ?? []).length % 2 === 1);
  return isText || /(?:^|\s)#|\(\(|[\w)]$/.test(before) ? undefined : { word, tabs: dash === '-' };
}
