import { schema } from '../../../src/checks/rules/schema/schema.js';
import { findings } from '../findings.js';

const workload = (kind: string, spec: string) =>
  `{apiVersion: apps/v1, kind: ${kind}, metadata: {name: a, namespace: api}, spec: {${spec}, selector: {matchLabels: {app: a}}, template: {metadata: {labels: {app: a}}, spec: {containers: [{name: app, image: "x:1"}]}}}}`;
const rolling = (update: string) => workload('Deployment', `strategy: {rollingUpdate: {${update}}}`);
const daemon = (update: string) => workload('DaemonSet', `updateStrategy: {rollingUpdate: {${update}}}`);
const budget = (spec: string) =>
  `{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: a, namespace: api}, spec: {${spec}, selector: {matchLabels: {app: a}}}}`;

test.each([
  [
    budget('minAvailable: 1, maxUnavailable: 1'),
    'spec.maxUnavailable: the budget has minAvailable and maxUnavailable, allowed is one of them',
  ],
  [
    budget('maxUnavailable: "1"'),
    'spec.maxUnavailable: "maxUnavailable" is the text "1", allowed is a number or a percentage as in 25%',
  ],
  [budget('minAvailable: 101%'), 'spec.minAvailable: "minAvailable" is 101%, allowed is at most 100%'],
  [budget('maxUnavailable: -1'), 'spec.maxUnavailable: "maxUnavailable" is -1, allowed is at least 0'],
  [
    rolling('maxSurge: half'),
    'spec.strategy.rollingUpdate.maxSurge: "maxSurge" is the text "half", allowed is a number or a percentage as in 25%',
  ],
  [
    rolling('maxUnavailable: 150%'),
    'spec.strategy.rollingUpdate.maxUnavailable: "maxUnavailable" is 150%, allowed is at most 100%',
  ],
  [
    daemon('maxSurge: 1'),
    'spec.updateStrategy.rollingUpdate.maxSurge: "maxSurge" is 1, and "maxUnavailable" 1, which is the default',
  ],
  [
    daemon('maxSurge: 25%, maxUnavailable: 1'),
    'spec.updateStrategy.rollingUpdate.maxSurge: "maxSurge" is 25%, and "maxUnavailable" 1',
  ],
  [
    daemon('maxUnavailable: 0'),
    'spec.updateStrategy.rollingUpdate.maxUnavailable: "maxUnavailable" is 0, and so is "maxSurge"',
  ],
])('%#', (text, said) => {
  expect(findings(schema, text)).toEqual([`error ${said}`]);
});

test.each([
  budget('minAvailable: 100%'),
  budget('maxUnavailable: 0'),
  rolling('maxSurge: 200%, maxUnavailable: 0'),
  rolling('maxSurge: "{{ .Values.surge }}"'),
  rolling('maxSurge: $(SURGE)'),
  daemon('maxSurge: $(SURGE)'),
  daemon('maxSurge: 1, maxUnavailable: 0'),
  daemon('maxSurge: 0%, maxUnavailable: 10%'),
  daemon(''),
])('silent %#', (text) => {
  expect(findings(schema, text)).toEqual([]);
});
