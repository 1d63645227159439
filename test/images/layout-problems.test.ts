import { parseDocument } from 'yaml';
import { brokenYaml, type LayoutProblem, spanOf, unknownKey } from '../../src/images/layout-problems.js';

describe('brokenYaml', () => {
  const broken = (text: string) =>
    brokenYaml(text, parseDocument(text).errors, (offset) => text.slice(0, offset).split('\n').length);

  it('says nothing of YAML', () => {
    expect(broken('a: b\n# <<<<<<< HEAD\n')).toEqual([]);
  });

  it('says of a conflict that it is one, and nothing of the errors behind it', () => {
    expect(broken('a: 1\n<<<<<<< HEAD\n  b: 2\n=======\n  b: 3\n>>>>>>> x\n')).toMatchObject([
      { span: { start: 5, end: 17 }, message: 'images file has a merge conflict that is not resolved' },
    ]);
  });

  it('keeps the first error of each line', () => {
    expect(broken('a: @b `c\nd: %\n').map(({ span }) => span.start)).toEqual([3, 12]);
  });
});

describe('unknownKey', () => {
  it('returns the key that was meant', () => {
    const problems: LayoutProblem[] = [];
    const span = { start: 0, end: 1 };
    expect(unknownKey('verison', span, ['version', 'images'], problems)).toBe('version');
    expect(unknownKey('x', span, ['version', 'images'], problems)).toBeUndefined();
    expect(problems.map(({ fix }) => fix)).toEqual(['Rename it to "version".', 'Delete it.']);
  });
});

describe('spanOf', () => {
  it('is the start of the text for what is no node', () => {
    expect(spanOf(null)).toEqual({ start: 0, end: 0 });
    expect(spanOf(parseDocument(' abc # c').contents)).toEqual({ start: 1, end: 4 });
  });
});
