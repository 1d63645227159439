import { isList, isObject, parsePath } from '../access.js';
import type { KindRow, NameRow } from '../kinds/row.js';
import { rowOf } from '../kinds.js';
import type { FieldPath, Json, JsonObject, KubeObject } from '../manifest.js';

/** A name that stands in a manifest, by the row that says what it names. */
export interface WrittenName {
  readonly row: NameRow;
  readonly name: string;
  readonly path: FieldPath;
  /** The object that holds the name, or the list of names; so many steps of the path lead to it. */
  readonly holder: JsonObject;
  readonly depth: number;
}

/** The rows of a kind as a tree of steps, so that a manifest is walked once however many rows there are. */
interface Steps {
  readonly next: Map<string, Steps>;
  readonly rows: NameRow[];
}

const trees = new WeakMap<KindRow, Steps>();

/** Every name that a manifest's kind says is a reference. */
export function namesIn(object: KubeObject): WrittenName[] {
  const row = rowOf(object);
  if (!row?.references) return [];
  let tree = trees.get(row);
  if (!tree) {
    tree = treeOf(row.references);
    trees.set(row, tree);
  }
  const found: WrittenName[] = [];
  walk(object, tree, [], object, 0, found);
  return found;
}

function treeOf(rows: readonly NameRow[]): Steps {
  const root: Steps = { next: new Map(), rows: [] };
  for (const row of rows) {
    let here = root;
    for (const step of parsePath(row.from)) {
      let next = here.next.get(step);
      if (!next) {
        next = { next: new Map(), rows: [] };
        here.next.set(step, next);
      }
      here = next;
    }
    here.rows.push(row);
  }
  return root;
}

// `path` is shared and changed in place: it is copied only for what is found.
function walk(
  value: Json | undefined,
  steps: Steps,
  path: (string | number)[],
  holder: JsonObject,
  depth: number,
  found: WrittenName[],
): void {
  if (typeof value === 'string') {
    for (const row of steps.rows) found.push({ row, name: value, path: path.slice(), holder, depth });
  } else if (isList(value)) {
    const next = steps.next.get('[]');
    if (!next) return;
    value.forEach((item, i) => {
      path.push(i);
      walk(item, next, path, holder, depth, found);
      path.pop();
    });
  } else if (isObject(value)) {
    const here = path.length;
    for (const [step, next] of steps.next) {
      if (!Object.hasOwn(value, step)) continue;
      path.push(step);
      walk(value[step], next, path, value, here, found);
      path.pop();
    }
  }
}
