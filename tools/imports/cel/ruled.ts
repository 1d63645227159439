import { celName } from '../../../imports/schema/cel-name.js';
import type { StructuralSchema } from '../../../imports/schema/structural.js';

type Rule = NonNullable<StructuralSchema['x-kubernetes-validations']>[number];

/**
 * What rules need of a schema: themselves, the defaults that are filled in before they run, what is no integer, and
 * names that are written otherwise in CEL; and how entries of lists are told apart. Undefined where nothing is left.
 */
export function ruled(schema: StructuralSchema): StructuralSchema | undefined {
  const { properties = {}, items, additionalProperties: others, 'x-kubernetes-validations': all = [] } = schema;
  const rules = all.filter(isKnowable).map(({ rule, message, messageExpression, fieldPath }) => ({
    rule,
    ...(message !== undefined && { message }),
    ...(messageExpression !== undefined && { messageExpression }),
    ...(fieldPath !== undefined && { fieldPath }),
  }));
  const below = Object.entries(properties).flatMap(([name, property]) => {
    const left = ruled(property) ?? (celName(name) === name ? undefined : {});
    return left ? [[name, left] as const] : [];
  });
  const item = items && ruled(items);
  const other = typeof others === 'object' ? ruled(others) : undefined;
  const keys = schema['x-kubernetes-list-map-keys'];
  const kind = schema['x-kubernetes-list-type'];
  const left: StructuralSchema = {
    ...(schema.type === 'number' && { type: 'number' }),
    ...(schema.default !== undefined && { default: schema.default }),
    ...(below.length > 0 && { properties: Object.fromEntries(below) }),
    ...(item && { items: item }),
    ...((kind === 'map' || kind === 'set') && { 'x-kubernetes-list-type': kind }),
    ...(kind === 'map' && keys && { 'x-kubernetes-list-map-keys': keys }),
    ...(other && { additionalProperties: other }),
    ...(rules.length > 0 && { 'x-kubernetes-validations': rules }),
  };
  return Object.keys(left).length > 0 ? left : undefined;
}

/** Rules about the object before a change are for the cluster, which has it. */
function isKnowable({ rule }: Rule): boolean {
  return !rule.includes('oldSelf');
}

/** How many rules a schema holds. */
export function countRules(schema: StructuralSchema | undefined): number {
  if (!schema) return 0;
  const { properties = {}, items, additionalProperties: others, 'x-kubernetes-validations': own = [] } = schema;
  const below = [...Object.values(properties), items, typeof others === 'object' ? others : undefined];
  return below.reduce((sum, one) => sum + countRules(one), own.length);
}
