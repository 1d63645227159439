/**
 * Whether a text is what a page shows of it. `…` stands for anything inside a line, a line that is `…` alone for any
 * number of lines.
 */
export function shows(shown: string, text: string): boolean {
  return new RegExp(`^${pattern(shown)}\n*$`).test(text);
}

/** Whether a text holds what a page shows of it: whole lines, with `# …` for lines left out. */
export function holds(shown: string, text: string): boolean {
  return new RegExp(`^${pattern(shown)}$`, 'm').test(text);
}

function pattern(shown: string): string {
  const lines = shown.trimEnd().split('\n');
  return lines
    .map((line, at) => {
      const end = at === lines.length - 1 ? '' : '\n';
      if (/^\s*(?:# )?…$/.test(line)) return '(?:.*\\n)*?';
      return line.split('…').map(literally).join('.*') + end;
    })
    .join('');
}

const literally = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
