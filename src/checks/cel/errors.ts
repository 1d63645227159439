import type { SchemaError, StructuralSchema } from '../../../imports/validate.js';
import { parsePath } from '../../manifest/access.js';
import type { Manifest } from '../../manifest/manifest.js';
import { type CelOrigin, evaluateCel } from './cel.js';
import { type CelRule, celView, type Ruled } from './view.js';

/** What the rules of a definition refuse. */
export function celErrors(schema: StructuralSchema, { object }: Manifest, origin: CelOrigin): SchemaError[] {
  const found: Ruled[] = [];
  celView(schema, object, [], found);
  return found.flatMap((one) => refusals(one, origin));
}

function refusals({ path, self, rules }: Ruled, origin: CelOrigin): SchemaError[] {
  return rules.flatMap((rule) => {
    // Only what is said to be false is refused: what cannot be evaluated here is not.
    if (typeof rule?.rule !== 'string' || evaluateCel(rule.rule, self, origin) !== false) return [];
    const params = { message: messageOf(rule, self, origin) };
    return [{ path: [...path, ...below(rule)], keyword: 'x-kubernetes-validations', params }];
  });
}

function messageOf({ rule, message, messageExpression }: CelRule, self: unknown, origin: CelOrigin): string {
  const made = messageExpression === undefined ? undefined : evaluateCel(messageExpression, self, origin);
  return typeof made === 'string' ? made : (message ?? `failed rule: ${rule}`);
}

function below({ fieldPath }: CelRule): readonly string[] {
  return typeof fieldPath === 'string' ? parsePath(fieldPath.replace(/^\./, '')) : [];
}
