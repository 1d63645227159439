/**
 * Groups of nodes that reach each other, each group after all groups that it leads to. A node without a cycle is a
 * group of its own. Takes time linear in nodes and edges, and no recursion: chains may be long.
 * Source: R. Tarjan, Depth-first search and linear graph algorithms, 1972.
 */
export function components<T>(nodes: readonly T[], next: (node: T) => readonly T[]): T[][] {
  const index = new Map<T, number>();
  const low = new Map<T, number>();
  const open: T[] = [];
  const isOpen = new Set<T>();
  const groups: T[][] = [];

  const enter = (node: T) => {
    index.set(node, index.size);
    low.set(node, index.size - 1);
    open.push(node);
    isOpen.add(node);
    return { node, rest: next(node)[Symbol.iterator]() };
  };
  const lower = (node: T, to: number | undefined) => low.set(node, Math.min(low.get(node) ?? 0, to ?? 0));
  const close = (node: T) => {
    const group = open.splice(open.lastIndexOf(node));
    for (const member of group) isOpen.delete(member);
    groups.push(group);
  };

  for (const start of nodes) {
    if (index.has(start)) continue;
    const stack = [enter(start)];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const { done, value } = top.rest.next();
      if (!done) {
        if (!index.has(value)) stack.push(enter(value));
        else if (isOpen.has(value)) lower(top.node, index.get(value));
        continue;
      }
      stack.pop();
      const parent = stack.at(-1);
      if (parent) lower(parent.node, low.get(top.node));
      if (low.get(top.node) === index.get(top.node)) close(top.node);
    }
  }
  return groups;
}

/** The fewest steps from one node to another, both ends included; empty when there is no way. */
export function shortestPath<T>(from: T, to: T, next: (node: T) => readonly T[]): T[] {
  const cameFrom = new Map<T, T | undefined>([[from, undefined]]);
  for (const node of cameFrom.keys()) {
    if (node === to) break;
    for (const neighbour of next(node)) if (!cameFrom.has(neighbour)) cameFrom.set(neighbour, node);
  }
  if (!cameFrom.has(to)) return [];
  const path: T[] = [];
  for (let node: T | undefined = to; node !== undefined; node = cameFrom.get(node)) path.unshift(node);
  return path;
}
