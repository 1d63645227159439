import { isList, isObject } from '../../manifest/access.js';
import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/files/sources.js';
import type { Json } from '../../manifest/manifest.js';

/** An expression of a workflow: the text between `${{` and `}}`. */
export interface Expression {
  readonly field: Field<Source>;
  readonly text: string;
  /** What it reads, without the text in its quotes: `steps.tag.outputs.name`. */
  readonly reads: readonly string[];
}

/** Every expression at and below a field. `if` is one without braces, too. */
export function expressionsIn(field: Field<Source>): Expression[] {
  return texts(field).flatMap((one) => {
    const text = one.text ?? '';
    const braced = [...text.matchAll(/\$\{\{([\s\S]*?)\}\}/g)].map(([, inner = '']) => inner);
    const bare = braced.length === 0 && one.path.at(-1) === 'if' ? [text] : [];
    return [...braced, ...bare].map((inner) => ({ field: one, text: inner.trim(), reads: readsOf(inner) }));
  });
}

/** `a.b['c']` and `a.*.b` as dotted paths; one element is as any of them: `a[0].b` is `a.*.b`. */
function readsOf(expression: string): string[] {
  const named = expression
    .replaceAll(/\[\s*'([\w-]+)'\s*\]/g, '.$1')
    .replaceAll(/\[\s*(?:\d+|\*)\s*\]/g, '.*')
    .replaceAll(/'(?:[^']|'')*'/g, "''");
  return [...named.matchAll(/(?<![\w.])[A-Za-z_][\w-]*(?:\.(?:[A-Za-z_][\w-]*|\*))+/g)].map(([path]) => path);
}

/** Texts at and below a field. */
export function texts(field: Field<Source>): Field<Source>[] {
  if (field.text !== undefined) return [field];
  return below(field.value).flatMap((step) => texts(field.at([step])));
}

function below(value: Json | undefined): (string | number)[] {
  if (isList(value)) return value.map((_, i) => i);
  return isObject(value) ? Object.keys(value) : [];
}
