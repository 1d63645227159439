import { changedSource } from '../../../src/cli/compare/changed-source.js';

it('takes the lines of the new side of each file', () => {
  const diff = [
    'diff --git a/src/fleet/a.ts b/src/fleet/a.ts',
    '--- a/src/fleet/a.ts',
    '+++ b/src/fleet/a.ts',
    '@@ -3 +3 @@ export',
    '-  scale: fixed(2),',
    '+  scale: fixed(3),',
    '@@ -9,2 +9,3 @@',
    '+++ not a file',
    '@@ -20,2 +21,0 @@',
    '--- a/src/fleet/gone.ts',
    '+++ /dev/null',
    '@@ -1,2 +0,0 @@',
  ].join('\n');
  const lines = changedSource(diff, [], '/');
  expect([...(lines.get('src/fleet/a.ts') ?? [])]).toEqual([3, 9, 10, 11]);
  expect([...lines.keys()]).toEqual(['src/fleet/a.ts']);
});

it('takes every line of a file that is new to Git', () => {
  const name = __filename.slice(1);
  expect(changedSource('', [name], '/').get(name)?.has(1)).toBe(true);
});
