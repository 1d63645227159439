import { isObject } from '../../manifest/access.js';
import { type Field, fieldOf } from '../../manifest/field.js';
import { textsIn } from '../../manifest/hosts/texts.js';
import { type Report, report } from '../rule.js';

/** Reports what the templates of an ApplicationSet cannot be filled in with: broken braces, and numbers of a list. */
export function* templateTexts(root: Field): Iterable<Report> {
  const template = root.at('spec.template');
  const elements = root.items('spec.generators').flatMap((one) => one.items('list.elements'));
  const keys = new Set(elements.flatMap(({ object }) => Object.keys(object)));
  for (const { text, path } of textsIn(template.value, (one) => one.includes('{') || one.includes('}}'))) {
    const field = fieldOf(template.manifest, [...template.path, ...path]);
    if (text.split('{{').length !== text.split('}}').length) {
      yield report(field, `the braces of "${text}" do not close`, { fix: 'Write {{ on one side and }} on the other.' });
      continue;
    }
    const single = [...text.matchAll(/(?<![{$])\{\s*\.?([\w-]+)\s*\}(?!\})/g)].find(([, key = '']) => keys.has(key));
    if (single)
      yield report(field, `"${single[0]}" stays as it is: a key of the elements is named with two braces`, {
        fix: `Write {{${single[1]}}}.`,
      });
  }
  if (root.at('spec.goTemplate').flag !== true) yield* numbers(elements);
}

/** Source: Argo CD, applicationset/generators/list.go: without goTemplate a value is text, but for `values`. */
function* numbers(elements: readonly Field[]): Iterable<Report> {
  for (const element of elements) {
    for (const [key, field] of element.entries()) {
      if (key === 'values' || field.text !== undefined || !field.exists) continue;
      const what = isObject(field.value) || Array.isArray(field.value) ? 'no text' : `${String(field.value)}, no text`;
      yield report(field, `"${key}" of an element is ${what}, which simple templates alone take`, {
        why: 'The controller refuses the list: "error parsing value as string". No Application is made.',
        fix: 'Put it into quotes, or set goTemplate: true.',
      });
    }
  }
}
