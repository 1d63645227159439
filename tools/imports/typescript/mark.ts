/**
 * Marks the places where a CRD names a Kubernetes type, in the description: the one thing that `cdk8s import` carries
 * into the TypeScript that it writes.
 */
export function markTypes<T>(document: T): T {
  return visit(document) as T;
}

function visit(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(visit);
  if (typeof node !== 'object' || node === null) return node;
  const { ...copy } = node as Record<string, unknown>;
  for (const [key, value] of Object.entries(copy)) copy[key] = visit(value);
  const type = typeOf(node) ?? typeOf(copy.items) ?? typeOf(copy.additionalProperties);
  if (type) copy.description = `${open}${type}${close} ${copy.description ?? ''}`.trim();
  return copy;
}

export const open = '[[';
export const close = ']]';

function typeOf(node: unknown): string | undefined {
  const type =
    typeof node === 'object' && node !== null ? (node as Record<string, unknown>)['x-kubernetes-type'] : undefined;
  return typeof type === 'string' ? type : undefined;
}
