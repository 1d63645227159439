import type { Finding } from '../../diagnostic/diagnostic.js';

/**
 * A mistake in a definition shows in every environment: it is said once, with the names of the others. What is about no
 * manifest does not show by its place where it is so: unless that is everywhere, it is said.
 */
export function onceForAll<One extends Finding>(
  all: readonly { readonly environment: string; readonly findings: readonly One[] }[],
): One[] {
  const seen = new Map<string, { readonly finding: One; readonly first: string; readonly others: string[] }>();
  for (const { environment, findings } of all) {
    const here = new Map<string, number>();
    for (const finding of findings) {
      const { rule, object, field, at, from, message } = finding;
      const { file, line, column } = from ?? at ?? {};
      const what = object ? [object.kind, object.namespace, object.name, field] : [message];
      const cause = JSON.stringify([rule, file, line, column, ...what]);
      // Two of one cause in one environment stay two, and meet their like in the next.
      const count = (here.get(cause) ?? 0) + 1;
      here.set(cause, count);
      const first = seen.get(`${count} ${cause}`);
      if (first) first.others.push(environment);
      else seen.set(`${count} ${cause}`, { finding, first: environment, others: [] });
    }
  }
  return [...seen.values()].map(({ finding, first, others }) => {
    const isEverywhere = others.length + 1 === all.length;
    const isPlaced = finding.object !== undefined || finding.at?.file.includes(first);
    if (!isEverywhere && !isPlaced)
      return { ...finding, message: `${finding.message} (in ${[first, ...others].join(', ')})` };
    return others.length > 0 ? { ...finding, message: `${finding.message} (and in ${others.join(', ')})` } : finding;
  });
}
