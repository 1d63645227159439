import type { Schema } from '../../../imports/schema/types.js';
import { readEvents } from './events.js';
import { type CompiledModule, readCompiledModule } from './module.js';

/** Finds the file that a specifier names, seen from a file. */
export type Resolve = (specifier: string, from: string) => string;

type Draft = { -readonly [K in keyof Schema]: Schema[K] };

const limits = new Set([
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'minimum',
  'maximum',
]);
const named = {
  type: 'type',
  enum: 'allowedValues',
  pattern: 'pattern',
  format: 'format',
  multipleOf: 'multipleOf',
} as const;

/**
 * Recovers JSON schemas from compiled validators. One definition a file, named like the file; references between files
 * become `$ref`. That every optional field is nullable in these packages is theirs, not Kubernetes': it is dropped.
 */
export class Decompiler {
  readonly definitions: Record<string, Schema> = {};

  constructor(private readonly resolve: Resolve) {}

  /** Reads a file and all that it refers to; answers the definition's name. */
  add(file: string): string {
    const name = definitionName(file);
    if (!(name in this.definitions)) {
      // Taken before it is read: a definition may refer to itself.
      this.definitions[name] = {};
      const module = readCompiledModule(file);
      this.definitions[name] = this.functionSchema(module, module.root);
    }
    return name;
  }

  private functionSchema(module: CompiledModule, name: string): Schema {
    const schema: Draft = {};
    const properties: Record<string, Schema> = {};
    const required: string[] = [];
    const pending: Schema[] = [];
    const take = (): Schema[] => pending.splice(0);
    for (const event of readEvents(module, name)) {
      if (event.kind === 'call') {
        const called = this.calledSchema(module, event.callee);
        if (event.target.part === 'property') properties[event.target.name] = called;
        else if (event.target.part === 'values') schema.additionalProperties = called;
        else if (event.target.part === 'items') schema.items = called;
        else pending.push(called);
      } else if (event.keyword === 'required') {
        required.push(String(event.params.missingProperty));
      } else if (event.keyword === 'anyOf' || event.keyword === 'oneOf') {
        schema[event.keyword] = take();
      } else if (event.keyword === 'not') {
        const [only, ...others] = take();
        if (!only || others.length > 0) throw new Error(`${module.file}: "not" of ${others.length + 1} schemas`);
        schema.not = only;
      } else {
        Object.assign(schema, simpleKeyword(module, event.keyword, event.params));
      }
    }
    if (Object.keys(properties).length > 0) schema.properties = properties;
    if (required.length > 0) schema.required = required;
    const [only] = pending;
    if (only && pending.length === 1 && Object.keys(schema).length === 0) return only;
    if (pending.length > 0) schema.allOf = pending;
    return schema;
  }

  private calledSchema(module: CompiledModule, callee: string): Schema {
    const specifier = module.validators.get(callee);
    if (specifier === undefined) return this.functionSchema(module, callee);
    return { $ref: `#/definitions/${this.add(this.resolve(specifier, module.file))}` };
  }
}

function simpleKeyword(module: CompiledModule, keyword: string, params: Readonly<Record<string, unknown>>): Draft {
  if (limits.has(keyword)) return { [keyword]: params.limit };
  if (!(keyword in named)) throw new Error(`${module.file}: unknown keyword "${keyword}"`);
  return { [keyword]: params[named[keyword as keyof typeof named]] };
}

/** `…/_schemas/IoK8sApiCoreV1Pod.js` → `IoK8sApiCoreV1Pod`. */
export function definitionName(file: string): string {
  return file.replace(/^.*\//, '').replace(/\.js$/, '');
}
