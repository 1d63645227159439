import type { Finding } from '../../diagnostic/diagnostic.js';
import { ancestorsOf, type Dist, foldCase, inOrder } from './dist.js';
import { inTheWayFinding } from './findings.js';
import { comparing, readTree } from './tree.js';

/** Paths relative to the output folder, in order of code units. */
export interface Difference {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** What a commit has to do. */
export interface Plan extends Difference {
  readonly unchanged: number;
  /** Those of `removed` that stand where an output or its folder belongs: they go first. */
  readonly inTheWay: ReadonlySet<string>;
  /** Folders without a file afterwards, children before parents. */
  readonly emptied: readonly string[];
  /** What makes the plan impossible. */
  readonly findings: readonly Finding[];
}

/** Compares the wanted files with what stands. `owns` is absent when the run owns the whole output. */
export function planOf(dist: Dist, files: ReadonlyMap<string, string>, owns?: (path: string) => boolean): Plan {
  const tree = readTree(dist.root);
  const holds = comparing();
  const added: string[] = [];
  const changed: string[] = [];
  let unchanged = 0;
  for (const path of inOrder(files.keys())) {
    const plain = tree.leaves.get(path);
    if (plain === undefined) added.push(path);
    else if (plain && holds(`${dist.root}/${path}`, files.get(path) ?? '')) unchanged++;
    else changed.push(path);
  }
  const removed: string[] = [];
  const kept: string[] = [];
  for (const path of inOrder(tree.leaves.keys())) {
    if (!files.has(path)) (owns === undefined || owns(path) ? removed : kept).push(path);
  }
  const blocks = removed.length + kept.length === 0 ? () => undefined : blockers(files.keys());
  const findings = kept.flatMap((path) => {
    const output = blocks(path);
    return output === undefined ? [] : [inTheWayFinding(dist, output, path)];
  });
  const used = new Set([...files.keys(), ...kept].flatMap(ancestorsOf));
  const ours = owns === undefined ? undefined : new Set([...files.keys(), ...removed.flatMap(ancestorsOf)]);
  const emptied = tree.folders.filter((folder) => !used.has(folder) && (ours === undefined || ours.has(folder)));
  return {
    added,
    changed,
    removed,
    unchanged,
    inTheWay: new Set(removed.filter((path) => blocks(path) !== undefined)),
    emptied: inOrder(emptied).reverse(),
    findings,
  };
}

/**
 * Says which output a leaf is in the way of: a file where an output needs a folder, a file in a folder where an output
 * belongs, or, where a file system ignores case, the same name written otherwise (placing the one and then removing the
 * other would remove both).
 */
function blockers(wanted: Iterable<string>): (leaf: string) => string | undefined {
  const files = new Map<string, string>();
  const folders = new Map<string, string>();
  for (const path of wanted) {
    files.set(foldCase(path), path);
    for (const folder of ancestorsOf(path)) folders.set(foldCase(folder), path);
  }
  return (leaf) => {
    const folded = foldCase(leaf);
    const above = ancestorsOf(folded).map((folder) => files.get(folder));
    return files.get(folded) ?? folders.get(folded) ?? above.find((path) => path !== undefined);
  };
}
