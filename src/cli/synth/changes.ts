import type { Difference } from '../../synth/commit/plan.js';

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

/** The same, and the files, removals first: they delete something in the cluster. Ends in a line break. */
export function changeList(difference: Difference, folder: string): string {
  let room = shown;
  const parts = [
    { sign: '-', word: 'removed', paths: difference.removed },
    { sign: '+', word: 'added', paths: difference.added },
    { sign: '~', word: 'changed', paths: difference.changed },
  ].map(({ sign, word, paths }) => {
    const lines = paths.slice(0, room).map((path) => `  ${sign} ${path}`);
    room -= lines.length;
    return { word, lines, hidden: paths.length - lines.length };
  });
  const hidden = parts.flatMap(({ word, hidden }) => (hidden > 0 ? [`${hidden} more ${word}`] : []));
  return [
    `${folder}/: ${changeCount(difference)}`,
    ...parts.flatMap(({ lines }) => lines),
    ...(hidden.length > 0 ? [`  … and ${hidden.join(', ')}`] : []),
    '',
  ].join('\n');
}

/** What a check says when folders are not what the sources give; ends in a line break. */
export function staleText(folders: readonly string[]): string {
  const names = folders.map((folder) => `${folder}/`).join(' and ');
  const are = folders.length === 1 ? 'is' : 'are';
  return `eco: ${names} ${are} not what the sources give; nothing was written\nWrite: eco synth, and commit what it writes\n`;
}
