import { environments, experiment, found, linesNamed, linesThatChange } from './exact.js';

it.each(
  found.map((literal) => ({ ...literal, name: `${literal.file}:${literal.line}:${literal.column} ${literal.text}` })),
)('names exactly the lines that change with $name', (literal) => {
  expect([...linesNamed(literal)].sort()).toEqual([...linesThatChange(literal)].sort());
});

it.each(linesOfTheFleet())('names for %s every literal that sets it, and no other', (line) => {
  const [path = '', number = ''] = line.split(':');
  const environment = path.split('/')[0] ?? '';
  const setters = experiment.literals.filter((literal) =>
    experiment.linesOf(literal, environment).get(path)?.has(Number(number)),
  );
  const named = experiment.literalsOf(environment, path, Number(number));
  expect(new Set(named.map(({ place }) => place))).toEqual(new Set(setters.map(({ place }) => place)));
});

/** One line in four hundred of what the fleet gives. */
function linesOfTheFleet(): string[] {
  const all = environments.flatMap((environment) =>
    [...experiment.filesOf(environment)].flatMap(([path, text]) => text.split('\n').map((_, i) => `${path}:${i + 1}`)),
  );
  return all.filter((_, i) => i % 400 === 17);
}
