import { expressionsIn } from '../../../src/checks/workflows/expressions.js';
import { fieldOf } from '../../../src/manifest/field.js';
import type { Source } from '../../../src/manifest/files/sources.js';

const reads = (object: Source['object']) => {
  const source: Source = {
    sort: 'workflow',
    path: 'x',
    ref: { apiVersion: '', kind: 'Workflow', name: 'x' },
    object,
    origin: { file: 'x' },
    text: '',
  };
  return expressionsIn(fieldOf(source)).map((one) => one.reads);
};

test('what expressions read, without what stands in quotes', () => {
  expect(reads({ run: "a ${{ github.sha }} b ${{ steps['x'].outputs.y == 'needs.z.q' }}" })).toEqual([
    ['github.sha'],
    ['steps.x.outputs.y'],
  ]);
});

test('a condition needs no braces, other texts do', () => {
  expect(reads({ if: 'needs.a.result', name: 'needs.a.result' })).toEqual([['needs.a.result']]);
});
