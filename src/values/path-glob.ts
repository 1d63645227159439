/**
 * A pattern of paths: `*` and `?` stay within a folder, `**` crosses folders, `{a,b}` is either. A pattern without `/`
 * at its end that names a folder means all below it.
 */
export function globMatcher(glob: string): (path: string) => boolean {
  const parts = glob.replace(/^\.\//, '').match(/\*\*\/?|[*?{},]|[^*?{},]+/g) ?? [];
  let depth = 0;
  const source = parts.map((part) => {
    if (part === '**/') return '(?:[^/]+/)*';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    if (part === '{') {
      depth += 1;
      return '(?:';
    }
    if (part === '}' && depth > 0) {
      depth -= 1;
      return ')';
    }
    if (part === ',' && depth > 0) return '|';
    return part.replace(/[.+^$()|[\]\\{}]/g, '\\$&');
  });
  const pattern = new RegExp(`^${source.join('').replace(/\/$/, '')}${')'.repeat(depth)}(?:/.*)?$`);
  return (path) => pattern.test(path);
}
