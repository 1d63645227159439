import { diffAll } from '../src/diff/diff.js';
import { renderDiff } from '../src/diff/render-text.js';
import { partFiles } from '../src/manifest/files/sets.js';

/** Files of a `dist/`, by their path in it. */
type Tree = Readonly<Record<string, string>>;

/** Whole outputs must be the same. Where they are not, what that does to a cluster is said before the raw difference. */
export function expectSameManifests(made: Tree, golden: Tree): void {
  try {
    expect(made).toEqual(golden);
  } catch (error) {
    if (error instanceof Error) error.message = `${effectsOf(golden, made)}\n\n${error.message}`;
    throw error;
  }
}

function effectsOf(before: Tree, after: Tree): string {
  const sets = (tree: Tree) =>
    partFiles(Object.entries(tree).map(([path, text]) => ({ file: `dist/${path}`, path: `dist/${path}`, text }))).sets;
  const changed = diffAll(sets(before), sets(after), () => ({})).filter(({ entries }) => entries.length > 0);
  const texts = changed.map((diff) => renderDiff(diff, { details: false, width: 100 }));
  return `What the new output would do to a cluster that has the old one:\n\n${texts.join('\n') || 'Nothing: no object changes.\n'}`;
}
