// The messages that stand in the sources, as they stand there: with "…" for what is filled in.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from '@swc/core';

const syntax = { syntax: 'typescript', target: 'es2022' };

/** Of every source file but the fleet's: file, message, and why and fix where they stand beside it. */
export function messagesIn(root) {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((file) => `src/${file}`)
    .filter((file) => /\.ts$/.test(file) && !/^src\/(?:fleet|review\/page)\/|upstream-rules/.test(file));
  return files.sort().flatMap((file) => {
    const source = readFileSync(join(root, file), 'utf8');
    return /\bmessage\b|report\(/.test(source) ? distinct(inModule(file, parseSync(source, syntax).body)) : [];
  });
}

function inModule(file, node) {
  if (Array.isArray(node)) return node.flatMap((one) => inModule(file, one));
  if (typeof node !== 'object' || node === null) return [];
  const own = [...inObject(node), ...inReport(node)].filter(({ message }) => /\p{L}{2}/u.test(message));
  const below = Object.entries(node).flatMap(([key, value]) => (key === 'span' ? [] : inModule(file, value)));
  return [...own.map((one) => ({ file, ...one })), ...below];
}

/** `{ message: '…', why: '…', fix: '…' }` */
function inObject(node) {
  if (node.type !== 'ObjectExpression') return [];
  return textsOf(property(node, 'message')).map((message) => ({ message, ...remedy(node) }));
}

/** `report(field, '…', { why: '…', fix: '…' })` */
function inReport(node) {
  if (node.type !== 'CallExpression' || node.callee.value !== 'report') return [];
  const [, message, more] = node.arguments.map(({ expression }) => expression);
  return textsOf(message).map((text) => ({ message: text, ...(more?.type === 'ObjectExpression' && remedy(more)) }));
}

function remedy(object) {
  const said = (key) => textsOf(property(object, key)).join(' | ');
  return { why: said('why'), fix: said('fix') };
}

function property(object, key) {
  return object.properties.find((one) => one.type === 'KeyValueProperty' && one.key.value === key)?.value;
}

/** Every text that an expression may be. */
function textsOf(node) {
  switch (node?.type) {
    case 'StringLiteral':
      return [node.value];
    case 'TemplateLiteral':
      return [node.quasis.map(({ cooked }) => cooked).join('…')];
    case 'ParenthesisExpression':
      return textsOf(node.expression);
    case 'ConditionalExpression':
      return [...textsOf(node.consequent), ...textsOf(node.alternate)];
    case 'BinaryExpression':
      if (node.operator !== '+') return [...textsOf(node.left), ...textsOf(node.right)];
      return textsOf(node.left).flatMap((left) => textsOf(node.right).map((right) => left + right));
    default:
      return [];
  }
}

function distinct(found) {
  return [...new Map(found.map((one) => [JSON.stringify(one), one])).values()];
}
