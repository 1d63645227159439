import { type AnyNode, type Program, parse } from 'acorn';

/** What a literal may be. */
export type Value = string | number | boolean;

/** One place of a module that a literal stands at; what runs asks there for its value. */
export interface Site {
  /** Of the module's JavaScript: offsets of its text. */
  readonly start: number;
  readonly end: number;
  readonly value: Value;
  /** A property's name is a site too: `env: { LOG_LEVEL: … }` sets a line. */
  readonly sort: 'value' | 'key' | 'template';
  /** Names of the properties around it, from outside. */
  readonly path: readonly string[];
  /** The declaration at the top of the module that it is part of. */
  readonly declaration: string;
}

interface Context {
  readonly path: readonly string[];
  readonly declaration: string;
}

/**
 * Every literal of a module that the compiler has written (CommonJS), in the order of the text. What the compiler adds
 * of its own, names of modules and `null` are none.
 */
export function literalsIn(code: string): readonly Site[] {
  const sites: Site[] = [];
  visitProgram(parse(code, { ecmaVersion: 'latest', sourceType: 'script', allowReturnOutsideFunction: true }), sites);
  return sites.sort((a, b) => a.start - b.start);
}

/** The module's code, asking `name(number, value)` for each literal. Numbers count from `first`. */
export function instrument(code: string, sites: readonly Site[], name: string, first: number): string {
  let text = '';
  let done = 0;
  sites.forEach(({ start, end, value, sort }, i) => {
    const ask = `${name}(${first + i}, ${JSON.stringify(value)})`;
    const short = sort === 'key' && /^[\w$]+$/.test(code.slice(start, end)) && !/^\s*:/.test(code.slice(end));
    const key = short ? `[${ask}]: ${code.slice(start, end)}` : `[${ask}]`;
    text += code.slice(done, start) + (sort === 'template' ? `\${${ask}}` : sort === 'key' ? key : ask);
    done = end;
  });
  return text + code.slice(done);
}

function visitProgram({ body }: Program, sites: Site[]): void {
  for (const statement of body) {
    if (statement.type === 'ExpressionStatement' && (statement.directive || isExports(statement.expression))) {
      // `exports.x = value` is how the compiler writes some declarations; `exports.x = void 0` is its own.
      if (statement.directive || statement.expression.type !== 'AssignmentExpression') continue;
    }
    const declaration = nameOf(statement);
    visit(statement, { path: [], declaration }, sites);
  }
}

function isExports(node: AnyNode): boolean {
  if (node.type === 'CallExpression') {
    const { callee } = node;
    return callee.type === 'MemberExpression' && textOf(callee.object) === 'Object';
  }
  return node.type === 'AssignmentExpression';
}

function nameOf(node: AnyNode): string {
  if (node.type === 'VariableDeclaration') {
    const id = node.declarations[0]?.id;
    return id?.type === 'Identifier' ? id.name : '';
  }
  if (node.type === 'FunctionDeclaration') return node.id?.name ?? '';
  if (node.type === 'ExpressionStatement' && node.expression.type === 'AssignmentExpression') {
    const { left } = node.expression;
    return left.type === 'MemberExpression' ? textOf(left.property) : '';
  }
  return '';
}

function visit(node: AnyNode, context: Context, sites: Site[]): void {
  const add = (value: Value, sort: Site['sort'], { start, end }: { start: number; end: number }) =>
    sites.push({ start, end, value, sort, ...context });
  switch (node.type) {
    case 'Literal':
      if (typeof node.value === 'string' || typeof node.value === 'number' || typeof node.value === 'boolean')
        add(node.value, 'value', node);
      return;
    case 'TemplateElement':
      if (node.value.cooked) add(node.value.cooked, 'template', node);
      return;
    case 'TaggedTemplateExpression':
      return;
    case 'UnaryExpression':
      // `void 0` is the compiler's word for undefined.
      if (node.operator === 'void') return;
      break;
    case 'SequenceExpression':
      // `(0, library.fixed)(2)`: a call without `this`.
      for (const part of node.expressions.slice(1)) visit(part, context, sites);
      return;
    case 'CallExpression':
      if (textOf(node.callee) === 'require') return;
      visit(node.callee, context, sites);
      for (const part of node.arguments) visit(part, context, sites);
      return;
    case 'Property': {
      const name = node.computed ? '' : textOf(node.key);
      if (!node.computed && node.kind === 'init' && !node.method && name !== '__proto__') add(name, 'key', node.key);
      if (node.computed) visit(node.key, context, sites);
      if (!node.shorthand) visit(node.value, { ...context, path: [...context.path, name] }, sites);
      return;
    }
    case 'ObjectPattern':
      return;
    default:
  }
  for (const child of Object.values(node)) {
    for (const one of Array.isArray(child) ? child : [child]) if (isNode(one)) visit(one, context, sites);
  }
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

/** Last name of an expression: `fixed` of `(0, library.fixed)`. */
function textOf(node: AnyNode): string {
  switch (node.type) {
    case 'Identifier':
      return node.name;
    case 'Literal':
      return String(node.value);
    case 'MemberExpression':
      return node.computed ? '' : textOf(node.property);
    case 'SequenceExpression': {
      const last = node.expressions.at(-1);
      return last ? textOf(last) : '';
    }
    default:
      return '';
  }
}
