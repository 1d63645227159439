import { albTarget } from '../../../../src/checks/rules/network/alb-target.js';
import { findings } from '../../findings.js';
import { application } from '../gitops/applications.js';

const ingress = (annotations: Readonly<Record<string, string>> = {}, className = 'alb') => `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: a
  namespace: api
  annotations: {${Object.entries(annotations)
    .map(([name, value]) => `"alb.ingress.kubernetes.io/${name}": '${value}'`)
    .join(', ')}}
spec: {ingressClassName: ${className}, defaultBackend: {service: {name: a, port: {number: 80}}}}
`;
const service = (type: string, annotations = '{}') =>
  `---\n{apiVersion: v1, kind: Service, metadata: {name: a, namespace: api, annotations: ${annotations}}, spec: {type: ${type}, ports: [{port: 80}]}}\n`;
const clusterIp = 'error spec.type: Service api/a is a ClusterIP: Ingress api/a sends to ports of nodes';

test('ports of nodes need a NodePort', () => {
  expect(findings(albTarget, ingress() + service('ClusterIP'))).toEqual([clusterIp]);
  expect(findings(albTarget, ingress({ 'target-type': 'instance' }) + service('ClusterIP'))).toEqual([clusterIp]);
  expect(findings(albTarget, ingress() + service('ExternalName'))).toHaveLength(1);
});

test('a Service that a chart makes', () => {
  const chart = (type: string) =>
    application('a', `source: {chart: a, repoURL: r, helm: {valuesObject: {service: {type: ${type}}}}}`);
  expect(findings(albTarget, ingress() + chart('ClusterIP'))).toEqual([
    'error spec.source.helm.valuesObject.service.type: Service "a" is a ClusterIP: Ingress api/a sends to ports of nodes',
  ]);
  expect(findings(albTarget, ingress() + chart('NodePort'))).toEqual([]);
});

test('addresses of pods that the load balancer does not reach', () => {
  const network = { pods: '192.168.0.0/16', services: '10.96.0.0/12', podsRoutable: false };
  expect(findings(albTarget, ingress({ 'target-type': 'ip' }) + service('ClusterIP'), { network })).toEqual([
    expect.stringMatching(/target-type ip: the load balancer does not reach the addresses of pods here$/),
  ]);
});

test.each([
  ['backend-protocol-timeout', /"backend-protocol-timeout" is no annotation of the load balancer controller/],
  ['api/v1/healthcheck-path', /"api\/v1\/healthcheck-path" is no annotation/],
])('unknown annotation %s', (name, message) => {
  expect(findings(albTarget, ingress({ [name]: 'x' }) + service('NodePort'))).toEqual([expect.stringMatching(message)]);
});

test('a redirect to a port that does not listen', () => {
  const to443 = { 'ssl-redirect': '443', 'listen-ports': '[{"HTTP": 80}]' };
  expect(findings(albTarget, ingress(to443) + service('NodePort'))).toEqual([
    expect.stringMatching(/^warning .*ssl-redirect sends to port 443, where nothing listens for HTTPS$/),
  ]);
  expect(
    findings(albTarget, ingress({ ...to443, 'listen-ports': '[{"HTTP": 80}, {"HTTPS":443}]' }) + service('NodePort')),
  ).toEqual([]);
});

test.each([
  ['NodePort', ingress() + service('NodePort')],
  ['another controller', ingress({}, 'nginx') + service('ClusterIP')],
  ['pods that are reached', ingress({ 'target-type': 'ip' }) + service('ClusterIP')],
  ['the Service says so itself', ingress() + service('ClusterIP', '{alb.ingress.kubernetes.io/target-type: ip}')],
  [
    'the controller is told so',
    ingress() +
      service('ClusterIP') +
      application('c', 'source: {chart: aws-load-balancer-controller, helm: {valuesObject: {defaultTargetType: ip}}}'),
  ],
  [
    'names of the author',
    ingress({ 'actions.go': '{}', 'conditions.go': '[]', 'listener-attributes.HTTP-80': 'a=b' }) + service('NodePort'),
  ],
])('silent: %s', (_, text) => {
  expect(findings(albTarget, text)).toEqual([]);
});

test('values that the controller refuses', () => {
  const of = (name: string, value: string) =>
    findings(
      albTarget,
      `{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i, namespace: api, annotations: {alb.ingress.kubernetes.io/${name}: '${value}'}}, spec: {ingressClassName: alb}}\n`,
    );
  expect(of('target-type', 'instace')).toEqual([
    'error metadata.annotations["alb.ingress.kubernetes.io/target-type"]: "target-type" is "instace", allowed are instance, ip',
  ]);
  expect(of('scheme', 'public')).toHaveLength(1);
  expect(of('listen-ports', '[{"HTTPS": 443}')).toHaveLength(1);
  expect(of('listen-ports', '[{"https": 443}]')).toHaveLength(1);
  expect(of('listen-ports', '[{"HTTP": 80}, {"HTTPS": 443}]')).toEqual([]);
  expect(of('scheme', '{{ scheme }}')).toEqual([]);
  expect(of('success-codes', 'OK')).toEqual([
    'error metadata.annotations["alb.ingress.kubernetes.io/success-codes"]: "success-codes" is "OK", codes are meant',
  ]);
  expect(of('success-codes', '200, 300-399')).toEqual([]);
  expect(of('certificate-arn', 'f5dbcf70-4ad0')).toHaveLength(1);
  expect(of('certificate-arn', 'arn:aws:s3:eu-west-1:111122223333:certificate/a')).toHaveLength(1);
  expect(
    of(
      'certificate-arn',
      'arn:aws:acm:eu-west-1:111122223333:certificate/a,arn:aws:iam::111122223333:server-certificate/b',
    ),
  ).toEqual([]);
});

