import type { Schema, SchemaError } from './types.js';

type Path = readonly (string | number)[];

/** What a schema would say of the value that is being looked at. */
type Try = (schema: Schema) => SchemaError[];

/**
 * `allOf`, `anyOf`, `oneOf` and `not`, each as the one thing that is wrong. Most of them say how many of some fields may
 * be set: then the fields are named, instead of a list of branches that did not fit.
 */
export function combine(schema: Schema, value: unknown, path: Path, attempt: Try): SchemaError[] {
  const errors = (schema.allOf ?? []).flatMap(attempt);
  if (schema.anyOf) errors.push(...choose('anyOf', schema.anyOf, value, path, attempt));
  if (schema.oneOf) errors.push(...choose('oneOf', schema.oneOf, value, path, attempt));
  if (schema.not && attempt(schema.not).length === 0) {
    const fields = presence(schema.not.anyOf ?? [schema.not]);
    errors.push(fields ? count('not', fields, value, path, 0, 0) : { path, keyword: 'not', params: {}, value });
  }
  return errors;
}

function choose(
  keyword: 'anyOf' | 'oneOf',
  branches: readonly Schema[],
  value: unknown,
  path: Path,
  attempt: Try,
): SchemaError[] {
  const rule = fieldRule(keyword, branches);
  if (rule) {
    const number = setFields(rule.fields, value).length;
    if (number < rule.min || number > rule.max) return [count(keyword, rule.fields, value, path, rule.min, rule.max)];
    if (rule.complete) return [];
  }
  const results = branches.map(attempt);
  const passing = results.filter((errors) => errors.length === 0).length;
  if (passing === 1 || (passing > 1 && keyword === 'anyOf')) return [];
  if (passing > 1) return [{ path, keyword, params: { passing }, value }];
  return nearest(results, path, value);
}

/** How many of some fields may be set. */
interface FieldRule {
  readonly fields: readonly string[];
  readonly min: number;
  readonly max: number;
  /** Whether that is all that the branches say. */
  readonly complete: boolean;
}

const rules = new WeakMap<readonly Schema[], FieldRule | null>();

/** Branches that say how many of some fields may be set, as such a rule. */
function fieldRule(keyword: 'anyOf' | 'oneOf', branches: readonly Schema[]): FieldRule | undefined {
  let rule = rules.get(branches);
  if (rule === undefined) {
    const none = branches.find((branch) => branch.not !== undefined && Object.keys(branch).length === 1);
    const others = branches.filter((branch) => branch !== none);
    const fields = presence(others);
    // A branch that none of them is set says just what its absence from the count says: 0 is allowed.
    const refused = none?.not && presence(none.not.anyOf ?? [none.not]);
    const bare = others.every((branch) => Object.keys(branch).length === 1 && branch.required?.length === 1);
    const complete = bare && (!none || String(refused) === String(fields));
    const max = keyword === 'oneOf' ? 1 : (fields?.length ?? 0);
    rule = fields ? { fields, min: none ? 0 : 1, max, complete } : null;
    rules.set(branches, rule);
  }
  return rule ?? undefined;
}

/** The field that each branch asks for besides what all ask for, if asking for it is all that the branches do. */
function presence(branches: readonly Schema[]): string[] | undefined {
  const [first, ...others] = branches.map(({ required = [] }) => required);
  const common = others.length > 0 ? (first ?? []).filter((field) => others.every((one) => one.includes(field))) : [];
  const fields: string[] = [];
  for (const { required = [], ...rest } of branches) {
    const other = Object.keys(rest).filter((keyword) => keyword !== 'properties' && keyword !== 'type');
    const [field, ...more] = required.filter((name) => !common.includes(name));
    if (field === undefined || more.length > 0 || other.length > 0) return undefined;
    fields.push(field);
  }
  return fields.length > 0 ? fields : undefined;
}

/** Fewer or more of some fields are set than may be. Points at the first field that is one too many. */
function count(
  keyword: string,
  fields: readonly string[],
  value: unknown,
  path: Path,
  min: number,
  max: number,
): SchemaError {
  const set = setFields(fields, value);
  const surplus = set[max];
  return {
    path: surplus === undefined ? path : [...path, surplus],
    keyword,
    params: { fields, set, min, max },
    allowed: [...fields].sort(),
  };
}

function setFields(fields: readonly string[], value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([field, item]) =>
    fields.includes(field) && item !== undefined ? [field] : [],
  );
}

/** The errors of the branch that was meant: no value of another type, and the fewest errors. */
function nearest(results: readonly SchemaError[][], path: Path, value: unknown): SchemaError[] {
  const [first] = results.flat();
  const ofType = (errors: readonly SchemaError[]) =>
    errors.length === 1 && errors[0]?.keyword === 'type' && errors[0].path.length === path.length;
  const [best] = results.filter((errors) => !ofType(errors)).sort((a, b) => a.length - b.length);
  if (best) return best;
  const type = [...new Set(results.flatMap((errors) => errors[0]?.params.type))];
  return [{ path, keyword: 'type', params: { type, got: first?.params.got }, value }];
}
