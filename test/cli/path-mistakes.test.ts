import { pathMistake } from '../../src/cli/path-mistakes.js';

const list = 'Field<Container[]>';

it.each([
  [
    `because expression of type '2' can't be used to index type '${list}'.`,
    { behind: 'it.list[2].x' },
    'Write .at(2).',
  ],
  [`because expression of type 'number' can't be used to index type '${list}'.`, { behind: 'it' }, /^Write .at\(0\)/],
  [`Property 'image' does not exist on type '${list}'.`, { behind: 'image, 1)' }, 'Write .at(0).image.'],
  [`Property 'find' does not exist on type '${list}'.`, { behind: 'find((one) => 1)' }, /^Write .at\(0\), with/],
  [
    "Argument of type 'string' is not assignable to parameter of type 'number'.",
    { before: '(it) => it.list.at(', value: "'cart'" },
    'Write .at(0) for the first element.',
  ],
  [
    `Argument of type '"spec.list[1].x"' is not assignable to parameter of type '(it: Field<Props>) => {} | undefined'.`,
    { value: "'spec.list[1].x'" },
    'Write (it) => it.spec.list.at(1).x',
  ],
])('what to write where a list is in the way: %s', (text, written, fix) => {
  expect(pathMistake(text, written)?.fix).toEqual(typeof fix === 'string' ? fix : expect.stringMatching(fix));
});

it.each([
  ["Property 'image' does not exist on type 'Field<Container>'.", {}],
  ["Property 'image' does not exist on type 'string[]'.", {}],
  ["Argument of type 'string' is not assignable to parameter of type 'number'.", { value: "'8000'", before: 'fixed(' }],
])('leaves other mistakes alone: %s', (text, written) => {
  expect(pathMistake(text, written)).toBeUndefined();
});