test('what a health check is told', () => {
  const of = (annotations: Readonly<Record<string, string>>) =>
    findings(albTarget, ingress(annotations) + service('NodePort'));
  expect(of({ 'healthcheck-interval-seconds': '15s' })).toEqual([
    'error metadata.annotations["alb.ingress.kubernetes.io/healthcheck-interval-seconds"]: "healthcheck-interval-seconds" is "15s", a whole number is meant',
  ]);
  expect(of({ 'healthcheck-interval-seconds': '5', 'healthcheck-timeout-seconds': '10' })).toEqual([
    'error metadata.annotations["alb.ingress.kubernetes.io/healthcheck-timeout-seconds"]: the health check waits 10 s for an answer, and asks every 5 s',
  ]);
  expect(of({ 'healthcheck-path': 'healthz' })).toEqual([
    'error metadata.annotations["alb.ingress.kubernetes.io/healthcheck-path"]: "healthcheck-path" is "healthz", which does not begin with "/"',
  ]);
  expect(
    of({ 'healthcheck-interval-seconds': '15', 'healthcheck-timeout-seconds': '5', 'healthcheck-path': '/healthz' }),
  ).toEqual([]);
});

test('the class of another controller', () => {
  const of = (name: string, key = 'alb.ingress.kubernetes.io/scheme: internal', more = '') =>
    findings(
      albTarget,
      `{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i, namespace: api, annotations: {${key}}}, spec: {ingressClassName: ${name}}}\n${more}`,
    );
  const shown = (controller: string) =>
    `---\n{apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: own}, spec: {controller: ${controller}}}\n`;
  const said = (name: string) => [
    `error spec.ingressClassName: class "${name}" is not that of the load balancer controller, whose annotations stand here`,
  ];
  expect(of('nginx')).toEqual(said('nginx'));
  expect(of('own', undefined, shown('k8s.io/ingress-nginx'))).toEqual(said('own'));
  expect(of('own', undefined, shown('ingress.k8s.aws/alb'))).toEqual([]);
  for (const name of ['alb', 'own']) expect(of(name)).toEqual([]);
  expect(of('nginx', 'a: b')).toEqual([]);
});

test('the sides between which a Rollout splits what comes in', () => {
  const rollout =
    '---\n{apiVersion: argoproj.io/v1alpha1, kind: Rollout, metadata: {name: a, namespace: api}, spec: {strategy: {canary: {canaryService: side, trafficRouting: {alb: {ingress: a, servicePort: 80}}}}}}\n';
  const side = service('ClusterIP').replace('name: a,', 'name: side,');
  expect(findings(albTarget, ingress() + service('NodePort') + rollout + side)).toEqual([
    'error spec.type: Service api/side is a ClusterIP: Ingress api/a sends to ports of nodes',
  ]);
});

test('a path that no route of the gateway answers', () => {
  const chart =
    '---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: web, namespace: argocd}, spec: {source: {repoURL: "https://istio.io/charts", chart: gateway, helm: {valuesObject: {service: {type: NodePort}}}}, destination: {namespace: api}}}\n' +
    '---\n{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: g, namespace: api}, spec: {selector: {istio: web}, servers: []}}\n';
  const route = (host: string, match: string) =>
    `---\n{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: health, namespace: api}, spec: {gateways: [g], hosts: ["${host}"], http: [{directResponse: {status: 200}${match && `, match: [{uri: {${match}}}]`}}]}}\n`;
  const asked = (annotations: Readonly<Record<string, string>>, routes: string) =>
    findings(
      albTarget,
      chart +
        routes +
        ingress(annotations).replace(
          /defaultBackend: .*/,
          'rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]}',
        ),
    );
  const path = { 'healthcheck-path': '/health' };
  expect(asked(path, route('*', 'exact: /healthz'))).toEqual([
    'error metadata.annotations["alb.ingress.kubernetes.io/healthcheck-path"]: no route for every host takes "/health", which the load balancer asks the gateway for',
  ]);
  expect(asked(path, route('*', 'prefix: /health'))).toEqual([]);
  expect(asked(path, route('*', ''))).toEqual([]);
  expect(asked(path, route('a.io', 'exact: /healthz'))).toEqual([]);
  expect(asked({ ...path, 'healthcheck-port': '15021' }, route('*', 'exact: /healthz'))).toEqual([]);
  expect(asked({ ...path, 'success-codes': '200,404' }, route('*', 'exact: /healthz'))).toEqual([]);
});
