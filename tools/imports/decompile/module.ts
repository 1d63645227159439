import { readFileSync } from 'node:fs';
import { type AnyNode, type Function as FunctionNode, parse } from 'acorn';

/** A compiled validator as a module: what it imports, its constants, its functions. */
export interface CompiledModule {
  readonly file: string;
  readonly source: string;
  /** Local name → module specifier, for imported `validate` functions alone. */
  readonly validators: ReadonlyMap<string, string>;
  readonly constants: ReadonlyMap<string, unknown>;
  readonly functions: ReadonlyMap<string, FunctionNode>;
  /** Name of the function that is exported as `validate`. */
  readonly root: string;
}

/** Parses a compiled validator of a kubernetes-models package. */
export function readCompiledModule(file: string): CompiledModule {
  const source = readFileSync(file, 'utf8');
  const validators = new Map<string, string>();
  const constants = new Map<string, unknown>();
  const functions = new Map<string, FunctionNode>();
  let root: string | undefined;
  for (const statement of parse(source, { ecmaVersion: 2022, sourceType: 'module' }).body) {
    if (statement.type === 'ImportDeclaration') {
      for (const specifier of statement.specifiers) {
        const imported = specifier.type === 'ImportSpecifier' && specifier.imported;
        if (imported && imported.type === 'Identifier' && imported.name === 'validate') {
          validators.set(specifier.local.name, String(statement.source.value));
        }
      }
    } else if (statement.type === 'FunctionDeclaration') {
      functions.set(statement.id.name, statement);
    } else if (statement.type === 'VariableDeclaration') {
      for (const { id, init } of statement.declarations) {
        if (id.type !== 'Identifier' || !init) continue;
        if (init.type === 'FunctionExpression') functions.set(id.name, init);
        else constants.set(id.name, literal(init, constants));
      }
    } else if (statement.type === 'ExportNamedDeclaration' && statement.declaration?.type === 'VariableDeclaration') {
      const init = statement.declaration.declarations[0]?.init;
      if (init?.type === 'Identifier') root = init.name;
      if (init?.type === 'FunctionExpression') {
        root = 'validate';
        functions.set(root, init);
      }
    }
  }
  if (root === undefined) throw new Error(`${file} exports no validator`);
  return { file, source, validators, constants, functions, root };
}

/** The value of an expression without side effects; `undefined` where it is none. */
export function literal(node: AnyNode, constants: ReadonlyMap<string, unknown>): unknown {
  switch (node.type) {
    case 'Literal':
      return node.value;
    case 'ArrayExpression':
      return node.elements.map((element) => element && literal(element, constants));
    case 'ObjectExpression':
      return Object.fromEntries(
        node.properties.flatMap((p) => (p.type === 'Property' ? [[keyOf(p.key), literal(p.value, constants)]] : [])),
      );
    case 'UnaryExpression': {
      const value = literal(node.argument, constants);
      return node.operator === '-' ? -Number(value) : node.operator === '!' ? !value : undefined;
    }
    case 'TemplateLiteral':
      return node.quasis.map((part) => part.value.cooked).join('');
    case 'Identifier':
      return constants.get(node.name);
    case 'MemberExpression': {
      const object = literal(node.object, constants) as Record<string, unknown> | undefined;
      const key = node.computed ? literal(node.property, constants) : keyOf(node.property);
      return object?.[String(key)];
    }
    default:
      return undefined;
  }
}

/** The name that a property or a member access spells. */
export function keyOf(node: AnyNode): string | undefined {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'Literal' ? String(node.value) : undefined;
}

/** The nodes directly below a node, in source order. */
export function children(node: AnyNode): AnyNode[] {
  const found: AnyNode[] = [];
  for (const value of Object.values(node)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item && typeof item === 'object' && typeof item.type === 'string') found.push(item);
    }
  }
  return found;
}
