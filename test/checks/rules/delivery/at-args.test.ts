import { exampleRollout } from '../../../../src/checks/delivery/rollouts.js';
import { atArgs } from '../../../../src/checks/rules/delivery/at-args.js';
import { findings } from '../../findings.js';

const template = (args: string, query: string, kind = 'AnalysisTemplate') => `---
apiVersion: argoproj.io/v1alpha1
kind: ${kind}
metadata: { name: errors${kind === 'AnalysisTemplate' ? ', namespace: api' : ''} }
spec:
  args: [${args}]
  metrics: [{ name: errors, provider: { prometheus: { query: '${query}' } } }]
`;
const uses = (args: string, name = 'errors', scope = '') =>
  exampleRollout(`canary: { analysis: { templates: [{ templateName: ${name}${scope} }], args: [${args}] } }`);
const at = 'spec.strategy.canary.analysis';
const query = 'spec.metrics[0].provider.prometheus.query';

test('every argument in the template is declared', () => {
  expect(findings(atArgs, template('{ name: hash }', 'x{a="{{args.hash}}", b="{{ args.hsh }}"}'))).toEqual([
    `error ${query}: argument "hsh" is not declared`,
  ]);
});

test.each(['{{hash}}', '{{ arg.hash }}', '{args.hash}'])('%s is not filled in', (written) => {
  expect(findings(atArgs, template('{ name: hash }', `x{a="${written}"}`))).toEqual([
    `error ${query}: "${written}" is no argument: only {{args.NAME}} is filled in`,
  ]);
});

test.each(['{{shop}}', '{hash}', '{{args.hash}}'])('%s is none, or one as it should be', (written) => {
  expect(findings(atArgs, template('{ name: hash }', `x{a="${written}"}`))).toEqual([]);
});

test('every argument without a value is passed, and no other', () => {
  const one = template('{ name: hash }, { name: limit, value: "5" }', '{{args.hash}}');
  expect(findings(atArgs, uses('{ name: hash, value: a }') + one)).toEqual([]);
  expect(findings(atArgs, uses('{ name: hsh, value: a }') + one)).toEqual([
    `error ${at}.templates[0].templateName: template "errors" wants argument "hash", which is not passed`,
    `warning ${at}.args[0]: argument "hsh" is wanted by no template`,
  ]);
  expect(findings(atArgs, uses('{ name: hash }') + one)).toEqual([
    `error ${at}.args[0]: argument "hash" is passed without a value`,
  ]);
});

test('the hash is that of one of two versions', () => {
  const passed =
    uses('{ name: hash, valueFrom: { podTemplateHashValue: latest } }') + template('{ name: hash }', '{{args.hash}}');
  expect(findings(atArgs, passed)).toEqual([
    `error ${at}.args[0].valueFrom.podTemplateHashValue: podTemplateHashValue "latest": "Stable" and "Latest" are allowed`,
  ]);
});

test('the template is there, cluster-wide where it is said to be', () => {
  expect(findings(atArgs, uses('', 'erors') + template('', 'up'))).toEqual([
    `error ${at}.templates[0].templateName: AnalysisTemplate "erors" does not exist in namespace "api"`,
  ]);
  const shared = template('', 'up', 'ClusterAnalysisTemplate');
  expect(findings(atArgs, uses('', 'errors', ', clusterScope: true') + shared)).toEqual([]);
});

test('an argument of a template that is not there may be wanted', () => {
  expect(
    findings(atArgs, uses('{ name: any, value: a }', 'elsewhere')).filter((line) => line.includes('"any"')),
  ).toEqual([]);
});

test('a template of templates wants what they want', () => {
  const nested = `---
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: { name: all, namespace: api }
spec: { templates: [{ templateName: errors }] }
`;
  expect(findings(atArgs, uses('', 'all') + nested + template('{ name: hash }', '{{args.hash}}'))).toEqual([
    `error ${at}.templates[0].templateName: template "all" wants argument "hash", which is not passed`,
  ]);
});

test('an experiment passes its own arguments', () => {
  const experiment = exampleRollout(
    'canary: { steps: [{ experiment: { templates: [{ name: a, specRef: canary }], analyses: [{ name: e, templateName: errors }] } }] }',
  );
  expect(findings(atArgs, experiment + template('{ name: hash }', '{{args.hash}}'))).toEqual([
    'error spec.strategy.canary.steps[0].experiment.analyses[0].templateName: template "errors" wants argument "hash", which is not passed',
  ]);
});
