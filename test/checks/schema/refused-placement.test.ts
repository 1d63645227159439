import { schema } from '../../../src/checks/rules/schema/schema.js';
import { findings } from '../findings.js';

const pod = (spec: string) =>
  `{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: api}, spec: {${spec}, containers: [{name: app, image: "x:1"}]}}`;
const hard = 'requiredDuringSchedulingIgnoredDuringExecution';
const soft = 'preferredDuringSchedulingIgnoredDuringExecution';
const nodes = (terms: string) => pod(`affinity: {nodeAffinity: {${hard}: {nodeSelectorTerms: [${terms}]}}}`);
const node = (expression: string) => nodes(`{matchExpressions: [{key: a, ${expression}}]}`);
const at = `spec.affinity.nodeAffinity.${hard}.nodeSelectorTerms`;
const spread = (...more: string[]) =>
  pod(`topologySpreadConstraints: [${more.map((text) => `{maxSkew: 1, topologyKey: zone, ${text}}`).join(', ')}]`);

test.each([
  [nodes(''), `${at}: "nodeSelectorTerms" has no entry, at least one is needed`],
  [node('operator: In'), `${at}[0].matchExpressions[0]: operator In has no values`],
  [node('operator: Exists, values: [b]'), `${at}[0].matchExpressions[0].values: operator Exists has values`],
  [node('operator: Gt, values: ["1", "2"]'), `${at}[0].matchExpressions[0]: operator Gt has 2 values, it takes one`],
  [
    pod(`affinity: {podAntiAffinity: {${soft}: [{weight: 1, podAffinityTerm: {topologyKey: ""}}]}}`),
    `spec.affinity.podAntiAffinity.${soft}[0].podAffinityTerm.topologyKey: "topologyKey" is empty`,
  ],
  [
    spread('whenUnsatisfiable: DoNotSchedule', 'whenUnsatisfiable: DoNotSchedule'),
    'spec.topologySpreadConstraints[1]: topologyKey "zone" with DoNotSchedule is there twice',
  ],
  [
    spread('whenUnsatisfiable: ScheduleAnyway, minDomains: 2'),
    'spec.topologySpreadConstraints[0].minDomains: "minDomains" is set, and whenUnsatisfiable is ScheduleAnyway',
  ],
  [
    spread(
      'whenUnsatisfiable: ScheduleAnyway, labelSelector: {matchExpressions: [{key: a, operator: NotIn, values: []}]}',
    ),
    'spec.topologySpreadConstraints[0].labelSelector.matchExpressions[0]: operator NotIn has no values',
  ],
])('%#', (text, said) => {
  expect(findings(schema, text)).toEqual([`error ${said}`]);
});

test.each([
  node('operator: In, values: [b]'),
  node('operator: DoesNotExist, values: []'),
  node('operator: Lt, values: ["5"]'),
  spread('whenUnsatisfiable: DoNotSchedule, minDomains: 2', 'whenUnsatisfiable: ScheduleAnyway'),
])('silent %#', (text) => {
  expect(findings(schema, text)).toEqual([]);
});
