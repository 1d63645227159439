import fc from 'fast-check';
import { Lines } from '../../../src/manifest/yaml/lines.js';

test('line and column of an offset, underlined to the end of the first line', () => {
  const lines = new Lines('a.yaml', 'a: 1\nb:\n  c: 2 \n');
  expect(lines.place(5, 16)).toEqual({ file: 'a.yaml', line: 2, column: 1, length: 2 });
  expect(lines.place(10, 15)).toEqual({ file: 'a.yaml', line: 3, column: 3, length: 4 });
  expect(lines.place(16, 16)).toEqual({ file: 'a.yaml', line: 4, column: 1 });
  expect(lines.line(2)).toBe('  c: 2 ');
  expect(lines.line(9)).toBe('');
});

test('as counted character by character', () => {
  const text = fc.array(fc.constantFrom('a', '\n', ' ', '\r', 'ä')).map((all) => all.join(''));
  fc.assert(
    fc.property(text, fc.nat(40), (written, at) => {
      const offset = Math.min(at, written.length);
      const before = written.slice(0, offset).split('\n');
      const { line, column } = new Lines('x', written).place(offset, offset);
      expect([line, column]).toEqual([before.length, (before.at(-1) ?? '').length + 1]);
    }),
  );
});
