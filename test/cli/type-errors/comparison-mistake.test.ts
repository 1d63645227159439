import { comparisonMistake } from '../../../src/cli/type-errors/comparison-mistake.js';

const between = (left: string, right: string) =>
  `This comparison appears to be unintentional because the types '${left}' and '${right}' have no overlap.`;

it.each([
  [between('"dev" | "prod"', '"prd"'), "env.name === 'prd' ? 2 : 1", 'env.name is never "prd" here', 'Write "prod".'],
  [between('"prd"', '"dev" | "prod"'), "'prd' !== env.name", 'env.name is never "prd" here', 'Write "prod".'],
  [between('"dev"', '"staging"'), "env.name === 'staging'", 'env.name is never "staging" here', 'It is "dev".'],
  [between('"dev" | "prod"', '"x"'), "it == 'x'", 'it is never "x" here', 'One of: dev, prod.'],
  [
    `Type '"prd"' is not comparable to type '"dev" | "prod"'.`,
    "'prd': return 1;",
    'the value is never "prd" here',
    'Write "prod".',
  ],
])('what a value never is: %s', (text, behind, message, fix) => {
  expect(comparisonMistake(text, { behind })).toMatchObject({ message, fix });
});

it.each([
  [between('number', 'string'), "replicas === '1'"],
  [between('"dev" | "prod"', '"prd"'), 'env.name === other'],
  ["Type 'string' is not assignable to type 'number'.", "port: '8000'"],
])('leaves other mistakes alone: %s', (text, behind) => {
  expect(comparisonMistake(text, { behind })).toBeUndefined();
});
