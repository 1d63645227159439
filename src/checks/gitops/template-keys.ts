import { get, isObject } from '../../manifest/access.js';
import { type Field, fieldOf } from '../../manifest/field.js';
import type { Json } from '../../manifest/manifest.js';
import { type Report, report } from '../rule.js';

interface Placeholder {
  readonly field: Field;
  readonly key: string;
  readonly dotted: boolean;
}

function placeholders(template: Field): Placeholder[] {
  const found: Placeholder[] = [];
  const visit = (value: Json | undefined, path: Field['path']) => {
    if (typeof value === 'string') {
      for (const [, dot, key = ''] of value.matchAll(/\{\{-?\s*(\.?)([A-Za-z_][\w.-]*)\s*-?\}\}/g))
        found.push({ field: fieldOf(template.manifest, path), key, dotted: dot === '.' });
    } else if (Array.isArray(value)) value.forEach((item, i) => void visit(item, [...path, i]));
    else if (isObject(value)) for (const [key, item] of Object.entries(value)) visit(item, [...path, key]);
  };
  visit(template.value, template.path);
  return found;
}

/** Reports placeholders of a template that no value is for, or that are written for the other kind of templates. */
export function* templateKeys(root: Field, template: Field, isGo: boolean): Iterable<Report> {
  const generators = root.items('spec.generators');
  const onlyLists =
    generators.length > 0 &&
    generators.every((one) => one.at('list.elements').exists && !one.at('list.template').exists);
  const elements = generators.flatMap((one) => one.items('list.elements'));
  const said = new Set<string>();
  for (const { field, key, dotted } of placeholders(template)) {
    if (said.has(`${dotted} ${key}`)) continue;
    said.add(`${dotted} ${key}`);
    if (dotted !== isGo && !(isGo && /^(?:end|else)$/.test(key))) {
      const right = isGo ? `{{.${key}}}` : `{{${key}}}`;
      yield report(
        field,
        `"${key}" is written for ${isGo ? 'the simple templates' : 'Go templates'}: here it is ${right}`,
        { fix: `Write ${right}.` },
      );
    } else if (onlyLists) {
      const lacking = elements.find(
        (element) =>
          isObject(element.value) &&
          get(element.value, key.split('.')) === undefined &&
          element.value[key] === undefined,
      );
      if (lacking) yield* missing(field, key, lacking, elements.length);
    }
  }
}

function* missing(field: Field, key: string, lacking: Field, all: number): Iterable<Report> {
  const name = lacking.at('name').text;
  const which = all === 1 ? 'its element' : name === undefined ? 'an element' : `element "${name}"`;
  const place = all === 1 ? field : lacking;
  yield report(place, `${which} has no "${key}", which the template uses`);
}
