import type { StructuralSchema } from '../../../imports/schema/structural.js';
import type { Definitions, Schema } from '../../../imports/schema/types.js';
import type { Doc } from '../decompile/docs.js';
import { namedTypes } from './named-types.js';

type Draft = { -readonly [K in keyof StructuralSchema]: StructuralSchema[K] } & { description?: string };

/** Everything that a kind's schema is made from. */
export interface Material {
  readonly definitions: Definitions;
  readonly docs: ReadonlyMap<string, Doc>;
  /** Whether comments are put back: they are for authors, who write the first version of a kind. */
  readonly comments: boolean;
  readonly opaque?: RegExp;
}

const prefix = '#/definitions/';
const open: Draft = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
const copied = [
  'type',
  'enum',
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'minimum',
  'maximum',
  'uniqueItems',
  'multipleOf',
  'required',
] as const;

/** Writes references out into one tree, as a CustomResourceDefinition has it, with the comments put back. */
export function inline(
  schema: Schema,
  material: Material,
  doc: Doc | undefined,
  path = '',
  within: readonly string[] = [],
): Draft {
  const text = doc?.text && material.comments ? { description: shorten(doc.text) } : {};
  if (path && material.opaque?.test(path))
    return { ...text, ...(schema.type === 'array' ? { type: 'array', items: open } : open) };
  if (schema.$ref) {
    const name = schema.$ref.slice(prefix.length);
    const named = namedTypes[name];
    if (named) return { ...text, ...open, 'x-kubernetes-type': named };
    if (within.includes(name)) return { ...text, ...open };
    const own = material.docs.get(name);
    const below = {
      fields: own?.fields ?? new Map(),
      ...(own?.values && { values: own.values }),
      ...((doc?.text ?? own?.text) && { text: doc?.text ?? own?.text }),
    };
    return inline(material.definitions[name] ?? {}, material, below as Doc, path, [...within, name]);
  }

  const flat = flatten(schema, material.definitions);
  const scalar = scalarUnion(flat);
  if (scalar) return { ...text, ...scalar };
  const result: Draft = { ...text };
  for (const keyword of copied) if (flat[keyword] !== undefined) Object.assign(result, { [keyword]: flat[keyword] });
  if (flat.properties) {
    const fields = Object.entries({ ...lostFields(doc), ...flat.properties }).sort(([a], [b]) => (a < b ? -1 : 1));
    result.properties = Object.fromEntries(
      fields.map(([field, value]) => [
        field,
        inline(value, material, doc?.fields.get(field), path ? `${path}.${field}` : field, within),
      ]),
    );
  }
  // A list's comment is the field's; what its entries are is told by the same declaration.
  const { text: _, ...entry } = doc ?? { fields: new Map<string, Doc>() };
  if (flat.items) result.items = inline(flat.items, material, entry, `${path}[]`, within);
  if (typeof flat.additionalProperties === 'object') {
    result.additionalProperties = inline(flat.additionalProperties, material, doc?.values, `${path}{}`, within);
  }
  for (const keyword of ['anyOf', 'oneOf'] as const) {
    const branches = flat[keyword];
    if (branches) result[keyword] = branches.map((branch) => alternative(branch, material));
  }
  if (flat.not) result.not = alternative(flat.not, material);
  const says = Object.keys(result).some((keyword) => keyword !== 'description' && keyword !== 'type');
  if ((result.type === 'object' || result.type === undefined) && !says)
    result['x-kubernetes-preserve-unknown-fields'] = true;
  return result;
}

/** The packages take a field named `description` for the schema's own keyword and lose it. Every such field is a string. */
function lostFields(doc: Doc | undefined): Record<string, Schema> {
  return doc?.fields.has('description') ? { description: { type: 'string' } } : {};
}

/** One alternative of a value: it restricts, so that nothing in it is opaque or commented. */
function alternative(schema: Schema, material: Material): StructuralSchema {
  const { properties, anyOf, oneOf, not, items: _, ...rest } = flatten(schema, material.definitions);
  const all = (list: readonly Schema[]) => list.map((branch) => alternative(branch, material));
  return {
    ...(rest as StructuralSchema),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([k, v]) => [k, alternative(v, material)])),
    }),
    ...(anyOf && { anyOf: all(anyOf) }),
    ...(oneOf && { oneOf: all(oneOf) }),
    ...(not && { not: alternative(not, material) }),
  };
}

/** Embedded Go structs come as `allOf`: their fields belong to the type that embeds them. */
function flatten(schema: Schema, definitions: Definitions): Schema {
  if (schema.$ref) return flatten(definitions[schema.$ref.slice(prefix.length)] ?? {}, definitions);
  if (!schema.allOf) return schema;
  const { allOf, ...own } = schema;
  const parts = allOf.map((part) => flatten(part, definitions));
  const required = [...new Set([...(own.required ?? []), ...parts.flatMap((part) => part.required ?? [])])];
  const properties: Schema['properties'] = Object.assign({}, ...parts.map((part) => part.properties), own.properties);
  return {
    ...Object.assign({}, ...parts),
    ...own,
    ...(Object.keys(properties ?? {}).length > 0 && { properties }),
    ...(required.length > 0 && { required }),
  };
}

/** How a CRD spells a quantity: a whole number, or a string like this one. */
const quantityText = '^[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\\d+)?$';

/** An int-or-string or a quantity: the packages spell both as alternatives of a number and a string. */
function scalarUnion({ oneOf, anyOf }: Schema): Draft | undefined {
  const branches = oneOf ?? anyOf;
  const types = branches?.map(({ type, format: _, ...rest }) => (Object.keys(rest).length === 0 ? type : undefined));
  if (types?.length !== 2 || !types.includes('string')) return undefined;
  if (!types.includes('integer') && !types.includes('number')) return undefined;
  const isQuantity = branches?.some(({ format }) => format === 'quantity');
  return {
    'x-kubernetes-int-or-string': true,
    anyOf: [{ type: 'integer' }, { type: 'string' }],
    ...(isQuantity && { pattern: quantityText }),
  };
}

const longest = 240;

/** The first paragraph of a comment, cut at the end of a sentence where it is long. */
function shorten(text: string): string {
  const paragraph = (text.split(/\n\s*\n/)[0] ?? '').replace(/\s+/g, ' ').replace(/\\\*/g, '*').trim();
  if (paragraph.length <= longest) return paragraph;
  const cut = paragraph.slice(0, longest);
  const end = cut.lastIndexOf('. ');
  return end > 60 ? cut.slice(0, end + 1) : `${cut.slice(0, cut.lastIndexOf(' '))} …`;
}
