// Compiles for jest as always, and has every message of src/ handed to `globalThis.said` when it is made.
const { relative, sep } = require('node:path');
const { createTransformer } = require('@swc/jest');
const { parse } = require('acorn');

module.exports = {
  createTransformer(options) {
    const plain = createTransformer(options);
    return {
      ...plain,
      process(text, file, jest) {
        const made = plain.process(text, file, jest);
        const path = relative(jest.config.rootDir, file).split(sep).join('/');
        return path.startsWith('src/') ? { ...made, code: withSaid(made.code, path) } : made;
      },
      getCacheKey: (...args) => `said ${plain.getCacheKey(...args)}`,
    };
  },
};

function withSaid(code, file) {
  const found = messagesIn(parse(code, { ecmaVersion: 'latest' }));
  found.sort((a, b) => b.start - a.start);
  return found.reduce(
    (text, { start, end, key = '' }) =>
      `${text.slice(0, start)}${key}globalThis.said(${JSON.stringify(file)}, ${text.slice(start, end)})${text.slice(end)}`,
    code,
  );
}

/** `{ message: … }`, and the second argument of `report(…)`. */
function messagesIn(node) {
  if (Array.isArray(node)) return node.flatMap(messagesIn);
  if (typeof node !== 'object' || node === null) return [];
  const own = [];
  if (node.type === 'ObjectExpression') {
    for (const { type, key, value, shorthand, kind, method } of node.properties) {
      if (type !== 'Property' || kind !== 'init' || method || key.name !== 'message') continue;
      own.push({ start: value.start, end: value.end, ...(shorthand && { key: 'message: ' }) });
    }
  }
  if (node.type === 'CallExpression' && isReport(node.callee) && node.arguments[1]) own.push(node.arguments[1]);
  const below = Object.values(node).flatMap(messagesIn);
  // Messages inside of a message would be cut apart.
  return [...own, ...below.filter((one) => !own.some(({ start, end }) => start <= one.start && one.end <= end))];
}

/** `report`, or what is imported: `(0, _rule.report)`. */
function isReport(callee) {
  if (callee.type === 'SequenceExpression') return callee.expressions.at(-1).property?.name === 'report';
  return callee.name === 'report';
}
