import { fieldOf } from '../../../manifest/field.js';
import { unfilled } from '../../../metrics/promql/unfilled.js';
import { type AnalysisUse, analysesOf, argumentsIn, exampleRollout } from '../../delivery/rollouts.js';
import { report, rule } from '../../rule.js';

const rollout = (args: string) =>
  exampleRollout(
    `
canary:
  analysis:
    templates:
      - templateName: errors${args}
  steps:
    - setWeight: 50
    - pause: { duration: 10m }
`,
    '  replicas: 2\n',
  );

const template = (matcher: string, args: string, mark: string) => `---
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  name: errors
  namespace: api
spec:${args}
  metrics:
    - name: errors
      initialDelay: 1m
      interval: 1m
      successCondition: len(result) == 0 || result[0] < 0.05
      provider:
        prometheus:
          address: http://prometheus.monitoring.svc:9090
          query: sum(rate(errors_total{${matcher}}[1m]))${mark}
`;

export const atDilution = rule({
  id: 'at-dilution',
  severity: 'warning',
  what: 'An analysis of a canary looks at the old version too',
  why: 'At a weight of 10 % a canary of which half the requests fail still reads 95 % success: the fault is thinned out.',
  fix: 'Select the new version\'s pods: pass podTemplateHashValue Latest as an argument, and match pod=~"shop-{{args.hash}}-.*".',
  exceptions: [
    'Queries that use any argument whose value differs from version to version, or that name the canary Service.',
    'Blue-green: all pods that are asked are of one version.',
  ],
  source: 'Argo Rollouts, features/analysis#background-analysis',
  wrong: rollout('') + template('job="shop"', '', ' # <--'),
  right:
    rollout(`
    args:
      - name: hash
        valueFrom:
          podTemplateHashValue: Latest`) + template('pod=~"shop-{{args.hash}}-.*"', '\n  args:\n    - name: hash', ''),
  *check({ set }) {
    for (const one of set.kind('Rollout')) {
      const canary = fieldOf(one, 'spec.strategy.canary');
      const service = canary.at('canaryService').text;
      const subset = canary.at('trafficRouting.istio.destinationRule.canarySubsetName').text;
      for (const use of analysesOf(one, set)) {
        if (use.where !== 'background' && use.where !== 'step') continue;
        const same = new Set(sameArguments(use));
        for (const { template: found } of use.templates) {
          if (!found) continue;
          for (const metric of fieldOf(found).items('spec.metrics')) {
            const query = metric.at('provider.prometheus.query');
            const text = query.text;
            // What is no query is said by rule-schema.
            if (text === undefined || unfilled(text) || argumentsIn(text).some((name) => !same.has(name))) continue;
            if ([service, subset, 'canary'].some((name) => name !== undefined && text.includes(name))) continue;
            yield report(
              query,
              `the query of metric "${metric.at('name').text ?? ''}" counts both versions of "${one.ref.name}"`,
            );
          }
        }
      }
    }
  },
});

/** Arguments that say the same of every version. All others may well select the canary's pods. */
function sameArguments({ args }: AnalysisUse): string[] {
  return args
    .filter((arg) => arg.at('value').text !== undefined && !/canary|hash|\{\{/.test(arg.at('value').text ?? ''))
    .flatMap((arg) => arg.at('name').text ?? []);
}
