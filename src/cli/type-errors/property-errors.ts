import type { Finding, Place } from '../../diagnostic/diagnostic.js';
import {
  isPropertyOf,
  isPropertyOwner,
  keysToOwner,
  nearestOwner,
  ownerOfType,
  type PropertyOwner,
  propertyFix,
} from '../../service/properties/properties.js';
import { propertyForm } from '../../service/properties/property-forms.js';
import { listed, quoted } from '../../values/listed.js';
import { keyPattern } from '../source/key-place.js';
import type { PlacedError, Sources } from './compiler-error.js';
import { keysOf } from './type-text.js';

const nothing = 'It would change nothing in the cluster.';

/**
 * Properties that their owner does not know, or lacks. Of a service the compiler reports them all at the definition's name
 * (see `NameUnlessExtra`), or at the brackets: the messages go to the properties themselves. Of an environment each stands at
 * the property.
 * Errors: none for every other mistake.
 */
export function propertyErrors(error: PlacedError, { readFile }: Sources): readonly Finding[] {
  const source = readFile(error.at.file);
  const unknown = unknownProperties(error, source);
  return unknown.length > 0 ? unknown : missingProperties(error, source);
}

function unknownProperties({ text, at }: PlacedError, source: string): readonly Finding[] {
  const named = [...text.matchAll(/"\\"([^"\\]+)\\" is no property of ([^"]+)"/g)].flatMap(
    ([, property = '', owner = '']) => {
      if (!isPropertyOwner(owner)) return [];
      const keys = [...keysToOwner(owner), property];
      const place = keys.reduce((from, key) => placeOfKey(source, key, from), at);
      return [unknownProperty(property, owner, place)];
    },
  );
  if (named.length > 0) return named;
  const [, owner = ''] = /NoProperty<["']([^"']+)["']>'\.?$/.exec(text) ?? [];
  const behind = (source.split(/\r?\n/)[at.line - 1] ?? '').slice(at.column - 1);
  const [, property] = /^["']?([\w$]+)/.exec(behind) ?? [];
  if (property === undefined) return [];
  const place = { ...at, length: property.length };
  if (isPropertyOwner(owner)) return [unknownProperty(property, owner, place)];
  // Of a property without a value the compiler does not name the owner: see `Known`.
  const isUndefined = /^Type 'undefined' is not assignable to type 'never'/.test(text);
  return isUndefined && behind.includes(':') ? [unowned(property, place)] : [];
}

/**
 * What is missing, but for what stands there under a name that its owner does not know: that name is the mistake, and the
 * compiler does not look for it where something is missing.
 */
function missingProperties({ text, more, at }: PlacedError, source: string): readonly Finding[] {
  const said = [text, ...more].findLast((one) => / missing /.test(one)) ?? '';
  const [, one, had, type, , others] =
    /^Property '(.+?)' is missing in type '(\{.+)' but required in type '(\w+)(<.*>)?'/.exec(said) ?? [
      undefined,
      undefined,
      ...(/^Type '(\{.*\})' is missing the following properties from type '(\w+)(<.*>)?': (.+)/.exec(said) ?? []).slice(
        1,
      ),
    ];
  const owner = ownerOfType(type ?? '');
  if (owner === undefined || had === undefined) return [];
  const missing =
    one === undefined ? (others ?? '').split(/, (?:and )?/).filter((name) => /^[\w$]+$/.test(name)) : [one];
  const unknown = keysOf(had).flatMap((key) => {
    const found = unknownProperty(key, owner, placeOfKey(source, key, at));
    return isPropertyOf(owner, key) ? [] : [found];
  });
  const isMeant = (name: string, { fix = '' }: Finding) => new RegExp(`^Write "?${name}\\b`).test(fix);
  const lacking = missing.filter((name) => !unknown.some((one) => isMeant(name, one)));
  const named = unknown.map((one) => {
    const why = missing.flatMap((name) => (isMeant(name, one) ? (propertyForm(name).why ?? []) : []));
    return { ...one, ...(why[0] && { why: why[0] }) };
  });
  return lacking.length === 0 ? named : [...named, missingFinding(lacking, placeOfCall(source, at))];
}

function missingFinding(names: readonly string[], at: Place): Finding {
  const forms = names.map(propertyForm);
  const why = forms.flatMap((form) => form.why ?? []).join(' ');
  return {
    rule: 'type-error',
    severity: 'error',
    message: `${listed(quoted(names))} ${names.length > 1 ? 'are' : 'is'} missing`,
    at,
    why: why || 'Nothing is done before the fleet type-checks.',
    fix: `Add ${forms.map(({ form }) => form).join(', ')} between the braces.`,
  };
}

function unowned(property: string, at: Place): Finding {
  const owner = nearestOwner(property);
  if (owner !== undefined) return unknownProperty(property, owner, at);
  const message = `"${property}" is no property of an environment, of its cluster or of its Git source`;
  return { rule: 'type-error', severity: 'error', message, at, why: nothing, fix: 'Take it out.' };
}

function unknownProperty(property: string, owner: PropertyOwner, at: Place): Finding {
  return {
    rule: 'type-error',
    severity: 'error',
    message: `"${property}" is no property of ${owner}`,
    at,
    why: nothing,
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

/** The name of a definition's function, where the compiler points behind it: `defineService`. */
function placeOfCall(text: string, at: Place): Place {
  const line = text.split(/\r?\n/)[at.line - 1] ?? '';
  const found = /\bdefine\w+/.exec(line.slice(0, at.column));
  return found ? { ...at, column: found.index + 1, length: found[0].length } : at;
}
