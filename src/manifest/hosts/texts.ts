import { isList, isObject } from '../access.js';
import type { FieldPath, Json } from '../manifest.js';

/** A text in a manifest. */
class WrittenText {
  constructor(
    readonly text: string,
    /** Under which the text stands, or the list that it is an element of. */
    readonly key: string,
    private readonly root: Json | undefined,
    /** How many texts of the root come before it. */
    private readonly before: number,
  ) {}

  /** The steps to it. Worked out when it is asked for: of most texts nobody does. */
  get path(): FieldPath {
    const path: (string | number)[] = [];
    stepsTo(this.root, { before: this.before }, path);
    return path;
  }
}

/** The texts of a value that are wanted. */
export function textsIn(value: Json | undefined, wanted: (text: string, key: string) => boolean): WrittenText[] {
  const found: WrittenText[] = [];
  const row = textsOf(value);
  for (let at = 0; at < row.length; at += 2) {
    const text = row[at] ?? '';
    const key = row[at + 1] ?? '';
    if (wanted(text, key)) found.push(new WrittenText(text, key, value, at / 2));
  }
  return found;
}

/** Each text and behind it its key. Several rules look through the same objects: their texts are put in a row once. */
const rows = new WeakMap<object, readonly string[]>();

function textsOf(value: Json | undefined): readonly string[] {
  const known = isObject(value) ? rows.get(value) : undefined;
  if (known) return known;
  const row = scratch.slice(0, gather(value, '', 0));
  if (isObject(value)) rows.set(value, row);
  return row;
}

/** Where rows are put together, so that none has to grow: what is kept is as long as it needs to be. */
const scratch: string[] = [];

/** Puts the texts into `scratch` from a place on; gives the place behind them. */
function gather(here: Json | undefined, key: string, from: number): number {
  let at = from;
  if (typeof here === 'string') {
    scratch[at++] = here;
    scratch[at++] = key;
  } else if (isList(here)) {
    for (let i = 0; i < here.length; i++) at = gather(here[i], key, at);
  } else if (isObject(here)) {
    for (const below of Object.keys(here)) at = gather(here[below], below, at);
  }
  return at;
}

/** Walks as `gather` does; whether the text was reached. */
function stepsTo(here: Json | undefined, left: { before: number }, path: (string | number)[]): boolean {
  if (typeof here === 'string') return left.before-- === 0;
  const entries = isList(here) ? here.entries() : isObject(here) ? Object.entries(here) : [];
  for (const [step, below] of entries) {
    path.push(step);
    if (stepsTo(below, left, path)) return true;
    path.pop();
  }
  return false;
}
