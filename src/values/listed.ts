/** `"a", "b" and 4 more`. */
export function listed(names: readonly string[], most = 3): string {
  if (names.length <= most)
    return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}

/** Names as messages have them: each in double quotes. */
export function quoted(names: readonly string[]): string[] {
  return names.map((name) => `"${name}"`);
}
