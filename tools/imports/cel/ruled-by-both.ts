import type { StructuralSchema } from '../../../imports/schema/structural.js';

type Rules = NonNullable<StructuralSchema['x-kubernetes-validations']>;

/**
 * Of the rules of an early release those that a late one has in the same place too, by their message or their text, as
 * the late one words them: what was taken back is no mistake, and what came later is none where it is not installed.
 */
export function ruledByBoth(early: StructuralSchema, late: StructuralSchema): StructuralSchema {
  const {
    properties = {},
    items,
    additionalProperties: others,
    'x-kubernetes-validations': rules = [],
    ...rest
  } = early;
  const below = Object.entries(properties).flatMap(([name, property]) => {
    const other = late.properties?.[name];
    return other ? [[name, ruledByBoth(property, other)] as const] : [];
  });
  const shared = sharedRules(rules, late['x-kubernetes-validations'] ?? []);
  return {
    ...rest,
    ...(below.length > 0 && { properties: Object.fromEntries(below) }),
    ...(items && late.items && { items: ruledByBoth(items, late.items) }),
    ...(typeof others === 'object' &&
      typeof late.additionalProperties === 'object' && {
        additionalProperties: ruledByBoth(others, late.additionalProperties),
      }),
    ...(shared.length > 0 && { 'x-kubernetes-validations': shared }),
  };
}

function sharedRules(early: Rules, late: Rules): Rules {
  return late.filter(({ rule, message }) =>
    early.some((other) => plain(other.rule) === plain(rule) || (message !== undefined && other.message === message)),
  );
}

function plain(rule: string): string {
  return rule.replaceAll(/\s/g, '').replaceAll('"', "'");
}
