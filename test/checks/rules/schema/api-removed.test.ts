import { apiRemoved } from '../../../../src/checks/rules/schema/api-removed.js';
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
