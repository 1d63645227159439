import { partFiles } from '../../src/manifest/files/sets.js';
import { gatewayPods, isKnown } from '../../src/network/gateway-pods.js';

const chart = (name: string, chart: string, helm = '{}') =>
  `---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: ${name}, namespace: argocd}, spec: {source: {repoURL: "https://istio.io/charts", chart: ${chart}, helm: ${helm}}}}\n`;
const pods = (text: string) => {
  const [set] = partFiles([{ file: 'a.yaml', path: 'a.yaml', text }]).sets;
  return set && gatewayPods(set);
};

test('labels as the chart puts them', () => {
  const [made] = pods(chart('istio-entry', 'gateway', '{valuesObject: {labels: {team: a}}}')) ?? [];
  expect(made && Object.fromEntries(made.labels)).toEqual({ app: 'istio-entry', istio: 'entry', team: 'a' });
  expect(made && isKnown(made)).toBe(true);
});

test.each([
  ['no gateway is shown', chart('m', 'istiod')],
  ['values that are not shown', chart('g', 'gateway', '{valueFiles: [x.yaml]}')],
  ['a chart that may make others', chart('g', 'gateway') + chart('h', 'istio-ingress')],
])('undefined: %s', (_, text) => {
  expect(pods(text)).toBeUndefined();
});
