import { type Field, fieldOf } from '../../../manifest/field.js';
import type { Json, Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { type AnalysisUse, analysesOf, exampleRollout, templatesOf } from '../../delivery/rollouts.js';
import { undeclaredArguments } from '../../delivery/undeclared-arguments.js';
import { missingTargets } from '../../references/missing-targets.js';
import { type Report, report, rule } from '../../rule.js';

const used = (args: string) =>
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

const TEMPLATE = `---
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  name: errors
  namespace: api
spec:
  args:
    - name: hash
  metrics:
    - name: errors
      initialDelay: 1m
      interval: 1m
      successCondition: len(result) == 0 || result[0] < 0.05
      provider:
        prometheus:
          address: http://prometheus.monitoring.svc:9090
          query: sum(rate(errors_total{pod=~"shop-{{args.hash}}-.*"}[1m]))
`;

export const atArgs = rule({
  id: 'at-args',
  severity: 'error',
  what: 'An analysis template, and what is passed to it, do not fit together',
  why: 'The analysis cannot start, which counts as an error and aborts the rollout.',
  fix: 'Declare every argument that the template uses, and pass every one that has no value of its own.',
  exceptions: ['Arguments that the template gives a value.', 'Templates that are not in the set.'],
  source: 'Argo Rollouts, features/analysis#analysis-template-arguments, utils/analysis',
  wrong: used(' # <--') + TEMPLATE,
  right:
    used(`
    args:
      - name: hash
        valueFrom:
          podTemplateHashValue: Latest`) + TEMPLATE,
  *check({ set, graph }) {
    yield* missingTargets({ set, graph }, 'at-args');
    for (const template of templatesOf(set)) yield* undeclaredArguments(template);
    for (const rollout of set.kind('Rollout')) {
      for (const use of analysesOf(rollout, set)) yield* passed(use, set);
    }
  },
});

/** A template's own arguments, by name, and whether they have a value. */
function argsOf(template: Manifest, set: ManifestSet, seen = new Set<Manifest>()): Map<string, boolean> {
  const args = new Map<string, boolean>();
  if (seen.has(template)) return args;
  seen.add(template);
  for (const entry of fieldOf(template).items('spec.templates')) {
    const kind = entry.at('clusterScope').flag ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate';
    const nested = set.find(kind, template.ref.namespace, entry.at('templateName').text ?? '');
    if (nested) for (const [name, has] of argsOf(nested, set, seen)) args.set(name, has);
  }
  for (const arg of fieldOf(template).items('spec.args')) {
    args.set(arg.at('name').text ?? '', arg.at('value').exists || arg.at('valueFrom').exists);
  }
  return args;
}

function* passed({ args, templates }: AnalysisUse, set: ManifestSet): Iterable<Report> {
  const given = new Map(args.map((arg) => [arg.at('name').text ?? '', arg]));
  const wanted = new Map<string, boolean>();
  let complete = templates.length > 0;
  for (const { field: reference, template } of templates) {
    if (!template) {
      complete = false;
      continue;
    }
    for (const [name, has] of argsOf(template, set)) {
      wanted.set(name, (wanted.get(name) ?? false) || has);
      if (has || given.has(name)) continue;
      yield report(
        reference.at('templateName'),
        `template "${template.ref.name}" wants argument "${name}", which is not passed`,
        {
          fix: `Pass "${name}" in args, or give it a value in the template.`,
        },
      );
    }
  }
  for (const [name, arg] of given) {
    const value = arg.at('value');
    const from = arg.at('valueFrom');
    if (!value.exists && !from.exists && !wanted.get(name))
      yield report(arg, `argument "${name}" is passed without a value`, { fix: 'Give it a value or a valueFrom.' });
    yield* hash(from.at('podTemplateHashValue'));
    if (!complete || wanted.has(name)) continue;
    const near = didYouMean(name, [...wanted.keys()]);
    yield report(arg, `argument "${name}" is wanted by no template`, {
      why: 'It is ignored in silence: the query looks at something else than was meant.',
      fix: near ? `Did you mean "${near}"?` : 'Drop it, or use it in the template.',
      severity: 'warning',
    });
  }
}

function* hash(field: Field): Iterable<Report> {
  const value: Json | undefined = field.value;
  if (value === undefined || value === 'Stable' || value === 'Latest') return;
  yield report(field, `podTemplateHashValue ${JSON.stringify(value)}: "Stable" and "Latest" are allowed`, {
    fix: 'podTemplateHashValue: Latest',
  });
}
