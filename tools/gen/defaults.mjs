// docs/reference/defaults.md: every value that the library chooses, and why, read from the `preset(value, reason)` calls.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from '@swc/core';
import { parse } from 'acorn';

const folder = 'docs/reference';

export function defaults(root) {
  const files = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replaceAll('\\', '/').replace(/^\//, ''))
    .filter((file) => file !== 'src/construct/traced.ts')
    .sort();
  const sections = files.flatMap((file) => {
    const rows = presets(readFileSync(join(root, file), 'utf8'), file);
    return rows.length > 0 ? [section(file, rows)] : [];
  });
  const text = [
    '# Every default',
    'Made by `npm run gen` from the calls `preset(value, reason)`, the one way in which the library writes a value of its\nown; *depends* stands for one that is worked out. What they amount to: [the defaults and their reasons](../defaults.md).',
    ...sections,
  ].join('\n\n');
  return { files: new Map([[`${folder}/defaults.md`, `${text}\n`]]) };
}

function section(file, rows) {
  const lines = rows.map(({ field, value, reason }) => `| \`${field}\` | ${value} | ${cell(reason)} |`);
  return [
    `## ${file.slice('src/'.length, -'.ts'.length)}`,
    '',
    '| field | value | reason |',
    '|---|---|---|',
    ...lines,
  ].join('\n');
}

/** The presets of a module, in its order: the field that each is written to, its value and its reason. */
function presets(source, file) {
  if (!source.includes('preset(')) return [];
  const { code } = transformSync(source, { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } });
  const tree = parse(code, { ecmaVersion: 2022, sourceType: 'module' });
  const constants = new Map();
  const rows = [];
  visit(tree, [], (node) => {
    if (node.type === 'VariableDeclarator' && node.init?.type === 'Literal') constants.set(node.id.name, node.init);
  });
  visit(tree, [], (node, path) => {
    if (node.type !== 'CallExpression' || node.callee.name !== 'preset') return;
    const [value, reason] = node.arguments;
    const known = constants.get(reason?.name) ?? reason;
    if (known?.type !== 'Literal') throw new Error(`${file}: the reason of a preset is no text: ${show(code, node)}`);
    rows.push({
      field: path.join('.'),
      value: shownValue(constants.get(value.name) ?? value, code),
      reason: known.value,
    });
  });
  return rows;
}

/**
 * Walks a syntax tree. `path` holds the names around a node, the outermost first: the function or variable, and the keys
 * of the objects in it.
 */
function visit(node, path, see) {
  if (Array.isArray(node)) for (const one of node) visit(one, path, see);
  if (typeof node?.type !== 'string') return;
  see(node, path);
  for (const [key, child] of Object.entries(node)) {
    if (key === 'type' || typeof child !== 'object') continue;
    visit(child, inner(node, key, path), see);
  }
}

function inner(node, key, path) {
  if (node.type === 'FunctionDeclaration') return [node.id.name];
  if (node.type === 'VariableDeclarator' && key === 'init' && node.id.type === 'Identifier') return [node.id.name];
  if (node.type !== 'Property' || key !== 'value') return path;
  const name = node.key.name ?? node.key.value;
  return name === undefined || node.computed ? path : [...path, name];
}

function shownValue(node, code) {
  const shown = show(code, node).replace(/\s+/g, ' ');
  if (typeof node.value === 'string') return `\`${node.value.replaceAll('|', '\\|')}\``;
  const plain = ['Literal', 'ArrayExpression', 'ObjectExpression'].includes(node.type) && !/\.\.\./.test(shown);
  return plain ? `\`${shown.replaceAll('|', '\\|')}\`` : '*depends*';
}

const show = (code, { start, end }) => code.slice(start, end);
const cell = (text) => text.replaceAll('|', '\\|');
