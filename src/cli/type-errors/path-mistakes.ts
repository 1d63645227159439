import { classFields } from '../../service/override/class-fields.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { listed } from '../../values/listed.js';
import type { TypeMistake, Written } from './mistake.js';

/**
 * The mistakes of who names the field that `override()` sets: a field that is not there, a path as text, an element of a
 * list reached by anything but `at(0)`. What the list holds only synthesis knows.
 * Errors: undefined for every other mistake.
 *
 * @param text the compiler's first line, behind `TS2345: `
 */
export function pathMistake(text: string, written: Written): TypeMistake | undefined {
  const { behind = '', before = '', value } = written;
  const fix = 'Write .at(0) for the first element.';
  const [, index] = /expression of type '(.+?)' can't be used to index type 'Field<.*\[\]>'/.exec(text) ?? [];
  if (index !== undefined) {
    const [subject] = /\[[^\]]*\]/.exec(behind) ?? [];
    return {
      message: `an element of a list is reached by .at(), not by ${subject ?? 'brackets'}`,
      fix: /^\d+$/.test(index) ? `Write .at(${index}).` : fix,
      ...(subject && { subject }),
    };
  }
  const [, property] = /^Property '(.+?)' does not exist on type 'Field<.*\[\]>'/.exec(text) ?? [];
  if (property !== undefined) {
    const isCall = behind.startsWith(`${property}(`);
    return {
      message: `"${property}" is asked of a list: an element of it is reached by .at()`,
      fix: isCall ? `Write .at(0), with the index of the element, for .${property}(…).` : `Write .at(0).${property}.`,
      subject: property,
    };
  }
  const [, field, owner] = /^Property '(.+?)' does not exist on type 'Field<(\w+)>'/.exec(text) ?? [];
  if (field !== undefined && owner !== undefined) return noField(field, owner, written);
  if (value === undefined || !/^Argument of type '(?:string|".*?")' is not assignable to parameter/.test(text))
    return undefined;
  const inside = value.replace(/^['"]|['"]$/g, '');
  if (/\.at\($/.test(before)) return { message: `${value} is no index of a list`, fix, subject: value };
  if (!text.includes("type '(it: Field<")) return undefined;
  const path = inside.replace(/\[(\d+)\]/g, '.at($1)');
  return {
    message: 'the path of an override is text, where a function names the field',
    fix: `Write (it) => it.${path}`,
    subject: value,
  };
}

function noField(field: string, owner: string, { before = '', meant }: Written): TypeMistake {
  const fields = classFields(owner);
  const near = meant ?? didYouMean(field, fields);
  const [, path] = /\b\w+\.((?:\w+(?:\.at\(\d+\))?\.)+)$/.exec(before) ?? [];
  const of = path === undefined ? owner.replace(/^Kube(.+?)(?:V\d)?Props$/, '$1') : `"${path.slice(0, -1)}"`;
  const all = fields.length > 0 ? `It has ${listed(fields, 12)}.` : undefined;
  const fix = near === undefined ? all : `Write "${near}".`;
  const why = 'The API server drops a field that it does not know: nothing would change.';
  return { message: `${of} has no field "${field}"`, why, subject: field, ...(fix && { fix }) };
}
