import { spreadSelector } from '../../../../src/checks/rules/scheduling/spread-selector.js';
import { deployment, findings } from '../../findings.js';

const spread = (app: string, key = 'kubernetes.io/hostname') =>
  `topologySpreadConstraints: [{maxSkew: 1, topologyKey: ${key}, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: ${app}}}}]`;
const near = (sort: string, term: string, more = '') =>
  `affinity: {${sort}: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {${term}}}${more}}]}}`;
const pod = 'spec.template.spec';
const required = 'requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector';
const none = (labels: string) => `no pod of namespace "api" has the labels ${labels}`;

test.each([
  [spread('shops'), `warning ${pod}.topologySpreadConstraints[0].labelSelector: ${none('app=shops')}`],
  [
    spread('shop', 'kubernetes.io/hostnam'),
    `warning ${pod}.topologySpreadConstraints[0].topologyKey: no node has the label "kubernetes.io/hostnam"`,
  ],
  [near('podAntiAffinity', 'app: shops'), `warning ${pod}.affinity.podAntiAffinity.${required}: ${none('app=shops')}`],
  [near('podAffinity', 'app: cache'), `error ${pod}.affinity.podAffinity.${required}: ${none('app=cache')}`],
])('%s', (text, said) => {
  expect(findings(spreadSelector, deployment('shop', text))).toEqual([said]);
});

test('a manifest that leaves its namespace to whoever applies it', () => {
  const [found] = findings(spreadSelector, deployment('shop', spread('shops')).replace('namespace: api', ''));
  expect(found).toContain('no pod has the labels app=shops');
});

test.each([
  ['its own labels', deployment('shop', spread('shop'))],
  ['those of another', deployment('shop', near('podAffinity', 'app: cache')) + deployment('cache')],
  ['another namespace', deployment('shop', near('podAffinity', 'app: cache', ', namespaces: [data]'))],
  ['a label of the own nodes', deployment('shop', spread('shop', 'team.io/rack'))],
  ['a template', deployment('shop', spread('"{{ .Values.app }}"'))],
])('silent: %s', (_, text) => {
  expect(findings(spreadSelector, text)).toEqual([]);
});
