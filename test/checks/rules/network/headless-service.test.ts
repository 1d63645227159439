import { headlessService } from '../../../../src/checks/rules/network/headless-service.js';
import { findings } from '../../findings.js';

const chart = (name: string, values: string) =>
  `---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: ${name}, namespace: argocd}, spec: {destination: {namespace: istio-system}, source: {repoURL: u, chart: ${name}, helm: {valuesObject: {${values}}}}}}\n`;
const mesh = (provider: string) => chart('istiod', `meshConfig: {extensionProviders: [{name: t, ${provider}}]}`);
const service = (spec: string) =>
  `---\n{apiVersion: v1, kind: Service, metadata: {name: authz, namespace: auth}, spec: {${spec}}}\n`;
const check = (text: string) => findings(headlessService, text);
const at = 'error spec.source.helm.valuesObject.meshConfig.extensionProviders[0]';

test('of the set, also with its namespace before it', () => {
  const headless = service('clusterIP: None, ports: [{port: 9000}]');
  expect(check(headless + mesh('envoyExtAuthzGrpc: {service: authz.auth.svc.cluster.local}'))).toEqual([
    `${at}.envoyExtAuthzGrpc.service: "authz.auth.svc.cluster.local" is a headless Service`,
  ]);
  expect(check(headless + mesh('zipkin: {service: auth/authz.auth.svc.cluster.local}'))).toHaveLength(1);
});

test('of a chart that makes it so', () => {
  const zipkin = mesh('zipkin: {service: jaeger-collector.istio-system.svc.cluster.local, port: 9411}');
  expect(check(zipkin + chart('jaeger', 'allInOne: {enabled: true}'))).toEqual([
    `${at}.zipkin.service: "jaeger-collector.istio-system.svc.cluster.local" is a headless Service`,
  ]);
  expect(check(zipkin + chart('jaeger', 'allInOne: {enabled: true, service: {headless: false}}'))).toEqual([]);
  expect(check(zipkin + chart('jaeger', 'collector: {enabled: true}'))).toEqual([]);
});

test('silent: a Service with a ClusterIP, and one that nobody shows', () => {
  expect(check(service('ports: [{port: 9000}]') + mesh('zipkin: {service: authz.auth.svc.cluster.local}'))).toEqual([]);
  expect(check(mesh('zipkin: {service: far.auth.svc.cluster.local}'))).toEqual([]);
});
