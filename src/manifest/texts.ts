import { isList, isObject } from './access.js';
import type { FieldPath, Json } from './manifest.js';

/** A text in a manifest, and the steps to it. */
export interface WrittenText {
  readonly path: FieldPath;
  readonly text: string;
}

/**
 * The texts of a value that are wanted. Most of thousands are not: only to those that are, the steps are written down.
 * `key`: under which the text stands, or the list that it is an element of. `enters`: keys that are not gone into.
 */
export function textsIn(
  value: Json | undefined,
  wanted: (text: string, key: string) => boolean,
  enters: (key: string) => boolean = () => true,
): WrittenText[] {
  const found: WrittenText[] = [];
  const path: (string | number)[] = [];
  const walk = (here: Json | undefined, key: string) => {
    if (typeof here === 'string') {
      if (wanted(here, key)) found.push({ path: [...path], text: here });
    } else if (isList(here)) {
      for (let i = 0; i < here.length; i++) {
        path.push(i);
        walk(here[i], key);
        path.pop();
      }
    } else if (isObject(here)) {
      for (const step of Object.keys(here)) {
        if (!enters(step)) continue;
        path.push(step);
        walk(here[step], step);
        path.pop();
      }
    }
  };
  walk(value, '');
  return found;
}
