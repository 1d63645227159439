import type { SchemaError, StructuralSchema } from '../../../imports/validate.js';
import { each, parsePath } from '../../manifest/access.js';
import { apiGroup, type Manifest } from '../../manifest/manifest.js';
import { evaluateCel } from './cel.js';
import { UPSTREAM_RULES } from './upstream-rules.js';
import { type CelRule, celView, type Ruled } from './view.js';

/** What the rules of a definition that came with the set refuse. */
export function definedErrors(schema: StructuralSchema, { object }: Manifest): SchemaError[] {
  const found: Ruled[] = [];
  celView(schema, object, [], found);
  return found.flatMap(refusals);
}

/** What the rules of a definition that we know, but whose rules were lost on the way, refuse. */
export function upstreamErrors({ ref, object }: Manifest): SchemaError[] {
  const rows = UPSTREAM_RULES[`${apiGroup(ref.apiVersion)}/${ref.kind}`] ?? [];
  return rows.flatMap(({ at, ...rule }) =>
    each(object, at).flatMap(({ path, value }) =>
      refusals({ path, self: celView(undefined, value, path, []), rules: [rule] }),
    ),
  );
}

function refusals({ path, self, rules }: Ruled): SchemaError[] {
  return rules.flatMap((rule) => {
    // Only what is said to be false is refused: what cannot be evaluated here is not.
    if (typeof rule?.rule !== 'string' || evaluateCel(rule.rule, self) !== false) return [];
    const params = { message: messageOf(rule, self) };
    return [{ path: [...path, ...below(rule)], keyword: 'x-kubernetes-validations', params }];
  });
}

function messageOf({ rule, message, messageExpression }: CelRule, self: unknown): string {
  const made = messageExpression === undefined ? undefined : evaluateCel(messageExpression, self);
  return typeof made === 'string' ? made : (message ?? `failed rule: ${rule}`);
}

function below({ fieldPath }: CelRule): readonly string[] {
  return typeof fieldPath === 'string' ? parsePath(fieldPath.replace(/^\./, '')) : [];
}
