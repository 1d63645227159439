import { type Field, fieldOf } from '../../../manifest/field.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { parseGoDuration } from '../../../values/duration.js';
import { quoted } from '../../../values/listed.js';
import { exampleTemplate } from '../../delivery/analysis-examples.js';
import { analysesOf, templatesOf } from '../../delivery/rollouts.js';
import { type Report, report, rule } from '../../rule.js';

export const atMetric = rule({
  id: 'at-metric',
  severity: 'error',
  what: 'A metric of an analysis is one that the controller refuses',
  why: 'The analysis ends in an error, which aborts the rollout; where it is a step, the Rollout is Degraded.',
  fix: 'Give every metric a name of its own, one provider, and a count above the failures that it lets pass.',
  exceptions: ['Values that arguments fill in.', 'An analysis beside the steps may measure without a count.'],
  source: 'Argo Rollouts, utils/analysis/helpers.go ValidateMetrics, features/analysis',
  wrong: exampleTemplate(`
interval: 1m
count: 3
failureLimit: 3 # <--
successCondition: len(result) == 0 || result[0] < 1
`),
  right: exampleTemplate(`
interval: 1m
count: 3
failureLimit: 2
successCondition: len(result) == 0 || result[0] < 1
`),
  *check({ set }) {
    for (const template of templatesOf(set)) {
      const spec = fieldOf(template, 'spec');
      const metrics = spec.items('metrics');
      if (metrics.length === 0 && spec.items('templates').length === 0) {
        yield report(spec, `template "${template.ref.name}" measures nothing`, { fix: 'Add a metric.' });
      }
      yield* names(metrics);
      for (const list of ['dryRun', 'measurementRetention']) yield* meant(spec.items(list), metrics);
      for (const metric of metrics) yield* sound(metric);
    }
    for (const rollout of set.kind('Rollout')) {
      for (const { where, templates } of analysesOf(rollout, set)) {
        if (where === 'background' || where === 'experiment') continue;
        for (const { template } of templates) {
          if (template) yield* ends(fieldOf(template).items('spec.metrics'), where);
        }
      }
    }
  },
});

function* names(metrics: readonly Field[]): Iterable<Report> {
  const seen = new Set<string>();
  for (const metric of metrics) {
    const name = metric.at('name');
    if (name.text === undefined) continue;
    if (seen.has(name.text)) yield report(name, `two metrics are called "${name.text}"`);
    seen.add(name.text);
  }
}

/** Metrics that are meant by a name, or by a pattern for some. */
function* meant(entries: readonly Field[], metrics: readonly Field[]): Iterable<Report> {
  const known = metrics.flatMap((one) => one.at('name').text ?? []);
  for (const entry of entries) {
    const name = entry.at('metricName');
    const { text } = name;
    if (text === undefined || !/^[\w-]+$/.test(text) || known.some((one) => one.includes(text))) continue;
    const near = didYouMean(text, known);
    yield report(name, `no metric is called "${text}"`, {
      fix: near ? `Did you mean "${near}"?` : `One of ${known.join(', ')}.`,
    });
  }
}

function* sound(metric: Field): Iterable<Report> {
  const provider = metric.at('provider');
  const providers = provider.entries().map(([name]) => name);
  if (providers.length !== 1) {
    const found = providers.length === 0 ? 'none' : quoted(providers).join(' and ');
    yield report(provider.exists ? provider : metric, `a metric asks one provider, and here is ${found}`);
  }
  for (const key of NUMBERS) {
    const { text } = metric.at(key);
    if (text === undefined || text.includes('{{') || whole(metric.at(key)) !== undefined) continue;
    yield report(metric.at(key), `${key} "${text}" is no whole number`, { fix: `${key}: 3` });
  }
  const [count, failures, successes, unclear] = NUMBERS.map((key) => whole(metric.at(key)));
  yield* asked(provider);
  const interval = metric.at('interval');
  if (count !== undefined && count > 1 && !interval.exists) {
    yield report(metric.at('count'), `${count} measurements, and no interval between them`, { fix: 'interval: 1m' });
  }
  for (const key of ['interval', 'initialDelay'] as const) {
    const { text } = metric.at(key);
    if (text === undefined || text.includes('{{') || parseGoDuration(text) !== undefined) continue;
    yield report(metric.at(key), `${key} "${text}" is no duration: "30s", "5m" and "1h" are`, { fix: `${key}: 1m` });
  }
  if (count === undefined || count <= 0) return;
  // -1 switches a limit off.
  const limits = Math.max(0, failures ?? 0) + Math.max(0, successes ?? 0);
  if (limits > count) {
    yield report(metric.at('count'), `${count} measurements, and limits of ${limits} among them`, {
      fix: `A count of at least ${limits + 1}, or lower limits.`,
    });
  } else if (failures !== undefined && failures >= count) {
    yield report(metric.at('failureLimit'), `${failures} of ${count} measurements may fail: none is too many`, {
      why: 'The analysis lets everything through.',
      fix: `A failureLimit below ${count}, or a larger count.`,
    });
  }
  if (unclear !== undefined && unclear > count) {
    yield report(metric.at('inconclusiveLimit'), `${unclear} measurements may be inconclusive, of ${count}`, {
      fix: `An inconclusiveLimit of at most ${count}.`,
    });
  }
}

const NUMBERS = ['count', 'failureLimit', 'consecutiveSuccessLimit', 'inconclusiveLimit'] as const;

/** Source: Argo Rollouts, metricproviders/prometheus and metricproviders/webmetric; Kubernetes, reference/kubectl/jsonpath. */
function* asked(provider: Field): Iterable<Report> {
  const address = provider.at('prometheus.address');
  const { text } = address;
  if (text !== undefined && !text.includes('{{') && !/^[a-z]+:\/\/./i.test(text))
    yield report(address, `address "${text}" is no URL: it begins with no "http://"`, { fix: `http://${text}` });
  const path = provider.at('web.jsonPath');
  if (path.text?.startsWith('$'))
    yield report(path, `jsonPath "${path.text}" has no braces: it is taken for a text`, {
      why: 'The result is the path itself, whatever was answered: the condition never sees the value.',
      fix: `jsonPath: "{${path.text}}"`,
    });
}

/** A number that is written as one, or as its digits. */
function whole(field: Field): number | undefined {
  const text = field.scalar;
  return text !== undefined && /^-?\d+$/.test(text) ? Number(text) : undefined;
}

function* ends(metrics: readonly Field[], where: 'step' | 'promotion'): Iterable<Report> {
  for (const metric of metrics) {
    const interval = metric.at('interval');
    if (!interval.exists || metric.at('count').exists) continue;
    yield report(interval, 'the metric measures without end, and the rollout waits for its end', {
      why: `The controller refuses it ${where === 'step' ? 'as a step' : 'before and after a promotion'}: the Rollout is Degraded.`,
      fix: 'Add a count, or run it beside the steps (spec.strategy.canary.analysis).',
    });
  }
}
