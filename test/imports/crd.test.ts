import type { StructuralSchema } from '../../imports/schema/structural.js';
import { type CustomResourceDefinition, compileCrd, listKeys } from '../../imports/validate.js';
import { example } from './examples.js';

function definition(openAPIV3Schema: StructuralSchema, spec: object = {}): CustomResourceDefinition {
  const version = { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema } };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    spec: {
      group: 'example.com',
      names: { kind: 'Widget', plural: 'widgets' },
      scope: 'Namespaced',
      versions: [version],
      ...spec,
    },
  };
}

const widget = { apiVersion: 'example.com/v1', kind: 'Widget' };

/** What is wrong with a spec, by a CRD whose `spec` has this schema. */
function check(spec: StructuralSchema, value: unknown, root: Partial<StructuralSchema> = {}) {
  const validate = compileCrd(definition({ type: 'object', properties: { spec }, ...root }));
  const object = { ...widget, metadata: { name: 'a' }, spec: value, status: { any: 1 } };
  return validate(object).map(({ path, keyword }) => `${path.join('.')} ${keyword}`);
}

const object = (
  properties: Record<string, StructuralSchema>,
  rest: Partial<StructuralSchema> = {},
): StructuralSchema => ({
  type: 'object',
  properties,
  ...rest,
});

describe('a check made from a CustomResourceDefinition', () => {
  it('finds what the server would drop', () => {
    expect(check(object({ size: { type: 'integer' } }), { size: 1, sise: 2 })).toEqual([
      'spec.sise additionalProperties',
    ]);
    expect(check({ type: 'object' }, { any: 1 })).toEqual(['spec.any additionalProperties']);
  });

  it('leaves open what the server keeps', () => {
    const open = { 'x-kubernetes-preserve-unknown-fields': true };
    expect(check(object({ size: { type: 'integer' } }, open), { size: 'a', other: 1 })).toEqual(['spec.size type']);
    expect(check({ type: 'object', additionalProperties: { type: 'string' } }, { a: 'x', b: 1 })).toEqual([
      'spec.b type',
    ]);
  });

  it('knows the metadata of every object', () => {
    const validate = compileCrd(definition({ type: 'object' }));
    const wrong = { ...widget, metadata: { nmae: 'a' } };
    expect(validate(wrong).map(({ path }) => path)).toEqual([['metadata', 'nmae']]);
  });

  it('takes a default for a field that is required', () => {
    const spec = object(
      { mode: { type: 'string', default: 'a' }, size: { type: 'integer' } },
      { required: ['mode', 'size'] },
    );
    expect(check(spec, {})).toEqual(['spec required']);
    expect(check(spec, { mode: null, size: 1 })).toEqual([]);
  });

  it('takes null only where it is allowed', () => {
    expect(
      check(object({ a: { type: 'string', nullable: true }, b: { type: 'string' } }), { a: null, b: null }),
    ).toEqual(['spec.b type']);
  });

  it('takes a number or a string where it says so, with what else it says', () => {
    const port: StructuralSchema = {
      'x-kubernetes-int-or-string': true,
      anyOf: [{ type: 'integer' }, { type: 'string' }],
      pattern: '^[a-z0-9%]+$',
    };
    expect(check(object({ port }), { port: 80 })).toEqual([]);
    expect(check(object({ port }), { port: '25%' })).toEqual([]);
    expect(check(object({ port }), { port: 'A' })).toEqual(['spec.port pattern']);
    expect(check(object({ port }), { port: true })).toEqual(['spec.port type']);
  });

  it('reads limits as OpenAPI spells them', () => {
    const share = { type: 'integer', minimum: 0, exclusiveMinimum: true, maximum: 100 } as unknown as StructuralSchema;
    expect(check(object({ share }), { share: 0 })).toEqual(['spec.share exclusiveMinimum']);
    expect(check(object({ share }), { share: 101 })).toEqual(['spec.share maximum']);
    expect(check(object({ share }), { share: 100 })).toEqual([]);
  });

  it.each([
    ['(?i)^may$', 'MAY', 'mai'],
    ['^(?i)(abort|warn)?$', 'Abort', 'stop'],
    ['^[\\w\\-\\.]+$', 'a-b.c', 'a b'],
  ])('reads the pattern %s as Go does', (pattern, right, wrong) => {
    const spec = object({ text: { type: 'string', pattern } });
    expect(check(spec, { text: right })).toEqual([]);
    expect(check(spec, { text: wrong })).toEqual(['spec.text pattern']);
  });

  it.each(['^[[:alpha:]]+$', '^\\pL+$', '^a(?i)b$', '^(?P<name>a)$', '^a\\z'])(
    'says nothing of the pattern %s',
    (pattern) => {
      expect(check(object({ text: { type: 'string', pattern } }), { text: '1' })).toEqual([]);
    },
  );

  it('finds an entry that stands twice in a set', () => {
    const set: StructuralSchema = { type: 'array', uniqueItems: true, items: { type: 'string' } };
    expect(check(object({ set }), { set: ['a', 'b', 'a'] })).toEqual(['spec.set uniqueItems']);
  });

  it('reports the alternative that was meant', () => {
    const either: StructuralSchema = {
      'x-kubernetes-preserve-unknown-fields': true,
      anyOf: [{ type: 'string' }, object({ name: { type: 'string' } }, { required: ['name'] })],
    };
    expect(check(object({ either }), { either: {} })).toEqual(['spec.either required']);
    expect(check(object({ either }), { either: { name: 1 } })).toEqual(['spec.either.name type']);
    expect(check(object({ either }), { either: 5 })).toEqual(['spec.either type']);
  });

  it('says nothing of another kind or version', () => {
    const validate = compileCrd(definition({ type: 'object' }));
    expect(validate({ ...widget, apiVersion: 'example.com/v2', spec: 1 } as typeof widget)).toEqual([]);
    expect(validate({ ...widget, kind: 'Other', spec: 1 } as typeof widget)).toEqual([]);
  });

  it('says nothing where the definition is wrong itself, or keeps everything', () => {
    const broken = { type: 'object', properties: 'none' } as unknown as StructuralSchema;
    for (const crd of [
      definition(broken),
      definition({ type: 'object' }, { preserveUnknownFields: true }),
      { ...definition({ type: 'object' }), apiVersion: 'apiextensions.k8s.io/v1beta1' },
    ]) {
      expect(compileCrd(crd)({ ...widget, spec: 1 } as typeof widget)).toEqual([]);
    }
  });
});

describe('listKeys', () => {
  it('names the fields that a list is merged by', () => {
    const containers = ['spec', 'template', 'spec', 'containers'];
    expect(listKeys(example('Deployment'), containers, '1.28')).toEqual(['name']);
    expect(listKeys(example('Rollout'), containers, '1.34')).toEqual(['name']);
    expect(listKeys(example('Deployment'), [...containers, 0, 'ports'], '1.28')).toEqual(['containerPort', 'protocol']);
    expect(listKeys(example('Service'), ['spec', 'ports'], '1.28')).toEqual(['port', 'protocol']);
  });

  it('knows none of lists that are replaced, and of what is not there', () => {
    expect(listKeys(example('Deployment'), ['spec', 'template', 'spec', 'tolerations'], '1.28')).toBeUndefined();
    expect(listKeys(example('Deployment'), ['spec', 'nowhere', 0], '1.28')).toBeUndefined();
    expect(listKeys({ apiVersion: 'g/v1', kind: 'K' }, ['spec'], '1.28')).toBeUndefined();
  });
});
