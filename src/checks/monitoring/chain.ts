import { type ManifestSet, perSet } from '../../manifest/manifest-set.js';
import type { Selector } from '../../metrics/promql/ast.js';
import { metricOf, nodes } from '../../metrics/promql/walk.js';
import type { Monitor } from './monitors.js';
import { type AskedQuery, queriesOf } from './queries.js';
import { isFilledIn } from './read-query.js';

/** A series that a query asks for. */
export interface AskedSeries {
  readonly query: AskedQuery;
  readonly selector: Selector;
  readonly metric: string;
}

/** Every series that queries of a set ask for by name. */
export const seriesAsked = perSet((set: ManifestSet): readonly AskedSeries[] => {
  const asked: AskedSeries[] = [];
  for (const query of queriesOf(set)) {
    for (const node of query.expr ? nodes(query.expr) : []) {
      const metric = node.kind === 'selector' ? metricOf(node) : undefined;
      if (node.kind === 'selector' && metric !== undefined) asked.push({ query, selector: node, metric });
    }
  }
  return asked;
});

/** The value that a selector wants of a label; undefined where it takes more than one, or one that is filled in. */
export function wanted({ matchers }: Selector, label: string): string | undefined {
  for (const one of matchers) if (one.label === label && one.op === '=' && !isFilledIn(one.value)) return one.value;
  return undefined;
}

/** Who asks for what a monitor should bring: what breaks when it finds nothing. Undefined where nobody does. */
export function blindAlerts(set: ManifestSet, monitor: Monitor): string | undefined {
  const { ref } = monitor.manifest;
  const jobs = new Set([ref.name, `${ref.namespace}/${ref.name}`, ...monitor.services.map((one) => one.ref.name)]);
  const container = new Set([ref.name]);
  const asked = seriesAsked(set).filter(({ query, selector }) => {
    if (query.by !== 'alert') return false;
    const named = wanted(selector, 'job') ?? wanted(selector, 'service');
    if (named !== undefined) return jobs.has(named);
    const own = wanted(selector, 'container');
    return own !== undefined && container.has(own) && !/^(?:kube|container)_/.test(metricOf(selector) ?? '');
  });
  const [first] = asked;
  if (!first) return undefined;
  const names = [...new Set(asked.map(({ query }) => query.name))];
  const chain = `${first.query.name} -> ${first.metric} -> ${ref.kind} ${ref.namespace}/${ref.name} -> nothing`;
  const others = names.length > 1 ? `; ${names.length - 1} more alerts are blind too` : '';
  return `The chain breaks here: ${chain}${others}. An alert without series never fires.`;
}
