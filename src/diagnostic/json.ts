import type { Also, Finding, ObjectRef, Place, UncheckedRule } from './diagnostic.js';
import { sortFindings, sortUnchecked } from './order.js';

/** How much was looked at. */
export interface Checked {
  readonly files: number;
  readonly objects: number;
  readonly rules: number;
}

/**
 * The document of `eco check --json`: `findings` sorted by place, `checked`, and `unchecked`, the rules that could not
 * check. Keys stand in a fixed order, absent ones are left out, `unchecked` is always there. Indented by two spaces,
 * ends in a line break. What a terminal would act on or hide is written as an escape.
 */
export function findingsJson(
  findings: readonly Finding[],
  checked: Checked,
  unchecked: readonly UncheckedRule[] = [],
): string {
  const document = {
    findings: sortFindings(findings).map(findingJson),
    checked: { files: checked.files, objects: checked.objects, rules: checked.rules },
    unchecked: sortUnchecked(unchecked).map(({ rule, needs }) => ({ rule, needs })),
  };
  return `${JSON.stringify(document, undefined, 2).replace(unseen, escaped)}\n`;
}

// The order of the keys here is the order in the document. JSON.stringify leaves out what is undefined.
function findingJson({ rule, severity, message, why, fix, cause, also, ...where }: Finding): object {
  return { rule, severity, message, ...whereJson(where), why, fix, cause, also: also?.map(whereJson) };
}

function whereJson({ object, field, at, from }: Also): object {
  return { object: object && objectJson(object), field, at: at && placeJson(at), from: from && placeJson(from) };
}

function objectJson({ apiVersion, kind, namespace, name }: ObjectRef): object {
  return { apiVersion, kind, namespace, name };
}

function placeJson({ file, line, column, length }: Place): object {
  return { file, line, column, length };
}

// JSON itself escapes what is below U+0020, and halves of a surrogate pair.
const unseen = /[\u007f-\u009f\u2028\u2029]|\p{Cf}/gu;

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, i) => {
    return `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`;
  }).join('');
}
