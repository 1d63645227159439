import { isList, isObject } from './access.js';
import type { FieldPath, Json } from './manifest.js';

/** A list or an object on the way to a text; the value itself stands above all. */
interface Place {
  readonly step: string | number;
  readonly above: Place | undefined;
}

/** A text in a manifest. */
export class WrittenText implements Place {
  constructor(
    readonly text: string,
    /** Under which the text stands, or the list that it is an element of. */
    readonly key: string,
    readonly step: string | number,
    readonly above: Place | undefined,
  ) {}

  /** The steps to it. Worked out when it is asked for: of most texts nobody does. */
  get path(): FieldPath {
    const path: (string | number)[] = [];
    for (let place: Place = this; place.above; place = place.above) path.push(place.step);
    return path.reverse();
  }
}

/** The texts of a value that are wanted. */
export function textsIn(value: Json | undefined, wanted: (text: string, key: string) => boolean): WrittenText[] {
  const found: WrittenText[] = [];
  for (const one of textsOf(value)) if (wanted(one.text, one.key)) found.push(one);
  return found;
}

/** Several rules look through the same objects: their texts are put in a row once. */
const rows = new WeakMap<object, readonly WrittenText[]>();

function textsOf(value: Json | undefined): readonly WrittenText[] {
  const known = isObject(value) ? rows.get(value) : undefined;
  if (known) return known;
  const row: WrittenText[] = [];
  gather(value, '', '', undefined, row);
  if (isObject(value)) rows.set(value, row);
  return row;
}

function gather(
  here: Json | undefined,
  key: string,
  step: string | number,
  above: Place | undefined,
  row: WrittenText[],
): void {
  if (typeof here === 'string') {
    row.push(new WrittenText(here, key, step, above));
  } else if (isList(here)) {
    const place = { step, above };
    for (let i = 0; i < here.length; i++) gather(here[i], key, i, place, row);
  } else if (isObject(here)) {
    const place = { step, above };
    for (const below of Object.keys(here)) gather(here[below], below, below, place, row);
  }
}
