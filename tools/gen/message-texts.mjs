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
    if (!/\bmessage\b|report\(/.test(source)) return [];
    const { body } = parseSync(source, syntax);
    return distinct(inModule(file, body, constants(body)));
  });
}

/** `const message = '…'`, to be written as `{ message }` behind it. */
function constants(node) {
  if (Array.isArray(node)) return node.flatMap(constants);
  if (typeof node !== 'object' || node === null) return [];
  const below = Object.entries(node).flatMap(([key, value]) => (key === 'span' ? [] : constants(value)));
  return node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.init ? [node, ...below] : below;
}

function inModule(file, node, known) {
  if (Array.isArray(node)) return node.flatMap((one) => inModule(file, one, known));
  if (typeof node !== 'object' || node === null) return [];
  const own = [...inObject(node, known), ...inReport(node, known)].filter(
    ({ message }) => /\p{L}{2}/u.test(message.replace('(and in …)', '')) && !message.includes('\n'),
  );
  const below = Object.entries(node).flatMap(([key, value]) => (key === 'span' ? [] : inModule(file, value, known)));
  return [...own.map((one) => ({ file, ...one })), ...below];
}

/** `{ message: '…', why: '…', fix: '…' }` */
function inObject(node, known) {
  if (node.type !== 'ObjectExpression') return [];
  return textsOf(property(node, 'message', known)).map((message) => ({ message, ...remedy(node, known) }));
}

/** `report(field, '…', { why: '…', fix: '…' })` */
function inReport(node, known) {
  if (node.type !== 'CallExpression' || node.callee.value !== 'report') return [];
  const [, message, more] = node.arguments.map(({ expression }) => expression);
  return textsOf(message).map((text) => ({
    message: text,
    ...(more?.type === 'ObjectExpression' && remedy(more, known)),
  }));
}

function remedy(object, known) {
  const said = (key) => textsOf(property(object, key, known)).join(' | ');
  return { why: said('why'), fix: said('fix') };
}

function property(object, key, known) {
  const given = object.properties.find((one) => one.type === 'KeyValueProperty' && one.key.value === key);
  if (given) return given.value;
  const short = object.properties.find((one) => one.type === 'Identifier' && one.value === key);
  if (!short) return undefined;
  // The nearest one before it.
  return known.findLast(({ id, span }) => id.value === key && span.start < short.span.start)?.init;
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
