import type { Mend } from '../../../src/manifest/manifest.js';
import { readYaml } from '../../../src/manifest/yaml/read-yaml.js';

/** The text with the change made, in its last document. */
function mended(text: string, mend: Mend): string | undefined {
  const edit = readYaml(text, 'a.yaml').documents.at(-1)?.origin.edit?.(mend);
  return edit && text.slice(0, edit.start) + edit.text + text.slice(edit.end);
}

test('quotes a scalar as it is written, not as it is read', () => {
  expect(mended('x: 1\n---\na: {b: 1.10} # c\n', { quote: ['a', 'b'] })).toBe('x: 1\n---\na: {b: "1.10"} # c\n');
  expect(mended('a: 0123   # c', { quote: ['a'] })).toBe('a: "0123"   # c');
});

test('leaves alone what means more than its text', () => {
  for (const text of ['a: "1"', "a: '1'", 'a: &x 1', 'a: !!int 1', 'a: *x', 'a: |\n  1', 'a:', 'a: [1]', 'b: 1'])
    expect(mended(text, { quote: ['a'] })).toBeUndefined();
});

test('writes another value, quotes and all', () => {
  expect(mended('a: "8080" # x', { write: ['a'], text: '8080' })).toBe('a: 8080 # x');
});

test('renames a field, in quotes too', () => {
  expect(mended('a:\r\n  "replica": 1\r\n', { rename: ['a', 'replica'], to: 'replicas' })).toBe(
    'a:\r\n  "replicas": 1\r\n',
  );
  expect(mended('x: &x {replica: 1}\na: {<<: *x}', { rename: ['a', 'replica'], to: 'replicas' })).toBeUndefined();
});

describe('repeats an element with another value', () => {
  const mend: Mend = { repeat: ['p', 0], field: 'protocol', text: 'UDP' };

  test.each([
    [
      'p:\n  - port: 53\n    protocol: TCP\nq: 1\n',
      'p:\n  - port: 53\n    protocol: TCP\n  - port: 53\n    protocol: UDP\nq: 1\n',
    ],
    ['p:\n- port: 53\n', 'p:\n- port: 53\n- port: 53\n  protocol: UDP\n'],
    ['p:\r\n- port: 53\r\n', 'p:\r\n- port: 53\r\n- port: 53\r\n  protocol: UDP\r\n'],
    ['p:\n- {port: 53} # dns\n', 'p:\n- {port: 53}\n- {port: 53, protocol: UDP} # dns\n'],
  ])('%j', (text, expected) => {
    expect(mended(text, mend)).toBe(expected);
  });

  test('not in a list on one line, nor behind two dashes', () => {
    expect(mended('p: [{port: 53}]', mend)).toBeUndefined();
    expect(mended('- - port: 53', { repeat: [0, 0], field: 'protocol', text: 'UDP' })).toBeUndefined();
  });
});
