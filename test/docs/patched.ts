/** A text after a difference: lines of it that begin with a space or a minus are there, those with a plus come instead. */
export function patched(text: string, difference: string): string {
  let result = text;
  for (const hunk of difference.split(/^@@.*\n/m)) {
    if (hunk.trim() === '') continue;
    const lines = hunk.replace(/\n$/, '').split('\n');
    const side = (leave: string) =>
      lines
        .filter((line) => !line.startsWith(leave))
        .map((line) => `${line.slice(1)}\n`)
        .join('');
    const before = side('+');
    if (result.split(before).length !== 2) throw new Error(`these lines are not in the file exactly once:\n${before}`);
    result = result.replace(before, () => side('-'));
  }
  return result;
}
