import fc from 'fast-check';
import { highlight } from '../../../src/review/page/highlight.js';

const kinds = (line: string) => highlight(line).map(({ is, text }) => `${is}:${text}`);

it('tells keys from values', () => {
  expect(kinds('  - name: web')).toEqual(['mark:  - ', 'key:name', 'mark::', 'plain: web']);
  expect(kinds('  replicas: 3')).toEqual(['mark:  ', 'key:replicas', 'mark::', 'number: 3']);
  expect(kinds('  "a.b/c": "x: y"')).toEqual(['mark:  ', 'key:"a.b/c"', 'mark::', 'text: "x: y"']);
  expect(kinds('  - http://a')).toEqual(['mark:  - ', 'plain:http://a']);
});

it('loses nothing, whatever the line', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', ':', ' ', '-', '"', "'", '#', '1', '<') }), (line) => {
      expect(
        highlight(line)
          .map(({ text }) => text)
          .join(''),
      ).toBe(line);
    }),
  );
});
