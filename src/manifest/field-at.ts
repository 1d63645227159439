import type { FieldPath } from './manifest.js';

/**
 * The field that a line of a one-document YAML text writes, from 1: of several the innermost (`- name: http` writes
 * `name`); of a line inside a block of text the field that holds it. `undefined` for a line that holds none.
 */
export function fieldAt(text: string, line: number): FieldPath | undefined {
  // Loading it takes longer than most commands run.
  const { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, visit } = yaml();
  const counter = new LineCounter();
  const document = parseDocument(text, { version: '1.1', lineCounter: counter, logLevel: 'silent' });
  const lineOf = (offset: number) => counter.linePos(offset).line;
  let found: FieldPath | undefined;
  visit(document, {
    Node(key, node, above) {
      const { range } = node;
      if (!range || key === 'key') return;
      const owner = above.at(-1);
      const name = isPair(owner) && isScalar(owner.key) ? owner.key : undefined;
      const begins = lineOf(name?.range?.[0] ?? range[0]);
      const ends = isMap(node) || isSeq(node) ? begins : lineOf(Math.max(range[0], range[1] - 1));
      if (line >= begins && line <= ends) found = pathOf([...above, node]);
    },
  });
  return found;

  function pathOf(nodes: readonly unknown[]): FieldPath {
    return nodes.flatMap((node, i): FieldPath => {
      const parent = nodes[i - 1];
      if (isPair(node)) return isScalar(node.key) ? [String(node.key.value)] : [];
      return isSeq(parent) ? [parent.items.indexOf(node)] : [];
    });
  }
}

function yaml(): typeof import('yaml') {
  return require('yaml');
}
