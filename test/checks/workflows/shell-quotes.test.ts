import { leftOpen } from '../../../src/checks/workflows/shell-quotes.js';

test.each([
  ['echo "a', '"'],
  ["echo 'a", "'"],
  ["echo $'a\\'", "$'"],
  ['X=$(date', '$('],
  ['echo "$(date"', '"'],
  ['echo ${X', '${'],
  ['echo `date', '`'],
  ['A="x\nB="y"', '"'],
  // What one forgot is found at the last of them.
  ['A="x\necho "b" "c"', '"'],
])('%s', (code, open) => {
  expect(leftOpen(code)).toBe(open);
});

test.each([
  "echo \"a\" 'b' $'c\\'' \"it's\" 'say \"x\"'",
  'X=$(date +"%s" | cut -d")" -f1)',
  'echo "$(basename "$(pwd)")" "${X:-"y"}"',
  "R=${M%%$'\\n'*}; echo ${#R} $#",
  "# don't \"stop\necho a # it's\n",
  'case x in a) echo "b";; esac',
  'X=$(case y in a) echo "b";; esac)',
  'echo \\" \\\' a\\`b',
  '(cd a && (make))',
])('closed: %s', (code) => {
  expect(leftOpen(code)).toBeUndefined();
});
