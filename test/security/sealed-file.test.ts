import fc from 'fast-check';
import { newSealedFile, readSealed, setSealed } from '../../src/security/sealed-file.js';

const read = (text: string) => {
  const { sealed, findings } = readSealed(text, 'live.yaml');
  return {
    findings,
    values: [...sealed].map(([name, { scope, values }]) => [name, scope, Object.fromEntries(values)]),
  };
};

test('a value more leaves every other line as it was', () => {
  const first = setSealed(newSealedFile('live'), 'web/a', 'strict', 'one', 'AgONE'.padEnd(700, 'x'));
  const noted = first.replace('    values:', '    # Renewed each spring.\n    values:');
  const second = setSealed(noted, 'web/a', 'strict', 'two', 'AgTWO');
  const third = setSealed(second, 'web/b', 'cluster-wide', 'k', 'AgK');
  for (const line of noted.split('\n').filter(Boolean)) expect(third.split('\n')).toContain(line);
  expect(read(third)).toEqual({
    findings: [],
    values: [
      ['web/a', 'strict', { one: 'AgONE'.padEnd(700, 'x'), two: 'AgTWO' }],
      ['web/b', 'cluster-wide', { k: 'AgK' }],
    ],
  });
});

test('a value sealed again changes its own line alone', () => {
  const keys = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z.-]{0,8}$/), { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(keys, (names) => {
      const before = names.reduce(
        (text, key) => setSealed(text, 'web/a', 'strict', key, `Ag${key.length}==`),
        newSealedFile('x'),
      );
      const after = setSealed(before, 'web/a', 'strict', names[0] ?? '', 'AgNEW=');
      const [old, now] = [before.split('\n'), after.split('\n')];
      expect(now.filter((line, i) => line !== old[i])).toHaveLength(1);
      expect(now).toHaveLength(old.length);
    }),
    { numRuns: 50 },
  );
});

test('what is wrong with it is a finding', () => {
  expect(read('version: 1\nsecrets: {a: {values: {}}, b/c: {scope: wide}}\n').findings).toMatchObject([
    { rule: 'sealed-file', message: '"a" is not namespace/name' },
    { rule: 'sealed-file', message: '"wide" is no scope' },
  ]);
});
