/**
 * What keeps a pattern from being a regular expression of Prometheus (RE2, always anchored at both ends); undefined
 * when nothing does. Source: RE2, "Syntax".
 */
export function regexProblem(pattern: string): string | undefined {
  if (/(?<!\\)(?:\\\\)*\(\?<?[=!]/.test(pattern)) return 'looks ahead or behind, which RE2 cannot';
  if (/(?<!\\)(?:\\\\)*\\[1-9]/.test(pattern)) return 'refers back to a group, which RE2 cannot';
  try {
    compile(pattern);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^.*\/[a-z]*: /s, '').toLowerCase() : 'is none';
  }
}

/** Whether a pattern matches a label that is empty or absent; false for a pattern that is none. */
export function matchesEmpty(pattern: string): boolean {
  return regexProblem(pattern) === undefined && compile(pattern).test('');
}

/** RE2 and JavaScript agree but for flags in front, and the names of groups. */
function compile(pattern: string): RegExp {
  return new RegExp(
    `^(?:${pattern.replaceAll('(?P<', '(?<').replace(/\(\?[imsU]+(?:-[imsU]+)?(\)|:)/g, (_, end) => (end === ')' ? '' : '(?:'))})$`,
    's',
  );
}

/** Whether a pattern matches a value as a whole; false for a pattern that is none. */
export function matchesWhole(pattern: string, value: string): boolean {
  return regexProblem(pattern) === undefined && compile(pattern).test(value);
}
