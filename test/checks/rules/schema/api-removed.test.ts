import { checkTree } from '../../../../src/checks/check.js';
import { apiRemoved } from '../../../../src/checks/rules/schema/api-removed.js';
import { causesOf } from '../../../../src/diagnostic/causes.js';
import { partFiles } from '../../../../src/manifest/files/sets.js';
import { findings } from '../../findings.js';

const object = (apiVersion: string, kind: string) =>
  `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: a, namespace: api}}`;

test.each([
  ['extensions/v1beta1', 'Ingress'],
  ['extensions/v1beta1', 'Deployment'],
  ['autoscaling/v2beta2', 'HorizontalPodAutoscaler'],
  ['batch/v1beta1', 'CronJob'],
])('%s %s', (apiVersion, kind) => {
  expect(findings(apiRemoved, object(apiVersion, kind))).toEqual([
    `error apiVersion: ${kind} of "${apiVersion}" is not served by any version of Kubernetes that we know`,
  ]);
});

test('what one version serves and another does not', () => {
  const flow = object('flowcontrol.apiserver.k8s.io/v1beta2', 'FlowSchema');
  expect(findings(apiRemoved, flow)).toEqual([]);
  expect(findings(apiRemoved, flow, { kubernetes: '1.28' })).toEqual([]);
  expect(findings(apiRemoved, flow, { kubernetes: '1.29' })).toEqual([
    'error apiVersion: FlowSchema of "flowcontrol.apiserver.k8s.io/v1beta2" is not served by Kubernetes 1.29',
  ]);
});

test('versions of custom resources are up to their definition', () => {
  expect(findings(apiRemoved, object('monitoring.coreos.com/v9', 'ServiceMonitor'))).toEqual([]);
});

describe('what an operator of the set serves', () => {
  const chart = (release: string) =>
    `---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: a, namespace: argocd}, spec: {source: {repoURL: u, chart: external-secrets, targetRevision: ${release}}}}\n`;
  const secret = (version: string, name: string) =>
    `---\n{apiVersion: external-secrets.io/${version}, kind: ExternalSecret, metadata: {name: ${name}, namespace: api}}\n`;

  it.each([
    ['0.17.0', 'v1beta1', 'not served since 0.17.0'],
    ['v0.15.1', 'v1', 'served from 0.16.0 on'],
  ])('%s: %s is one cause, of however many objects', (release, version, why) => {
    const text = chart(release) + secret(version, 'a') + secret(version, 'b');
    const { findings: found } = checkTree(
      partFiles([{ file: 'a.yaml', path: 'a.yaml', text }]),
      {},
      { rules: [apiRemoved] },
    );
    const cause = `chart "external-secrets" ${release} does not serve "external-secrets.io/${version}" (${why})`;
    expect(found.map(({ object, field, message }) => [object?.name, field, message])).toEqual(
      ['a', 'b'].map((name) => [name, 'apiVersion', `ExternalSecret of "external-secrets.io/${version}": ${cause}`]),
    );
    expect(causesOf(found)).toHaveLength(1);
  });

  it('silent: a release that serves it, a range of releases, no such chart', () => {
    for (const release of ['0.16.2', '0.9.11', '0.*'])
      expect(findings(apiRemoved, chart(release) + secret('v1beta1', 'a'))).toEqual([]);
    expect(findings(apiRemoved, secret('v1beta1', 'a'))).toEqual([]);
  });
});
