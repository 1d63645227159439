/** What a part of a message is, for a terminal that can show it. Nothing here changes the width of a text. */
export interface Paint {
  error(text: string): string;
  warning(text: string): string;
  /** What the eye looks for first: the place. */
  strong(text: string): string;
  /** What stands beside: gutter, labels, rule ids. */
  faint(text: string): string;
}

/** No colour: for files, pipes, `NO_COLOR` and tests. */
export const plainPaint: Paint = { error: same, warning: same, strong: same, faint: same };

/** The sixteen colours that every terminal theme defines. Source: ECMA-48, SGR. */
export const ansiPaint: Paint = {
  error: sgr('1;31', '22;39'),
  warning: sgr('1;33', '22;39'),
  strong: sgr('1', '22'),
  faint: sgr('2', '22'),
};

function same(text: string): string {
  return text;
}

function sgr(on: string, off: string): (text: string) => string {
  return (text) => (text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`);
}
