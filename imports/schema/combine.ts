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
  const results = branches.map(attempt);
  const passing = results.filter((errors) => errors.length === 0).length;
  if (passing === 1 || (passing > 1 && keyword === 'anyOf')) return [];
  const none = branches.findIndex((branch) => branch.not !== undefined && Object.keys(branch).length === 1);
  const fields = presence(branches.filter((_, at) => at !== none));
  if (fields) {
    const min = none < 0 ? 1 : 0;
    const max = keyword === 'oneOf' ? 1 : fields.length;
    const number = setFields(fields, value).length;
    if (number < min || number > max) return [count(keyword, fields, value, path, min, max)];
  }
  if (passing > 1) return [{ path, keyword, params: { passing }, value }];
  return nearest(results, path, value);
}

/** The field that each branch asks for besides what all ask for, if asking for it is all that the branches do. */
function presence(branches: readonly Schema[]): string[] | undefined {
  const common = (branches[0]?.required ?? []).filter((field) =>
    branches.every(({ required }) => required?.includes(field)),
  );
  const fields: string[] = [];
  for (const { required = [], ...rest } of branches) {
    const other = Object.keys(rest).filter((keyword) => keyword !== 'properties' && keyword !== 'type');
    const own = branches.length > 1 ? required.filter((field) => !common.includes(field)) : required;
    const [field] = own;
    if (field === undefined || own.length !== 1 || other.length > 0) return undefined;
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
