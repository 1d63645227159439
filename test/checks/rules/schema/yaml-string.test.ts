import { yamlString } from '../../../../src/checks/rules/schema/yaml-string.js';
import { findings } from '../../findings.js';

test.each([
  [
    'a label',
    '{apiVersion: v1, kind: Service, metadata: {name: a, labels: {version: 1.10}}}',
    'metadata.labels.version',
  ],
  [
    'an annotation',
    '{apiVersion: v1, kind: Service, metadata: {name: a, annotations: {a/b: true}}}',
    'metadata.annotations["a/b"]',
  ],
  [
    'an environment variable',
    '{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, env: [{name: X, value: 12e3}]}]}}',
    'spec.containers[0].env[0].value',
  ],
  [
    'an argument',
    '{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, args: [-c, 8]}]}}',
    'spec.containers[0].args[1]',
  ],
  [
    'a node label',
    '{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {nodeSelector: {gpu: yes}, containers: [{name: a}]}}',
    'spec.nodeSelector.gpu',
  ],
])('%s', (_, text, field) => {
  expect(findings(yamlString, text)).toEqual([expect.stringContaining(`error ${field}: `)]);
});

test('quotes make it text', () => {
  expect(
    findings(yamlString, '{apiVersion: v1, kind: Service, metadata: {name: a, labels: {version: "1.10"}}}'),
  ).toEqual([]);
});
