/** The name of the merge driver, in `.gitattributes` and in Git's configuration. */
export const DRIVER = 'eco-dist';

/** The line of `.gitattributes`: the bytes stay as they are written, and a merge asks the driver. */
export const ATTRIBUTES = `dist/** -text merge=${DRIVER}`;

/** What each of our hooks says of itself: only such a file is replaced or removed. */
export const MADE = '# Made by "eco hooks".';

/**
 * The hooks of a clone, by name. `folder`: the project's, from the top of the repository; empty for the top itself.
 * Git runs a hook at the top.
 */
export function hookTexts(folder: string): ReadonlyMap<string, string> {
  const begin = [
    '#!/bin/sh',
    MADE,
    ...(folder === '' ? [] : [`cd '${folder.replaceAll("'", String.raw`'\''`)}' || exit 0`]),
    'eco=./node_modules/.bin/eco',
    '[ -x "$eco" ] || { echo "dist/ was not checked: npm install first." >&2; exit 0; }',
  ];
  const commit = [...begin, 'exec "$eco" staged'];
  // Git commits the index as it was before the hook: what the hook adds to it comes with the next commit only.
  const merge = [
    ...begin,
    'before=$(git write-tree)',
    '"$eco" resolve || exit 1',
    '[ "$before" = "$(git write-tree)" ] || exit 1',
  ];
  return new Map([
    ['pre-commit', `${commit.join('\n')}\n`],
    ['pre-merge-commit', `${merge.join('\n')}\n`],
  ]);
}
