import type { FieldPath } from '../manifest.js';

/** A field as a text writes it. */
export interface WrittenField {
  readonly path: FieldPath;
  /** The last line, from 1, of what it holds; of a line inside a block of text, that line. */
  readonly last: number;
}

/**
 * The field that a line of a one-document YAML text writes, from 1: of several the innermost (`- name: http` writes
 * `name`); of a line inside a block of text the field that holds it. `undefined` for a line that holds none.
 */
export function fieldAt(text: string, line: number): WrittenField | undefined {
  // Loading it takes longer than most commands run.
  const { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, visit } = yaml();
  const counter = new LineCounter();
  const document = parseDocument(text, { version: '1.1', lineCounter: counter, logLevel: 'silent' });
  const lineOf = (offset: number) => counter.linePos(offset).line;
  let found: WrittenField | undefined;
  visit(document, {
    Node(key, node, above) {
      const { range } = node;
      if (!range || key === 'key') return;
      const owner = above.at(-1);
      const name = isPair(owner) && isScalar(owner.key) ? owner.key : undefined;
      const begins = lineOf(name?.range?.[0] ?? range[0]);
      const last = lineOf(Math.max(range[0], range[1] - 1));
      const ends = isMap(node) || isSeq(node) ? begins : last;
      if (line >= begins && line <= ends)
        found = { path: pathOf([...above, node]), last: line === begins ? last : line };
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
