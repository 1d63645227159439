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
  if (!anyText(value, wanted)) return [];
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

/** The texts of a value one after the other, and what each stands under. */
interface Flat {
  readonly texts: readonly string[];
  readonly keys: readonly string[];
}

/** Several rules look through the same objects, and of most want nothing: their texts are put in a row once. */
const flats = new WeakMap<object, Flat>();

function anyText(value: Json | undefined, wanted: (text: string, key: string) => boolean): boolean {
  if (!isObject(value)) return true;
  const known = flats.get(value) ?? flatten(value);
  flats.set(value, known);
  const { texts, keys } = known;
  for (let i = 0; i < texts.length; i++) if (wanted(texts[i] ?? '', keys[i] ?? '')) return true;
  return false;
}

function flatten(value: Json): Flat {
  const texts: string[] = [];
  const keys: string[] = [];
  const walk = (here: Json | undefined, key: string) => {
    if (typeof here === 'string') {
      texts.push(here);
      keys.push(key);
    } else if (isList(here)) {
      for (let i = 0; i < here.length; i++) walk(here[i], key);
    } else if (isObject(here)) {
      const steps = Object.keys(here);
      for (let i = 0; i < steps.length; i++) walk(here[steps[i] ?? ''], steps[i] ?? '');
    }
  };
  walk(value, '');
  return { texts, keys };
}
