import { type Field, fieldOf } from '../../../manifest/field.js';
import { parse } from '../../../metrics/promql/parse.js';
import { ranges } from '../../../metrics/promql/walk.js';
import { formatDuration, parseDuration, parseGoDuration } from '../../../values/duration.js';
import { exampleTemplate } from '../../delivery/analysis-examples.js';
import { analysesOf, exampleRollout } from '../../delivery/rollouts.js';
import { report, rule } from '../../rule.js';

const rollout = exampleRollout(
  `
canary:
  analysis:
    templates:
      - templateName: errors
    args:
      - name: hash
        valueFrom:
          podTemplateHashValue: Latest
  steps:
    - setWeight: 50
    - pause: { duration: 2m }
`,
  '  replicas: 2\n',
);

const template = (window: string, mark: string) =>
  exampleTemplate(
    `
interval: 30s
successCondition: len(result) == 0 || result[0] < 0.05
`,
    '\n  args:\n    - name: hash',
  ).replace(/query: .*/, `query: sum(rate(errors_total{pod=~"shop-{{args.hash}}-.*"}[${window}]))${mark}`);

export const atWindow = rule({
  id: 'at-window',
  severity: 'warning',
  what: 'An analysis looks back further than the step that it judges is long',
  why: 'Its first measurements see a canary of a few seconds, or the time before it: a fault shows only when the next step has given it more traffic.',
  fix: 'A shorter range, a longer pause, or an initialDelay as long as the range.',
  exceptions: ['Metrics with an initialDelay.', 'Pauses that end by hand.'],
  source: 'Argo Rollouts, features/analysis#delay-analysis-runs; Prometheus, querying/basics#range-vector-selectors',
  wrong: rollout + template('10m', ' # <--'),
  right: rollout + template('1m', ''),
  *check({ set }) {
    for (const one of set.kind('Rollout')) {
      const steps = fieldOf(one, 'spec.strategy.canary').items('steps');
      for (const { where, field, templates } of analysesOf(one, set)) {
        if (where !== 'background') continue;
        const wait = firstPause(steps.slice(field.at('startingStep').number ?? 0));
        if (wait === undefined) continue;
        for (const { template: found } of templates) {
          for (const metric of found ? fieldOf(found).items('spec.metrics') : []) {
            if (metric.at('initialDelay').exists) continue;
            const query = metric.at('provider.prometheus.query');
            const range = longestRange(query.text ?? '');
            if (range <= wait) continue;
            yield report(
              query,
              `the query looks back ${formatDuration(range)}, and the first step that it judges lasts ${formatDuration(wait)}`,
            );
          }
        }
      }
    }
  },
});

/** Seconds of the first pause; undefined when it ends by hand, or there is none. */
function firstPause(steps: readonly Field[]): number | undefined {
  const duration = steps.find((step) => step.at('pause').exists)?.at('pause.duration');
  if (duration === undefined) return undefined;
  return duration.number ?? parseGoDuration(duration.text ?? '') ?? digits(duration.text);
}

function digits(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

function longestRange(query: string): number {
  const parsed = parse(query.replaceAll(/\{\{[^}]*\}\}/g, 'x'));
  if (!('expr' in parsed)) return 0;
  return Math.max(0, ...ranges(parsed.expr).map(({ window }) => parseDuration(window) ?? 0));
}
