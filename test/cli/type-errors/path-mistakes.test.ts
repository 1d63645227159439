import { pathMistake } from '../../../src/cli/type-errors/path-mistakes.js';

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
  [
    "Property 'sepc' does not exist on type 'Field<PodTemplateSpec>'.",
    { before: 'override(k, (it) => it.spec.template.' },
    { message: '"spec.template" has no field "sepc"', fix: 'Write "spec".' },
  ],
  [
    "Property 'imagePullPolici' does not exist on type 'Field<Container>'.",
    { before: '(it) => it.spec.containers.at(0).', meant: 'imagePullPolicy' },
    { message: '"spec.containers.at(0)" has no field "imagePullPolici"', fix: 'Write "imagePullPolicy".' },
  ],
  [
    "Property 'colour' does not exist on type 'Field<KubeDeploymentProps>'.",
    { before: '(it) => it.' },
    { message: 'Deployment has no field "colour"', fix: 'It has metadata and spec.' },
  ],
  [
    "Property 'colour' does not exist on type 'Field<NoSuchClass>'.",
    { before: '      .' },
    { message: 'NoSuchClass has no field "colour"' },
  ],
])('a field that is not there: %s', (text, written, said) => {
  const { message, fix } = pathMistake(text, written) ?? {};
  expect({ message, fix }).toEqual({ fix: undefined, ...said });
});

it.each([
  ["Property 'image' does not exist on type 'string[]'.", {}],
  ["Argument of type 'string' is not assignable to parameter of type 'number'.", { value: "'8000'", before: 'fixed(' }],
])('leaves other mistakes alone: %s', (text, written) => {
  expect(pathMistake(text, written)).toBeUndefined();
});
