import fc from 'fast-check';
import { environments, experiment, files, found, linesNamed, linesThatChange } from './exact.js';

// All of them: exact.full.test.ts.
it('names exactly the lines that change with a literal, and names the literal for each', () => {
  fc.assert(
    fc.property(fc.constantFrom(...found), fc.nat(), (literal, pick) => {
      const lines = [...linesThatChange(literal)].sort();
      expect([...linesNamed(literal)].sort()).toEqual(lines);
      const line = lines[pick % Math.max(1, lines.length)];
      if (line === undefined) return;
      const [path = '', number] = line.split(':');
      const named = experiment.literalsOf(path.split('/')[0] ?? '', path, Number(number));
      expect(named.map(({ place }) => `${place.file}:${place.line}`)).toContain(
        `src/fleet/${literal.file}:${literal.line}`,
      );
    }),
    { numRuns: 5 },
  );
}, 60_000);

it('finds every literal of every file', () => {
  const known = new Set(experiment.literals.map(({ place }) => `${place.file}:${place.line}`));
  const places = found.map(({ file, line }) => `src/fleet/${file}:${line}`);
  // The names of environments are one literal each: the key under `environments`.
  expect(places.filter((place) => !known.has(place))).toEqual([]);
  expect(environments).toEqual(['prod', 'dev']);
  expect(Object.keys(files)).toContain('sizes.ts');
});
