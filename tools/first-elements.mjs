// Part of the bundle: what an array's pattern takes from a value (see arrays-by-index.mjs).
export function firstElements(all, count) {
  if (Array.isArray(all)) return all;
  const taken = [];
  if (count === 0) return taken;
  for (const element of all) if (taken.push(element) === count) break;
  return taken;
}
