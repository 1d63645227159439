import type { ManifestSet } from '../../manifest/manifest-set.js';
import { regexProblem } from '../../metrics/promql/regex.js';
import { nodes } from '../../metrics/promql/walk.js';
import { listed } from '../../values/listed.js';
import { type Report, report } from '../rule.js';
import { type AskedSeries, seriesAsked, wanted } from './chain.js';
import type { Monitor } from './monitors.js';
import { keepsLabel, lets, type Relabeling } from './relabelings.js';

/** Series and labels that queries ask for, and that are dropped while they are read. */
export function* droppedSeries(step: Relabeling, jobs: readonly string[], set: ManifestSet): Iterable<Report> {
  if (regexProblem(step.regex) !== undefined) return;
  const asked = askedOf(jobs, set).filter(({ metric }) => metric !== 'up' && !metric.startsWith('scrape_'));
  const isName = step.sources.length === 1 && step.sources[0] === '__name__';
  const lost = isName ? asked.filter(({ metric }) => !lets(step, metric)) : [];
  const [first] = lost;
  if (first) {
    const names = listed([...new Set(lost.map(({ metric }) => `"${metric}"`))]);
    yield report(
      step.field,
      `${names} ${step.action === 'keep' ? 'is not kept' : 'is dropped'}, and "${first.query.name}" asks for it`,
    );
  }
  if (!step.action.startsWith('label') || !step.field.at('regex').exists) return;
  for (const { query, selector } of asked) {
    const label = [...selector.matchers.map((one) => one.label), ...grouped(query.expr)].find(
      (one) => one !== '__name__' && one !== 'job' && !keepsLabel(step, one),
    );
    if (label === undefined) continue;
    yield report(step.field, `label "${label}" is dropped, and "${query.name}" asks for it`);
    return;
  }
}

/** A job that has another name than the one that queries ask for. */
export function* renamedJob(
  { field, target, replacement, sources, action }: Relabeling,
  { manifest, isPods, services }: Monitor,
  brought: ReadonlyMap<string, number>,
  set: ManifestSet,
): Iterable<Report> {
  if (target !== 'job' || action !== 'replace' || sources.length > 0 || replacement.includes('$')) return;
  const before = isPods ? [`${manifest.ref.namespace}/${manifest.ref.name}`] : services.map(({ ref }) => ref.name);
  const lost = before.filter((job) => job !== replacement && !brought.has(job));
  const [first] = askedOf(lost, set);
  if (!first) return;
  yield report(
    field,
    `the job is called "${replacement}" here, and "${first.query.name}" asks for "${wanted(first.selector, 'job')}"`,
    {
      fix: `Ask for job="${replacement}", or drop the step.`,
    },
  );
}

function askedOf(jobs: readonly string[], set: ManifestSet): readonly AskedSeries[] {
  if (jobs.length === 0) return [];
  return seriesAsked(set).filter(({ selector }) => jobs.includes(wanted(selector, 'job') ?? ''));
}

function grouped(expr: AskedSeries['query']['expr']): readonly string[] {
  return (expr ? nodes(expr) : []).flatMap((node) =>
    node.kind === 'aggregate' && node.grouping?.mode === 'by' ? node.grouping.labels : [],
  );
}
