import { typeErrors } from '../../../src/cli/type-errors/type-errors.js';

/** What is said of a line at the place marked with "^", of which the compiler says this. */
function said(marked: string, text: string, code = 2345): string {
  const file = 'src/fleet/cart.ts';
  const column = marked.indexOf('^') + 1;
  const output = `${file}(1,${column}): error TS${code}: ${text}`;
  const source = marked.replace('^', '');
  const [found, ...more] = typeErrors(output, { readFile: () => source, modules: () => [file] });
  expect(more).toEqual([]);
  return `${found?.at?.column} ${found?.message}. ${found?.fix}`;
}

const known = 'Object literal may only specify known properties, and';

it.each([
  ['x({ a: 1,^, })', 'Property assignment expected.', '10 a comma follows another. Take one of the two out.'],
  [
    'x({ port: 1, ^port: 2 })',
    'An object literal cannot have multiple properties with the same name.',
    '14 "port" is written twice. Take one of the two out.',
  ],
  ['[^pause()]', 'Expected 1 arguments, but got 0.', "2 pause() is not told how long it waits. Write pause('10m')."],
  [
    "[^override('Rollout', (it) => it.spec.replicas, 3)]",
    'Expected 4-5 arguments, but got 3.',
    "2 override() is not told the reason. Write override('Deployment', ",
  ],
  ['[^mine(1)]', 'Expected 2 arguments, but got 1.', '2 mine() is given 1 of the 2 that it takes. Give it the rest'],
  ['[fixed(1, ^2)]', 'Expected 1 arguments, but got 2.', '11 this is one too many: 1 is taken. Take it out.'],
  [
    "defineService('a', async (env) ^=> ({}))",
    "Type 'Promise<{ port: number; }>' is missing the following properties from type 'ServiceSpec<string>': port",
    '20 the definition is async, where its answer is wanted at once. Take "async" out',
  ],
  [
    "defineService('a', ^() => { ({}); })",
    "Argument of type '() => void' is not assignable to parameter of type '(env: Environment<\"dev\">) => ServiceSpec | undefined'.",
    '20 the definition gives nothing back. Write () => ({ … }), or return { … } at its end.',
  ],
  [
    'x({ ^uses: stock })',
    "Type 'ServiceDefinition' is not assignable to type 'readonly (Connection | ServiceReference | StoreReference)[]'.",
    '5 uses is one thing, where a list is wanted. Write uses: [',
  ],
  [
    'x({ ^overrides: one })',
    "Type 'Override' is missing the following properties from type 'readonly Override[]': length, concat.",
    '5 overrides is one thing, where a list is wanted. Write overrides: [',
  ],
  [
    'x({ env: { ^A: undefined } })',
    "Type 'undefined' is not assignable to type 'string | number | boolean | SecretKey'.",
    "12 A is undefined, where a value is wanted. Leave it out, ...(has ? { A: … } : {}), or write ''",
  ],
  [
    "x({ ^node: ['big'] })",
    'Type \'string[]\' is not assignable to type \'"big" | "one" | undefined\'.',
    '5 node is a list, where one name is wanted. Write the one, without brackets.',
  ],
  [
    "checks: { 'grace': ^'none' }",
    "Type '\"none\"' is not assignable to type 'RuleSetting | undefined'.",
    '21 "none" is no setting of a rule. Write ',
  ],
  [
    'env.pick(^[1, 2])',
    "Type 'number[]' is missing the following properties from type '{ readonly dev: Scale; readonly prod: Scale; }': dev, prod",
    '10 env.pick is given a list, where each environment has a value of its own. Write env.pick({ dev: …, prod: … }).',
  ],
  [
    'env.pick(^{ dev: 1 })',
    "Property 'prod' is missing in type '{ dev: number; }' but required in type '{ readonly dev: number; readonly prod: number; }'.",
    '10 env.pick has nothing for "prod". Add prod: … to it.',
  ],
  [
    'canary({ ^steps: [] })',
    "Type '[]' is not assignable to type 'readonly [Step, ...Step[]]'.",
    "10 steps is empty, where at least one is wanted. Write [weight(20), pause('10m')], or",
  ],
  [
    "x({ ^promotion: 'manual' })",
    `Type 'string' is not assignable to type 'readonly ("dev" | "prod")[]'.`,
    "5 promotion is one word, where a list is wanted. Write ['dev', 'prod'], in the order",
  ],
  [
    'cpu: { ^request: 1 }',
    `${known} 'request' does not exist in type 'readonly [request: Cpu, limit: Cpu]'.`,
    `8 "request" is not known here: request and limit stand in a list. Write ['100m', '300m']`,
  ],
  [
    'secrets: { ^A: database }',
    `${known} 'A' does not exist in type 'readonly SecretRef<never>[]'.`,
    '12 secrets is an object, where a list is wanted. Write secrets: [ … ];',
  ],
  [
    '[postgres.^key.x]',
    "Property 'key' does not exist on type 'StoreDefinition'.",
    '11 a store has no "key": its host and its credentials go to whoever uses it. Write uses: [postgres];',
  ],
  [
    'env.^small',
    `Property 'small' does not exist on type 'Environment<"dev" | "prod">'.`,
    '5 env has no "small". Take it out',
  ],
  [
    '^process.env',
    "Cannot find name 'process'. Do you need to",
    '1 there is no "process" here. Write the value itself',
  ],
  [
    "from '^node:fs'",
    "Cannot find name 'node:fs'. Do you need to install type definitions for node? Try `npm i`",
    '7 "node:fs" is of Node, whose types are not installed. npm install --save-dev --save-exact @types/node',
  ],
  [
    'const ^a = a',
    "'a' implicitly has type 'any' because it does not have a type annotation and is referenced in its own initializer.",
    '7 what "a" is comes from itself',
  ],
])('%s', (marked, text, expected) => {
  const code = /^(?:Property assignment|Merge)/.test(text) ? 1136 : 2345;
  expect(said(marked, text, code).slice(0, expected.length)).toBe(expected);
});

