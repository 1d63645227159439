import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Schema } from '../../imports/schema/types.js';
import { inline } from '../../tools/imports/crd/inline.js';
import { Decompiler } from '../../tools/imports/decompile/decompile.js';
import { readDocs } from '../../tools/imports/decompile/docs.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'decompile-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What a compiled validator looks like: a check, and the error that it reports. */
const report = (keyword: string, params: string) =>
  `{let err={instancePath,schemaPath:"#/${keyword}",keyword:"${keyword}",params:${params}};vErrors=[err];errors++}`;
const fn = (name: string, body: string) =>
  `function ${name}(data,{instancePath="",rootData=data}={}){let vErrors=null,errors=0;${body};return ${name}.errors=vErrors,0===errors}`;
const call = (name: string, argument: string) => `${name}(${argument},{instancePath,rootData})||errors++`;

function decompile(files: Record<string, string>): Record<string, Schema> {
  for (const [name, source] of Object.entries(files)) writeFileSync(join(folder, `${name}.js`), source);
  const decompiler = new Decompiler((specifier, from) => join(dirname(from), specifier));
  decompiler.add(join(folder, 'Root.js'));
  return decompiler.definitions;
}

const text = fn('text', `if("string"!=typeof data)${report('type', '{type:"string"}')}`);

describe('Decompiler', () => {
  it('recovers fields, lists, maps and what is required', () => {
    const body = [
      `if(void 0===data.name)${report('required', '{missingProperty:"name"}')}`,
      call('text', 'data.name'),
      call('list', 'data["the-list"]'),
      `let d=data.map;${call('map', 'd')}`,
      `if(!data)${report('type', '{type:"object"}')}`,
    ].join(';');
    const list = fn(
      'list',
      `for(let i=0;i<data.length;i++)${call('text', 'data[i]')};if(!data)${report('type', '{type:"array"}')}`,
    );
    const map = fn(
      'map',
      `for(let key in data)${call('text', 'data[key]')};if(!data)${report('type', '{type:"object"}')}`,
    );
    const { Root } = decompile({ Root: `export const validate=root;${text}${list}${map}${fn('root', body)}` });
    expect(Root).toEqual({
      type: 'object',
      required: ['name'],
      properties: {
        name: { type: 'string' },
        'the-list': { type: 'array', items: { type: 'string' } },
        map: { type: 'object', additionalProperties: { type: 'string' } },
      },
    });
  });

  it('follows imports, also of itself', () => {
    const definitions = decompile({
      Root: `import{validate as other}from"./Other.js";export const validate=root;${fn('root', call('other', 'data.other'))}`,
      Other: `import{validate as root}from"./Root.js";export const validate=other;${fn('other', call('root', 'data.root'))}`,
    });
    expect(definitions).toEqual({
      Root: { properties: { other: { $ref: '#/definitions/Other' } } },
      Other: { properties: { root: { $ref: '#/definitions/Root' } } },
    });
  });

  it('recovers values, limits and alternatives', () => {
    const size = fn(
      'size',
      `if(data>5)${report('maximum', '{limit:0x5}')};if(!data)${report('type', '{type:"integer"}')}`,
    );
    const mode = fn('mode', `if(!modes.includes(data))${report('enum', '{allowedValues:modes}')}`);
    const body = `${call('size', 'data')};${call('mode', 'data')};if(!errors)${report('oneOf', '{}')}`;
    const { Root } = decompile({
      Root: `export const validate=root;let modes=["a","b"];${size}${mode}${fn('root', body)}`,
    });
    expect(Root).toEqual({ oneOf: [{ type: 'integer', maximum: 5 }, { enum: ['a', 'b'] }] });
  });

  it('refuses what it does not understand', () => {
    const body = report('dependencies', '{}');
    expect(() => decompile({ Root: `export const validate=root;${fn('root', body)}` })).toThrow(
      'unknown keyword "dependencies"',
    );
  });
});

describe('readDocs', () => {
  it('finds the comments of fields, also of nested and repeated ones', () => {
    const declaration = [
      '/**',
      ' * Thing is a thing.',
      ' */',
      'export interface IThing {',
      '    "plain": string;',
      '    /**',
      '     * Many of them.',
      '     */',
      '    "list"?: Array<{',
      '        /** Its name. */',
      '        "name": string;',
      '    } & ({',
      '        "name"?: number;',
      '    })>;',
      '    /**',
      '     * After the list.',
      '     */',
      '    "last"?: string;',
      '}',
      'export type { IThing as ILongNameOfThing, Thing as LongNameOfThing };',
    ];
    writeFileSync(join(folder, 'Thing.d.ts'), declaration.join('\n'));
    const thing = readDocs(folder).get('LongNameOfThing');
    expect(thing?.text).toBe('Thing is a thing.');
    expect(thing?.fields.get('plain')?.text).toBeUndefined();
    expect(thing?.fields.get('list')?.text).toBe('Many of them.');
    expect(thing?.fields.get('list')?.fields.get('name')?.text).toBe('Its name.');
    expect(thing?.fields.get('last')?.text).toBe('After the list.');
  });
});

describe('inline', () => {
  const definitions: Record<string, Schema> = {
    Base: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
    Tree: { type: 'object', properties: { children: { type: 'array', items: { $ref: '#/definitions/Tree' } } } },
  };
  const material = { definitions, docs: new Map(), comments: true, opaque: /^rare$/ };
  const open = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

  it('gives embedded fields to the type that embeds them', () => {
    const schema: Schema = {
      allOf: [{ $ref: '#/definitions/Base' }, { properties: { size: { type: 'integer' } }, required: ['size'] }],
    };
    expect(inline(schema, material, undefined)).toEqual({
      type: 'object',
      required: ['name', 'size'],
      properties: { name: { type: 'string' }, size: { type: 'integer' } },
    });
  });

  it('finds the field `description`, which the packages lose', () => {
    const doc = { fields: new Map([['description', { text: 'What it is for.', fields: new Map() }]]) };
    expect(inline({ type: 'object', properties: { name: {} } }, material, doc).properties?.description).toEqual({
      description: 'What it is for.',
      type: 'string',
    });
  });

  it('names a type of Kubernetes instead of repeating it', () => {
    const schema: Schema = { $ref: '#/definitions/IoK8sApiCoreV1PodTemplateSpec' };
    expect(inline(schema, material, undefined)).toEqual({
      ...open,
      'x-kubernetes-type': 'io.k8s.api.core.v1.PodTemplateSpec',
    });
  });

  it('stops where a type holds itself, and where it is told to', () => {
    expect(inline({ $ref: '#/definitions/Tree' }, material, undefined).properties?.children?.items).toEqual(open);
    const schema: Schema = {
      type: 'object',
      properties: { rare: { type: 'object', properties: { a: { type: 'string' } } } },
    };
    expect(inline(schema, material, undefined).properties?.rare).toEqual(open);
  });

  it('keeps the first paragraph of a comment, cut where it is long', () => {
    const describe = (comment: string) =>
      inline({ type: 'string' }, material, { text: comment, fields: new Map() }).description;
    expect(describe('One\nsentence.\n\nAnother.')).toBe('One sentence.');
    expect(describe(`${'A sentence of some length, told at length. '.repeat(9)}`)?.length).toBeLessThan(241);
    expect(describe('word '.repeat(99))).toMatch(/word …$/);
  });
});
