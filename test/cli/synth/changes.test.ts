import { changeList } from '../../../src/cli/synth/changes.js';

const paths = (name: string, count: number) => Array.from({ length: count }, (_, i) => `dev/${name}/${i}.yaml`);

describe('the files that changed', () => {
  it('are listed when they are few, removals first', () => {
    expect(changeList({ added: ['a'], changed: ['b'], removed: ['c'] }, 'dist')).toBe(
      'dist/: 1 added, 1 changed, 1 removed\n  - c\n  + a\n  ~ b\n',
    );
    expect(changeList({ added: [], changed: [], removed: [] }, 'dist')).toBe('dist/: nothing changed\n');
  });

  it('hide no removal behind what is added and changed, and are counted apart', () => {
    const text = changeList({ added: paths('a', 30), changed: paths('b', 5), removed: paths('c', 3) }, 'dist');
    expect(text.match(/^ {2}- /gm)).toHaveLength(3);
    expect(text.match(/^ {2}\+ /gm)).toHaveLength(17);
    expect(text).toMatch(/\n {2}… and 13 more added, 5 more changed\n$/);
  });

  it('count the removals that are too many to be shown', () => {
    const text = changeList({ added: paths('a', 1), changed: [], removed: paths('c', 25) }, 'dist');
    expect(text.match(/^ {2}- /gm)).toHaveLength(20);
    expect(text).toMatch(/\n {2}… and 5 more removed, 1 more added\n$/);
  });
});
