import type { AnyNode, CallExpression } from 'acorn';
import { type CompiledModule, children, keyOf, literal } from './module.js';

/** What a compiled function does, in the order in which it does it: it calls a validator, or it reports an error. */
export type Event =
  | { readonly kind: 'call'; readonly callee: string; readonly target: Target }
  | { readonly kind: 'error'; readonly keyword: string; readonly params: Readonly<Record<string, unknown>> };

/** Which part of the data a validator is called for. */
export type Target =
  | { readonly part: 'whole' }
  | { readonly part: 'property'; readonly name: string }
  | { readonly part: 'values' }
  | { readonly part: 'items' };

type Loop = 'values' | 'items' | undefined;

/** Reads the calls and errors of one compiled function. */
export function readEvents(module: CompiledModule, name: string): Event[] {
  const fn = module.functions.get(name);
  if (!fn) throw new Error(`${module.file} has no function ${name}`);
  const aliases = new Map<string, AnyNode>();
  const found: { at: number; event: Event }[] = [];

  const visit = (node: AnyNode, loop: Loop): void => {
    let inside = loop;
    if (node.type === 'ForInStatement') inside = 'values';
    if (node.type === 'ForStatement') inside = 'items';
    if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && isDataMember(node.init)) {
      aliases.set(node.id.name, node.init as AnyNode);
    }
    if (node.type === 'CallExpression' && node.callee.type === 'Identifier') {
      const callee = node.callee.name;
      if (module.functions.has(callee) || module.validators.has(callee)) {
        found.push({ at: node.start, event: { kind: 'call', callee, target: targetOf(node, aliases, inside) } });
      }
    }
    if (node.type === 'ObjectExpression') {
      const error = literal(node, module.constants) as { keyword?: string; params?: Record<string, unknown> };
      if (error.keyword) {
        found.push({ at: node.start, event: { kind: 'error', keyword: error.keyword, params: error.params ?? {} } });
      }
    }
    for (const child of children(node)) visit(child, inside);
  };
  visit(fn.body, undefined);
  return found.sort((a, b) => a.at - b.at).map(({ event }) => event);
}

function isDataMember(node: AnyNode | null | undefined): boolean {
  return node?.type === 'MemberExpression' && node.object.type === 'Identifier' && node.object.name === 'data';
}

function targetOf(call: CallExpression, aliases: ReadonlyMap<string, AnyNode>, loop: Loop): Target {
  let argument: AnyNode | undefined = call.arguments[0];
  if (argument?.type === 'Identifier') argument = aliases.get(argument.name) ?? argument;
  if (argument?.type !== 'MemberExpression') return { part: 'whole' };
  const name = argument.computed && argument.property.type !== 'Literal' ? undefined : keyOf(argument.property);
  if (name !== undefined) return { part: 'property', name };
  return { part: loop === 'values' ? 'values' : 'items' };
}
