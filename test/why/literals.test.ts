import { instrument, literalsIn } from '../../src/why/literals.js';

const code = `"use strict";
const library_1 = require("library");
exports.a = void 0;
const port = 8;
const size = { cpu: '1', "a-b": [true, -2], nested: { port }, text: \`p\${port}-end\` };
exports.a = (0, library_1.make)('name', () => size);
`;

it('finds values, names of properties and parts of templates, and nothing that the compiler adds', () => {
  expect(literalsIn(code).map(({ sort, value }) => `${sort} ${value}`)).toEqual([
    'value 8',
    'key cpu',
    'value 1',
    'key a-b',
    'value true',
    'value 2',
    'key nested',
    'key port',
    'key text',
    'template p',
    'template -end',
    'value name',
  ]);
});

it('knows the properties and the declaration around a literal', () => {
  const sites = literalsIn(code);
  expect(sites.find(({ value }) => value === true)).toMatchObject({ path: ['a-b'], declaration: 'size' });
  expect(sites.find(({ value }) => value === 'name')).toMatchObject({ path: [], declaration: 'a' });
});

describe('instrumented code', () => {
  const run = (changes: Readonly<Record<number, unknown>>): unknown => {
    const exports: { a?: unknown } = {};
    const ask = (number: number, value: unknown) => changes[number] ?? value;
    const library = { make: (name: string, size: () => object) => ({ name, ...size() }) };
    const text = instrument(code, literalsIn(code), 'ask', 10);
    new Function('exports', 'require', 'ask', text)(exports, () => library, ask);
    return exports.a;
  };
  const before = { name: 'name', cpu: '1', 'a-b': [true, -2], nested: { port: 8 }, text: 'p8-end' };

  it('gives the same while every literal stays', () => {
    expect(run({})).toEqual(before);
  });

  it('gives what another value, name of a property or text would give', () => {
    expect(run({ 12: '9' })).toEqual({ ...before, cpu: '9' });
    expect(run({ 15: 3 })).toEqual({ ...before, 'a-b': [true, -3] });
    expect(run({ 17: 'gate' })).toEqual({ ...before, nested: { gate: 8 } });
    expect(run({ 19: 'q', 20: '!' })).toEqual({ ...before, text: 'q8!' });
  });
});
