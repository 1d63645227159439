import type { Finding, Place } from '../../diagnostic/diagnostic.js';
import {
  isPropertyOwner,
  keysToOwner,
  nearestOwner,
  type PropertyOwner,
  propertyFix,
} from '../../service/properties/properties.js';
import { keyPattern } from '../source/key-place.js';
import { why } from './mistake.js';

const nothing = 'It would change nothing in the cluster.';

/**
 * Properties that their owner does not know. Of a service the compiler reports them all at the definition's name (see
 * `NameUnlessExtra`): the messages go to the properties themselves. Of an environment each stands at the property.
 */
export function unknownProperties(text: string, at: Place, readFile: (file: string) => string): readonly Finding[] {
  const named = [...text.matchAll(/"\\"([^"\\]+)\\" is no property of ([^"]+)"/g)].flatMap(
    ([, property = '', owner = '']) => {
      if (!isPropertyOwner(owner)) return [];
      const keys = [...keysToOwner(owner), property];
      const place = keys.reduce((from, key) => placeOfKey(readFile(at.file), key, from), at);
      return [unknownProperty(property, owner, place)];
    },
  );
  if (named.length > 0) return named;
  const [, owner = ''] = /NoProperty<["']([^"']+)["']>'\.?$/.exec(text) ?? [];
  const line = readFile(at.file).split(/\r?\n/)[at.line - 1] ?? '';
  const [, property] = /^["']?([\w$]+)/.exec(line.slice(at.column - 1)) ?? [];
  if (property === undefined) return [];
  const place = { ...at, length: property.length };
  if (isPropertyOwner(owner)) return [unknownProperty(property, owner, place)];
  // Of a property without a value the compiler does not name the owner: see `Known`.
  const isUndefined = /^Type 'undefined' is not assignable to type 'never'/.test(text);
  return isUndefined && line.slice(at.column - 1).includes(':') ? [unowned(property, place)] : [];
}

function unowned(property: string, at: Place): Finding {
  const owner = nearestOwner(property);
  if (owner !== undefined) return unknownProperty(property, owner, at);
  const message = `"${property}" is no property of an environment, of its cluster or of its Git source`;
  return { rule: 'type-error', severity: 'error', message, at, why: `${nothing} ${why}`, fix: 'Take it out.' };
}

function unknownProperty(property: string, owner: PropertyOwner, at: Place): Finding {
  return {
    rule: 'type-error',
    severity: 'error',
    message: `"${property}" is no property of ${owner}`,
    at,
    why: `${nothing} ${why}`,
    fix: propertyFix(owner, property),
  };
}

function placeOfKey(text: string, key: string, from: Place): Place {
  const lines = text.split(/\r?\n/);
  const word = keyPattern(key);
  for (let line = from.line; line <= lines.length; line += 1) {
    const column = lines[line - 1]?.search(word) ?? -1;
    if (column >= 0) return { file: from.file, line, column: column + 1, length: key.length };
  }
  return from;
}
