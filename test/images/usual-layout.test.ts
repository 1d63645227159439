import fc from 'fast-check';
import { layOut } from '../../src/images/images-layout.js';
import { usualLayout } from '../../src/images/usual-layout.js';

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
const value = fc.oneof(
  fc.stringMatching(/^["']?[\w.-]{0,6}(?:@sha256:[0-9a-f]{1,4})?["']?$/),
  fc.constantFrom('null', 'Null', '~', '1.0', '0123456', '12e4567', '"a"b', 'a: b', 'a #b', 'yes'),
);
const line = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(name, value).map(([service, image]) => `  ${service}: ${image}`) },
  fc.constantFrom('', '# why', '  ', '   a: 1', 'a: 1', '  a:', 'version: 1', 'images:', '  a: 1\r', '---', '\t'),
);
const file = fc.array(line, { maxLength: 6 }).map((lines) => `version: 1\nimages:\n${lines.join('\n')}\n`);

it('says what the YAML library says, wherever it says something', () => {
  let read = 0;
  fc.assert(
    fc.property(file, (text) => {
      const usual = usualLayout(text);
      if (!usual) return;
      read += 1;
      // An indented comment is not usual, and moves nothing.
      const { lines, section, problems, position } = layOut(`${text} # so that the library reads it\n`);
      expect(problems).toEqual([]);
      expect(usual.lines).toEqual(lines);
      expect(usual.section?.key).toEqual(section?.key);
      for (let at = 0; at < text.length; at += 1) expect(usual.position(at)).toEqual(position(at));
    }),
    { numRuns: 1000 },
  );
  expect(read).toBeGreaterThan(50);
});

it('leaves to the library what is wrong or unusual', () => {
  expect(usualLayout('version: 1\nimages:\n  a: "1"\n  a: "2"\n')).toBeUndefined();
  expect(usualLayout('images:\n  a: "1"\n')).toBeUndefined();
  expect(usualLayout('version: 1\nimages: {}\n')).toBeUndefined();
  expect(usualLayout('version: 1\nimages:\n  a: null\n')).toBeUndefined();
});
