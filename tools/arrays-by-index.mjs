// Has the bundle walk arrays by index. `for … of` and `const [a, b] = …` ask an iterator, which makes an object a step for
// as long as V8 has not optimized the function: a command that runs once is over by then. Whatever is no array is walked as
// before: lazily, and seeing what is added on the way. Only a loop that is left early no longer tells a generator.
import { readFile } from 'node:fs/promises';
import { types as t, template, transformAsync } from '@babel/core';
import { transform } from 'esbuild';

/** The library's own modules, so compiled. */
export const arraysByIndex = {
  name: 'arrays-by-index',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path }) => ({
      contents: await byIndex(await readFile(path, 'utf8')),
    })),
};

/** Esbuild gives it to every module that asks for it. */
export const INJECTED = 'tools/first-elements.mjs';
const firstElements = t.identifier('firstElements');

/** JavaScript of a TypeScript module. */
export async function byIndex(source) {
  const { code } = await transform(source, { loader: 'ts', target: 'node20' });
  if (!/\bof\b|\[/.test(code)) return code;
  const compiled = await transformAsync(code, {
    configFile: false,
    babelrc: false,
    compact: false,
    sourceType: 'module',
    plugins: [{ visitor: { ForOfStatement: { exit: loop }, VariableDeclaration: declaration, Function: parameters } }],
  });
  return compiled.code;
}

const overArray = template.statement('for (let LIST = ALL, I = 0; I < LIST.length; I++) BODY');
const overAny = template.statement(`
  for (
    let LIST = ALL, ARRAY = Array.isArray(LIST), I = ARRAY ? 0 : LIST[Symbol.iterator](), STEP;
    ARRAY ? I < LIST.length : !(STEP = I.next()).done;
    ARRAY && I++
  ) BODY`);

function loop(path) {
  const { left, right, body, await: waits } = path.node;
  if (waits || !t.isVariableDeclaration(left)) return;
  const [LIST, ARRAY, I, STEP] = ['list', 'array', 'i', 'step'].map((name) => path.scope.generateUidIdentifier(name));
  const certain = isArray(right);
  const element = t.memberExpression(LIST, I, true);
  const value = certain
    ? element
    : t.conditionalExpression(ARRAY, element, t.memberExpression(STEP, t.identifier('value')));
  const declared = t.variableDeclaration(left.kind, declarators(left.declarations[0].id, value, path.scope));
  const BODY = t.blockStatement([declared, ...(t.isBlockStatement(body) ? body.body : [body])]);
  path.replaceWith(
    certain ? overArray({ LIST, ALL: right, I, BODY }) : overAny({ LIST, ALL: right, ARRAY, I, STEP, BODY }),
  );
}

/** What these give is an array whatever they are called on: no look at it is needed. (A slice may be text.) */
const GIVE_ARRAYS = new Set('keys values entries'.split(' '));
const STAY_ARRAYS = new Set('map filter flatMap sort toSorted split reverse toReversed flat'.split(' '));

function isArray(value) {
  if (t.isArrayExpression(value)) return true;
  if (!t.isCallExpression(value) || !t.isMemberExpression(value.callee, { computed: false })) return false;
  const { object, property } = value.callee;
  if (t.isIdentifier(object, { name: 'Object' })) return GIVE_ARRAYS.has(property.name);
  return STAY_ARRAYS.has(property.name);
}

function declaration({ node, parent, key, scope }) {
  if (t.isForXStatement(parent) && key === 'left') return;
  node.declarations = node.declarations.flatMap(({ id, init }) =>
    init ? declarators(id, init, scope) : [t.variableDeclarator(id)],
  );
}

function parameters({ node, scope }) {
  const declared = [];
  node.params = node.params.map((parameter) => {
    if (!t.isArrayPattern(parameter)) return parameter;
    const whole = scope.generateUidIdentifier('all');
    declared.push(t.variableDeclaration('let', declarators(parameter, whole, scope)));
    return whole;
  });
  if (declared.length === 0) return;
  if (!t.isBlockStatement(node.body)) {
    node.body = t.blockStatement([t.returnStatement(node.body)]);
    node.expression = false;
  }
  node.body.body.unshift(...declared);
}

/** `a = all[0], b = all[1]` of `[a, b]`; anything but an array's pattern stays as it is. */
function declarators(pattern, value, scope) {
  if (!t.isArrayPattern(pattern)) return [t.variableDeclarator(pattern, value)];
  const { elements } = pattern;
  const list = scope.generateUidIdentifier('list');
  const rest = elements.some((element) => t.isRestElement(element));
  const count = rest ? t.identifier('Infinity') : t.numericLiteral(elements.length);
  const all = isArray(value) ? value : t.callExpression(firstElements, [value, count]);
  return [t.variableDeclarator(list, all), ...elements.flatMap((element, i) => declared(element, list, i, scope))];
}

function declared(element, list, i, scope) {
  if (element === null) return [];
  if (t.isRestElement(element)) {
    const others = t.callExpression(t.memberExpression(list, t.identifier('slice')), [t.numericLiteral(i)]);
    return declarators(element.argument, others, scope);
  }
  const value = t.memberExpression(list, t.numericLiteral(i), true);
  if (!t.isAssignmentPattern(element)) return declarators(element, value, scope);
  const given = scope.generateUidIdentifier('given');
  const missing = t.binaryExpression('===', given, t.unaryExpression('void', t.numericLiteral(0)));
  return [
    t.variableDeclarator(given, value),
    ...declarators(element.left, t.conditionalExpression(missing, element.right, given), scope),
  ];
}
