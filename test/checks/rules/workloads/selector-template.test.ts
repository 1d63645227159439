import { selectorTemplate } from '../../../../src/checks/rules/workloads/selector-template.js';
import { findings } from '../../findings.js';

const workload = (kind: string, selector: string, labels: string) =>
  `{apiVersion: apps/v1, kind: ${kind}, metadata: {name: a}, spec: {selector: ${selector}, template: {metadata: {labels: ${labels}}, spec: {containers: []}}}}`;

test('an expression that does not hold', () => {
  const selector = '{matchExpressions: [{key: app, operator: In, values: [b, c]}]}';
  expect(findings(selectorTemplate, workload('StatefulSet', selector, '{app: a}'))).toEqual([
    'error spec.template.metadata.labels: selector "app in (b,c)" does not select the template\'s labels, "app=a"',
  ]);
});

test('a template may have more labels than the selector asks for', () => {
  expect(findings(selectorTemplate, workload('DaemonSet', '{matchLabels: {app: a}}', '{app: a, tier: x}'))).toEqual([]);
});

test('a Rollout that takes its template from a Deployment', () => {
  const rollout =
    '{apiVersion: argoproj.io/v1alpha1, kind: Rollout, metadata: {name: a}, spec: {selector: {matchLabels: {app: a}}, workloadRef: {kind: Deployment, name: a}}}';
  expect(findings(selectorTemplate, rollout)).toEqual([]);
});