it.each([
  ['export const a = define(^() =>\n  port: 1,\n  node: 2,\n})', '28 what the function returns has no brackets'],
  ['define(() => ^{\n  port: 1,\n  node: 2,\n})', '14 this { begins the body of a function'],
  ['^<<<<<<< HEAD\na\n=======\nb\n>>>>>>> topic\n', '1 a merge of Git ends in a conflict here'],
])('a file that cannot be read: %j', (marked, expected) => {
  expect(said(marked, "';' expected.", 1005).slice(0, expected.length)).toBe(expected);
});

it('the first error of a file alone, where it is none that is known', () => {
  const file = 'src/fleet/cart.ts';
  const errors = [1, 2, 3].map((line) => `${file}(${line},1): error TS1005: ';' expected.`);
  const found = typeErrors(errors.join('\n'), { readFile: () => 'a b\nc d\ne f\n', modules: () => [] });
  expect(found.map(({ at, message }) => `${at?.line} ${message}`)).toEqual(["1 ';' expected (TS1005)"]);
});

it('the kind of an override, not what its fields then are', () => {
  const file = 'src/fleet/cart.ts';
  const errors = [
    `${file}(1,10): error TS2345: Argument of type '"Deploymnt"' is not assignable to parameter of type 'keyof OverridableKinds'.`,
    `${file}(1,33): error TS2339: Property 'spec' does not exist on type 'Field<CanaryProps | RolloutProps>'.`,
  ];
  const readFile = () => "override('Deploymnt', (it) => it.spec.replicas, 3, 'x')";
  const found = typeErrors(errors.join('\n'), { readFile, modules: () => [] });
  expect(found.map(({ message, fix }) => `${message}. ${fix}`)).toEqual([
    'value "Deploymnt" does not exist. Write "Deployment".',
  ]);
});
