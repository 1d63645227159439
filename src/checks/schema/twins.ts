import type { SchemaError, StructuralSchema } from '../../../imports/validate.js';
import { isList, isObject, strings } from '../../manifest/access.js';
import type { FieldPath, Json } from '../../manifest/manifest.js';

/**
 * Entries of a list that the API server tells apart by keys (`x-kubernetes-list-type: map`) or as a whole (`set`), and that
 * it cannot: it refuses the object.
 * Source: Kubernetes, "Merge strategy" of server-side apply; apiextensions-apiserver, pkg/apiserver/schema/listtype.
 */
export function twinErrors(
  schema: StructuralSchema | undefined,
  value: Json | undefined,
  path: FieldPath = [],
): SchemaError[] {
  if (!schema) return [];
  if (isList(value)) {
    const below = value.flatMap((item, i) => twinErrors(schema.items, item, [...path, i]));
    return [...twins(schema, value, path), ...below];
  }
  if (!isObject(value)) return [];
  const { properties = {}, additionalProperties: others } = schema;
  return Object.entries(value).flatMap(([key, item]) => {
    const own = Object.hasOwn(properties, key) ? properties[key] : undefined;
    return twinErrors(own ?? (typeof others === 'object' ? others : undefined), item, [...path, key]);
  });
}

function twins(schema: StructuralSchema, list: readonly Json[], path: FieldPath): SchemaError[] {
  const type = schema['x-kubernetes-list-type'];
  // A definition of theirs may say anything.
  const keys = strings(schema['x-kubernetes-list-map-keys'] ?? []);
  if (type !== 'set' && (type !== 'map' || keys.length === 0)) return [];
  const fields = schema.items?.properties ?? {};
  const identity = (item: Json) =>
    JSON.stringify(
      type === 'map' && isObject(item) ? keys.map((key) => item[key] ?? fields[key]?.default ?? null) : item,
    );
  const seen = new Map<string, number>();
  return list.flatMap((item, i): SchemaError[] => {
    const first = seen.get(identity(item));
    if (first === undefined) seen.set(identity(item), i);
    const params = { keys: type === 'map' ? keys : [], first };
    return first === undefined ? [] : [{ path: [...path, i], keyword: 'x-kubernetes-list-type', params, value: item }];
  });
}
