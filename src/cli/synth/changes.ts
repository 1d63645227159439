import type { Difference } from '../../synth/commit-plan.js';

export function differs({ added, changed, removed }: Difference): boolean {
  return added.length + changed.length + removed.length > 0;
}

/** `2 added, 1 changed, 0 removed`, or that nothing changed. */
export function changeCount(difference: Difference): string {
  const { added, changed, removed } = difference;
  return differs(difference)
    ? `${added.length} added, ${changed.length} changed, ${removed.length} removed`
    : 'nothing changed';
}

/** Most people change one thing: show it. Forty lines would hide it. */
const shown = 20;

/** The same, and the files; ends in a line break. */
export function changeList(difference: Difference, folder: string): string {
  const { added, changed, removed } = difference;
  const lines = [
    ...added.map((path) => `  + ${path}`),
    ...changed.map((path) => `  ~ ${path}`),
    ...removed.map((path) => `  - ${path}`),
  ];
  const rest = lines.length > shown ? [`  … and ${lines.length - shown} more`] : [];
  return `${[`${folder}/: ${changeCount(difference)}`, ...lines.slice(0, shown), ...rest].join('\n')}\n`;
}

/** What a check says when folders are not what the sources give; ends in a line break. */
export function staleText(folders: readonly string[]): string {
  const names = folders.map((folder) => `${folder}/`).join(' and ');
  const are = folders.length === 1 ? 'is' : 'are';
  return `eco: ${names} ${are} not what the sources give; nothing was written\nWrite: eco synth, and commit what it writes\n`;
}
