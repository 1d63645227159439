import { readdirSync, readFileSync } from 'node:fs';
import type { RuledKinds } from '../../imports/schema/rules.js';
import type { StructuralSchema } from '../../imports/schema/structural.js';
import { celProblem, evaluateCel } from '../../src/checks/cel/cel.js';
import { countRules, ruled } from '../../tools/imports/cel/ruled.js';
import { ruledByBoth } from '../../tools/imports/cel/ruled-by-both.js';

const rule = (text: string, message?: string) => ({ rule: text, ...(message !== undefined && { message }) });

test('of a schema is kept what rules need', () => {
  const schema: StructuralSchema = {
    type: 'object',
    'x-kubernetes-validations': [rule('self.a == oldSelf.a'), rule('self.a > 0.5', 'm')],
    properties: {
      a: { type: 'number', description: 'd' } as StructuralSchema,
      b: { type: 'string', default: 'x' },
      namespace: { type: 'string' },
      gone: { type: 'object', properties: { deeper: { type: 'string' } } },
      list: { type: 'array', items: { type: 'object', 'x-kubernetes-validations': [rule('has(self.c)')] } },
      map: { type: 'object', additionalProperties: { type: 'integer', default: 1 } },
    },
  };
  expect(ruled(schema)).toEqual({
    'x-kubernetes-validations': [{ rule: 'self.a > 0.5', message: 'm' }],
    properties: {
      a: { type: 'number' },
      b: { default: 'x' },
      namespace: {},
      list: { items: { 'x-kubernetes-validations': [{ rule: 'has(self.c)' }] } },
      map: { additionalProperties: { default: 1 } },
    },
  });
});

test('of two releases those rules are kept that both have, as the late one words them', () => {
  const release = (rules: ReturnType<typeof rule>[], below: ReturnType<typeof rule>[]) => ({
    'x-kubernetes-validations': rules,
    properties: { a: { 'x-kubernetes-validations': below } },
  });
  const early = release([rule("self == 'x'"), rule('a', 'reworded'), rule('taken back', 'm')], [rule('b')]);
  const late = release([rule('self  ==  "x"'), rule('b', 'reworded'), rule('came later', 'n')], []);
  const both = ruledByBoth(early, late);
  expect(both['x-kubernetes-validations']).toEqual([rule('self  ==  "x"'), rule('b', 'reworded')]);
  expect(countRules(both)).toBe(2);
});

function rulesIn(schema: StructuralSchema): string[] {
  const { properties = {}, items, additionalProperties: others, 'x-kubernetes-validations': own = [] } = schema;
  const below = [
    ...Object.values(properties),
    ...(items ? [items] : []),
    ...(typeof others === 'object' ? [others] : []),
  ];
  return [...own.map((one) => one.rule), ...below.flatMap(rulesIn)];
}

const files = readdirSync('imports/cel').map((file) => [file] as const);

test.each(files)('every rule of %s can be read', (file) => {
  const { kinds, releases } = JSON.parse(readFileSync(`imports/cel/${file}`, 'utf8')) as RuledKinds;
  expect(releases.map(({ version }) => version)).toHaveLength(2);
  const rules = Object.values(kinds).flatMap(rulesIn);
  expect(rules.length).toBeGreaterThan(8);
  for (const text of rules) evaluateCel(text, {}, 'known');
  expect(rules.filter((text) => celProblem(text) === 'it cannot be read here')).toEqual([]);
});
