import { Experiment, type Literal } from '../../src/why/experiment.js';

interface Change {
  readonly name: string;
  readonly value: string;
}
type Named = Literal<Change> & { readonly name: string };

const literal = (name: string, ...values: string[]): Named => ({
  name,
  options: values.map((value) => ({ name, value })),
});

/** A file of a line for each name that `write` asks for, whatever way the value takes. */
function experiment(
  literals: readonly Named[],
  start: Readonly<Record<string, string>>,
  write: (values: Readonly<Record<string, string>>) => string[],
  wrong: (values: Readonly<Record<string, string>>) => boolean = () => false,
) {
  let runs = 0;
  const synthesis = (_: string, changes: readonly Change[]) => {
    runs += 1;
    const values = { ...start, ...Object.fromEntries(changes.map(({ name, value }) => [name, value])) };
    if (Object.values(values).includes('throws')) return undefined;
    return { files: new Map([['f', write(values).join('\n')]]), errors: wrong(values) ? 1 : 0 };
  };
  const made = new Experiment(literals, synthesis);
  const lines = (name: string) => [
    ...(made.linesOf(literals.find((one) => one.name === name) ?? literal(''), 'e').get('f') ?? []),
  ];
  const names = (line: number) => made.literalsOf('e', 'f', line).map(({ name }) => name);
  return { lines, names, runs: () => runs };
}

it('follows a value through whatever is made of it', () => {
  const { lines, names } = experiment([literal('a', '5'), literal('b', '7')], { a: '1', b: '2' }, ({ a, b }) => [
    `sum: ${Number(a) + Number(b)}`,
    'kind: x',
    `a: ${a}`,
  ]);
  expect(lines('a')).toEqual([1, 3]);
  expect([names(1), names(2), names(3)]).toEqual([['a', 'b'], [], ['a']]);
});

it('takes values that are no mistake before one that is', () => {
  const { lines } = experiment(
    [{ ...literal('node', 'nowhere'), names: [{ name: 'node', value: 'other' }] }],
    { node: 'here' },
    ({ node }) => (node === 'nowhere' ? [] : ['selector:', `  ${node}`]),
    ({ node }) => node === 'nowhere',
  );
  expect(lines('node')).toEqual([2]);
});

it('adds up what several values change: rounding hides one of them', () => {
  const { lines } = experiment([literal('m', '5', '9')], { m: '4' }, ({ m }) => [
    `${Math.floor(Number(m) / 4)}`,
    `${m}`,
  ]);
  expect(new Set(lines('m'))).toEqual(new Set([1, 2]));
});

it('says nothing of a literal without which nothing can be synthesized, and is not led astray by it', () => {
  const { lines, names } = experiment(
    [literal('x', 'throws'), literal('a', '2'), literal('b', '2')],
    { x: '', a: '1', b: '1' },
    ({ a, b }) => [`${a}`, `${b}`],
  );
  expect(lines('x')).toEqual([]);
  expect(names(2)).toEqual(['b']);
});

it('finds one literal among many in few syntheses', () => {
  const many = Array.from({ length: 256 }, (_, i) => literal(`n${i}`, 'changed'));
  const start = Object.fromEntries(many.map(({ name }) => [name, 'as it is']));
  const { names, runs } = experiment(many, start, (values) => many.map(({ name }) => `${name}: ${values[name]}`));
  expect(names(100)).toEqual(['n99']);
  expect(runs()).toBeLessThan(25);
});

it('counts a name of a property for the lines that show it', () => {
  const key: Named = { ...literal('LEVEL', 'LEVELzq'), key: 'LEVEL' };
  const word: Named = { ...literal('port', 'portzq'), key: 'port' };
  const { lines } = experiment([key, word], { LEVEL: 'LEVEL', port: 'port' }, ({ LEVEL, port }) => [
    `name: ${LEVEL}`,
    port === 'port' ? 'port: 8000' : '',
  ]);
  expect(lines('LEVEL')).toEqual([1]);
  expect(lines('port')).toEqual([]);
});
