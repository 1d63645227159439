import { blockProblem } from '../../../src/checks/workflows/shell-blocks.js';

test.each([
  ['if a; then\n  b', '"if" has no "fi"'],
  ['for x in a b; do\n  if a; then b; done', '"if" has no "fi"'],
  ['case $x in\n  a) b ;;\n', '"case" has no "esac"'],
  ['a\nfi', '"fi" ends nothing'],
])('%j', (script, problem) => {
  expect(blockProblem(script)).toBe(problem);
});

test.each([
  'if a; then b; elif c; then d; else e; fi; while read -r x; do echo if; done < file',
  'case $x in\n  if|done) b ;;\n  *) c ;;\nesac',
  'echo "if" \'fi\' # if\ncat <<EOF\nif\nEOF\nx=${a:-if} (if a; then b; fi)',
  'echo ${{ if }} if \\\n  fi && { for i in 1; do a; done; }',
  'echo "$(if a; then echo "b"; fi)"; if',
  'echo "',
])('silent: %j', (script) => {
  expect(blockProblem(script)).toBeUndefined();
});
