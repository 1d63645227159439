import { isList, isObject } from './access.js';
import type { FieldPath, Json } from './manifest.js';

/** A list or an object on the way to a text. */
interface Place {
  readonly step: string | number;
  readonly above: Place | undefined;
}

/** A text in a manifest. */
export class WrittenText {
  constructor(
    readonly text: string,
    /** Under which the text stands, or the list that it is an element of. */
    readonly key: string,
    private readonly place: Place | undefined,
  ) {}

  /** The steps to it. Worked out when it is asked for: of most texts nobody does. */
  get path(): FieldPath {
    const path: (string | number)[] = [];
    for (let place = this.place; place; place = place.above) path.push(place.step);
    return path.reverse();
  }
}

/** The texts of a value that are wanted. */
export function textsIn(value: Json | undefined, wanted: (text: string, key: string) => boolean): WrittenText[] {
  return textsOf(value).filter(({ text, key }) => wanted(text, key));
}

/** Several rules look through the same objects: their texts are put in a row once. */
const rows = new WeakMap<object, readonly WrittenText[]>();

function textsOf(value: Json | undefined): readonly WrittenText[] {
  const known = isObject(value) ? rows.get(value) : undefined;
  if (known) return known;
  const row: WrittenText[] = [];
  gather(value, '', undefined, row);
  if (isObject(value)) rows.set(value, row);
  return row;
}

function gather(here: Json | undefined, key: string, place: Place | undefined, row: WrittenText[]): void {
  if (typeof here === 'string') {
    row.push(new WrittenText(here, key, place));
  } else if (isList(here)) {
    for (let step = 0; step < here.length; step++) gather(here[step], key, { step, above: place }, row);
  } else if (isObject(here)) {
    for (const step of Object.keys(here)) gather(here[step], step, { step, above: place }, row);
  }
}
