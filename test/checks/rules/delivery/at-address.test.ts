import { exampleRollout } from '../../../../src/checks/delivery/rollouts.js';
import { atAddress } from '../../../../src/checks/rules/delivery/at-address.js';
import { findings } from '../../findings.js';

const at = (address: string) => findings(atAddress, atAddress.wrong.replace('http://prometheus:9090', address));

test.each([
  'http://prometheus.monitoring:9090',
  'https://prometheus.example.com',
  'http://10.0.0.1:9090',
  'http://localhost:9090',
  '"{{args.address}}"',
])('%s is an address', (address) => {
  expect(at(address)).toEqual([]);
});

test.each(['http://prometheus', 'http://prometheus/api', 'https://prometheus:9090'])(
  '%s is a short name',
  (address) => {
    expect(at(address)).toHaveLength(1);
  },
);

test('an argument that is the address', () => {
  const rollout = exampleRollout(
    'canary: { analysis: { templates: [{ templateName: errors }], args: [{ name: url, value: "http://shop:80" }] } }',
  );
  const template = (address: string) => atAddress.wrong.replace('http://prometheus:9090', address);
  const field = 'spec.strategy.canary.analysis.args[0].value';
  expect(findings(atAddress, `${rollout}---\n${template('"{{args.url}}/health"')}`)).toEqual([
    `warning ${field}: "shop" is a short name, which the controller resolves in its own namespace`,
  ]);
  expect(findings(atAddress, `${rollout}---\n${template('http://a.b/{{args.url}}')}`)).toEqual([]);
});

describe('the Prometheus of the chart', () => {
  const source = (chart: string, values: string, namespace = 'mon') =>
    `---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: ${chart}, namespace: argocd}, spec: {source: {chart: ${chart}, helm: {releaseName: kps, valuesObject: {${values}}}}, destination: {namespace: ${namespace}}}}\n`;
  const stack = source('kube-prometheus-stack', 'fullnameOverride: kps');
  const grafana = (url: string) =>
    source('grafana', `datasources: {d.yaml: {datasources: [{type: prometheus, url: "${url}"}]}}`, 'web');

  it.each([
    ['its own', grafana('http://kps-prometheus.mon:9090')],
    ['the whole name', grafana('http://kps-prometheus.mon.svc.cluster.local:9090/')],
    ['a host of the world', grafana('https://prometheus.example.com')],
    ['what else may be there', grafana('http://thanos.mon:9090')],
  ])('silent: %s', (_, text) => {
    expect(findings(atAddress, stack + text)).toEqual([]);
  });

  it.each([
    ['another port', grafana('http://kps-prometheus.mon:9091'), 'asked on port 9091, and it listens on 9090'],
    ['another namespace', grafana('http://kps-prometheus.web:9090'), 'and it is "kps-prometheus" in namespace "mon"'],
    [
      'the port beside it',
      source('prometheus-adapter', 'prometheus: {url: "http://kps-prometheus.mon.svc", port: 80}'),
      'asked on port 80, and it listens on 9090',
    ],
  ])('says of %s what is wrong', (_, text, said) => {
    expect(findings(atAddress, stack + text)).toEqual([expect.stringContaining(said)]);
  });
});
